import { describe, expect, it } from 'vitest'
import { neighbour } from './grid-keys.ts'

/** Three across, two rows, and one below them. */
const spots = [0, 1, 2, 3, 4, 5, 6].map((number) => {
  const left = (number % 3) * 110
  const top = Math.floor(number / 3) * 110
  return { left, right: left + 100, top, bottom: top + 100 }
})

describe('arrow keys among pictures', () => {
  it.each([
    [0, 'ArrowRight', 1],
    [2, 'ArrowRight', 3],
    [0, 'ArrowLeft', undefined],
    [1, 'ArrowDown', 4],
    [4, 'ArrowUp', 1],
    [5, 'ArrowDown', 6],
    [6, 'ArrowDown', undefined],
    [6, 'ArrowUp', 3],
    [4, 'Home', 0],
    [1, 'End', 6],
    [1, 'Enter', undefined],
  ])('from %i, %s leads to %s', (from, key, to) => {
    expect(neighbour(spots, from, key)).toBe(to)
  })
})
