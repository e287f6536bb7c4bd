import { describe, expect, it } from 'vitest'
import { gaussianNoise, philox } from './noise.ts'

describe('seeded noise', () => {
  it('makes the published Philox 4x32-10 words', () => {
    expect(philox([0, 0, 0, 0], [0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8])
    const ones = 0xffffffff
    expect(philox([ones, ones, ones, ones], [ones, ones])).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd])
    expect(philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
      0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1,
    ])
  })

  it('follows the normal distribution', () => {
    const noise = gaussianNoise(20261122, 200_000)
    const moment = (power: number) => noise.reduce((sum, value) => sum + value ** power, 0) / noise.length
    expect(moment(1)).toBeCloseTo(0, 1)
    expect(moment(2)).toBeCloseTo(1, 1)
    expect(Math.abs(moment(3))).toBeLessThan(0.05)
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1)
    const inside = noise.filter((value) => Math.abs(value) < 1).length / noise.length
    expect(Math.abs(inside - 0.6827)).toBeLessThan(0.005)
    expect(noise.every(Number.isFinite)).toBe(true)
  })

  it('agrees with the built-in functions to float32', () => {
    const [a, b, c, d] = philox([3, 0, 0, 0], [99, 0])
    const part = (high: number, low: number) => ((high >>> 5) * 67108864 + (low >>> 6) + 1) / 2 ** 53
    const radius = Math.sqrt(-2 * Math.log(part(a, b)))
    const noise = gaussianNoise(99, 8)
    expect(noise[6]).toBeCloseTo(radius * Math.cos(2 * Math.PI * part(c, d)), 6)
    expect(noise[7]).toBeCloseTo(radius * Math.sin(2 * Math.PI * part(c, d)), 6)
  })

  it('is fixed by its seed, prefix by prefix', () => {
    const long = gaussianNoise(7, 101)
    expect(gaussianNoise(7, 100)).toEqual(long.subarray(0, 100))
    expect(gaussianNoise(8, 100)).not.toEqual(long.subarray(0, 100))
    expect(gaussianNoise(0xffffffff, 4)).toEqual(gaussianNoise(0xffffffff, 4))
  })
})
