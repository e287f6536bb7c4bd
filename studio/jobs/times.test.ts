import { beforeAll, describe, expect, it } from 'vitest'
import i18next from 'i18next'
import { startWords } from '../words/words.ts'
import { sayRange, usualRange, workTimes } from './times.ts'

describe('time in words', () => {
  beforeAll(() => startWords('en'))

  it.each([
    [0.2, 0.8, 'under 1 s'],
    [1.2, 1.4, '1 s'],
    [2.2, 4.6, '2–5 s'],
    [21, 43, '20–45 s'],
    [62, 119, '1–2 min'],
    [170, 180, '2–3 min'],
  ])('%f to %f seconds are "%s"', (least, most, words) => {
    expect(sayRange(i18next.t, { least, most })).toBe(words)
  })

  it('says nothing it does not know', () => {
    expect(usualRange([], 1)).toBeUndefined()
  })

  it('leaves the odd ones out', () => {
    const took = [2000, 2100, 2200, 2300, 2400, 60_000].map((milliseconds) => ({ milliseconds, pictures: 1 }))
    expect(usualRange(took, 2)).toEqual({ least: 4.2, most: 4.8 })
  })

  it('does not count the time that an order waited for others', () => {
    const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 9, 0, second)).toISOString()
    const made = [
      { created_at: at(1), ended_at: at(9), pictures: 1 },
      { created_at: at(0), ended_at: at(4), pictures: 2 },
      { created_at: at(20), ended_at: at(23), pictures: 1 },
    ]
    expect(workTimes(made).map((one) => one.milliseconds)).toEqual([4000, 5000, 3000])
  })
})
