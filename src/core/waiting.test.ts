// The range of seconds must hold what really happens, and say nothing where nothing is known.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectationOf, type Timing } from './timings.ts'
import { secondsUntilReady } from './waiting.ts'

const nothing = { place: 0, least: 0, most: 0, unknown: 0 }
const row = { pictures: 1, expectedLeast: 1000, expectedMost: 1500 }
const alone = { row, before: nothing, atOnce: 1, elapsed: 0 }
const timing = (milliseconds: number, change: Partial<Timing> = {}): Timing => ({ engine: 'e', model: 'm', pixels: 65_536, steps: 12, edited: false, milliseconds, ...change })
const kind = { pixels: 65_536, steps: 12, edited: false }

describe('what is expected of an engine', () => {
  it('is nothing before it drew anything', () => {
    expect(expectationOf([], kind)).toBeUndefined()
  })

  it('goes from the fast to the slow tenth of durations of the same kind', () => {
    const same = [1000, 1100, 1200, 1300, 1400, 1500, 1600, 1700, 1800, 1900, 9000].map((milliseconds) => timing(milliseconds))
    expect(expectationOf([...same, timing(50_000, { edited: true })], kind)).toEqual({ least: 1100, most: 1900, from: 11 })
  })

  it('lies between as it was and as much longer as there is more to do, where the kind is new', () => {
    expect(expectationOf([timing(1000), timing(1100)], { ...kind, pixels: 4 * 65_536 })).toEqual({ least: 1000, most: 4400, from: 2 })
    expect(expectationOf([timing(1000)], { ...kind, steps: 6 })).toEqual({ least: 500, most: 1000, from: 1 })
    expect(expectationOf([timing(1000, { steps: undefined })], { ...kind, steps: undefined })).toEqual({ least: 1000, most: 1000, from: 1 })
  })

  it('holds what an engine takes that grows with its work, whatever it drew before', () => {
    const work = fc.record({ pixels: fc.integer({ min: 4096, max: 4_194_304 }), steps: fc.integer({ min: 1, max: 50 }) })
    const takes = ({ pixels, steps }: { pixels: number; steps: number }) => 200 + (pixels * steps) / 1000
    fc.assert(
      fc.property(fc.array(work, { minLength: 1, maxLength: 20 }), work, (drawn, asked) => {
        const range = expectationOf(drawn.map((one) => timing(takes(one), one)), { ...asked, edited: false })!
        expect(range.most).toBeGreaterThanOrEqual(range.least)
        const scaled = drawn.map((one) => [takes(one), (takes(one) * asked.pixels * asked.steps) / (one.pixels * one.steps)])
        expect(range.most).toBeGreaterThanOrEqual(Math.floor(Math.min(...scaled.map((pair) => Math.max(...pair)))))
      }),
    )
  })
})

describe('seconds until it is ready', () => {
  it('are not made up', () => {
    expect(secondsUntilReady({ ...alone, row: { pictures: 1 } })).toBeUndefined()
    expect(secondsUntilReady({ ...alone, before: { ...nothing, place: 1, unknown: 1 } })).toBeUndefined()
    expect(secondsUntilReady({ ...alone, elapsed: 2000 })).toBeUndefined()
  })

  it('count its pictures and what is drawn before', () => {
    expect(secondsUntilReady(alone)).toEqual({ least: 1, most: 1.5 })
    expect(secondsUntilReady({ ...alone, row: { ...row, pictures: 3 } })).toEqual({ least: 3, most: 4.5 })
    expect(secondsUntilReady({ ...alone, before: { place: 2, least: 2000, most: 5000, unknown: 0 } })).toEqual({ least: 3, most: 6.5 })
    expect(secondsUntilReady({ ...alone, elapsed: 700 })).toEqual({ least: 0.3, most: 0.8 })
  })

  it('are fewer where several are drawn at once, but never fewer than one takes', () => {
    expect(secondsUntilReady({ ...alone, atOnce: 4 })).toEqual({ least: 1, most: 1.5 })
    expect(secondsUntilReady({ ...alone, atOnce: 2, row: { ...row, pictures: 4 } })).toEqual({ least: 2, most: 3.8 })
  })

  it('hold what happens when a line is drawn by as many hands, whoever is first', () => {
    const size = fc.record({ pictures: fc.integer({ min: 1, max: 10 }), each: fc.integer({ min: 100, max: 60_000 }) })
    fc.assert(
      fc.property(fc.array(size, { maxLength: 12 }), size, fc.integer({ min: 1, max: 6 }), (line, own, atOnce) => {
        const sum = line.reduce((total, { pictures, each }) => total + pictures * each, 0)
        const hands = Array.from({ length: atOnce }, () => 0)
        for (const { pictures, each } of [...line, own]) for (let one = 0; one < pictures; one++) hands[hands.indexOf(Math.min(...hands))]! += each
        const longest = Math.max(own.each, ...line.map(({ each }) => each))
        const range = secondsUntilReady({ row: { pictures: own.pictures, expectedLeast: own.each, expectedMost: longest }, before: { place: line.length, least: sum, most: sum, unknown: 0 }, atOnce, elapsed: 0 })!
        expect(range.most + 0.6).toBeGreaterThanOrEqual(Math.max(...hands) / 1000)
        expect(range.least).toBeGreaterThanOrEqual(0)
        expect(range.most).toBeGreaterThanOrEqual(range.least)
      }),
    )
  })
})
