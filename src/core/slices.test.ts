// Slices: everything is done once, several at a time, and nobody works past their time.

import { expect, test } from 'vitest'
import { drain, inParallel } from './slices.ts'

test('each thing is worked on once, eight at a time', async () => {
  const seen: number[] = []
  let now = 0
  let most = 0
  await inParallel(Array.from({ length: 50 }, (_, number) => number), async (number) => {
    most = Math.max(most, ++now)
    await new Promise((resolve) => setTimeout(resolve, 1))
    seen.push(number)
    now--
  })
  expect([seen.toSorted((a, b) => a - b).length, new Set(seen).size, most]).toEqual([50, 50, 8])
  await expect(inParallel([1, 2], async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
})

test('a backlog is worked off until it is gone or the slice is over', async () => {
  let seconds = 0
  const clock = { now: () => new Date(seconds * 1000) }
  const counts = [10, 10, 3]
  expect(await drain(clock, 10, async () => counts.shift() ?? 0)).toEqual({ removed: 23, left: 0 })
  expect(await drain(clock, 10, async () => ((seconds += 10), 10))).toEqual({ removed: 30, left: 10 })
})
