// Tests of the age band: month by month round each limit, and dates that nobody is born on.

import { describe, expect, it } from 'vitest'
import { readCharter } from '../charter/load.ts'
import { bandOf } from './ages.ts'

const charter = readCharter({ name: 'test', access: { who: 'accounts' }, retention: { imageDays: 30 }, age: { least: 8, guardian: 14, advised: 18 } })
const now = new Date('2026-11-22T12:00:00Z')
const band = (year: number, month: number): string => bandOf(charter, { year, month }, now)

describe('the band of an age', () => {
  it('changes in the month after a birthday, for the day is not asked', () => {
    expect([band(2018, 12), band(2018, 11), band(2018, 10)]).toEqual(['under', 'under', 'guardian'])
    expect([band(2012, 12), band(2012, 11), band(2012, 10)]).toEqual(['guardian', 'guardian', 'advised'])
    expect([band(2008, 12), band(2008, 11), band(2008, 10)]).toEqual(['advised', 'advised', 'adult'])
    expect([band(2026, 11), band(1926, 1)]).toEqual(['under', 'adult'])
  })

  it('is one of the same order for every month of a century', () => {
    const order = ['under', 'guardian', 'advised', 'adult']
    let last = -1
    for (let months = 0; months <= 1200; months++) {
      const at = new Date(Date.UTC(2026, 10 - months, 1))
      const place = order.indexOf(band(at.getUTCFullYear(), at.getUTCMonth() + 1))
      expect(place).toBeGreaterThanOrEqual(last)
      last = place
    }
    expect(last).toBe(3)
  })

  it('is told of nobody who is not born yet or older than people get', () => {
    for (const [year, month] of [[2026, 12], [2027, 1], [1890, 1], [1000, 1]] as const) expect(() => band(year, month)).toThrow('somebody living')
  })
})
