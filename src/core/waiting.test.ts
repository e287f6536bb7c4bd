// The range of seconds must hold what really happens, and say nothing where nothing is known.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { secondsUntilReady } from './waiting.ts'

const alone = { pictures: 1, ahead: 0, busy: false, mostPictures: 10, elapsed: 0 }

it('says nothing before anything was drawn', () => {
  expect(secondsUntilReady({ ...alone, recent: [] })).toBeUndefined()
})

it('goes from the fast to the slow tenth of the newest durations, times the pictures', () => {
  const recent = [1000, 1100, 1200, 1300, 1400, 1500, 1600, 1700, 1800, 1900, 9000]
  expect(secondsUntilReady({ ...alone, recent })).toEqual({ least: 1.1, most: 1.9 })
  expect(secondsUntilReady({ ...alone, recent, pictures: 3 })).toEqual({ least: 3.3, most: 5.7 })
})

it('counts one picture at least, and the most there can be, for each generation ahead', () => {
  expect(secondsUntilReady({ ...alone, recent: [1000], ahead: 2, mostPictures: 4 })).toEqual({ least: 3, most: 9 })
  expect(secondsUntilReady({ ...alone, recent: [1000], busy: true, mostPictures: 4 })).toEqual({ least: 1, most: 5 })
})

it('never falls below zero nor turns around', () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 600_000 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(numbers, fc.nat(50), fc.integer({ min: 1, max: 10 }), fc.nat(900_000), fc.boolean(), (recent, ahead, pictures, elapsed, busy) => {
      const range = secondsUntilReady({ recent, ahead, pictures, elapsed, busy, mostPictures: 10 })
      expect(range!.least).toBeGreaterThanOrEqual(0)
      expect(range!.most).toBeGreaterThanOrEqual(range!.least)
    }),
  )
})
