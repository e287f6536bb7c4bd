import { describe, expect, it } from 'vitest'
import { around, soften } from './mask-plane.ts'

const side = 40
const disc = () => Uint8ClampedArray.from({ length: side * side }, (_, at) => (Math.hypot((at % side) - 20, Math.floor(at / side) - 20) < 8 ? 255 : 0))

describe('a soft edge', () => {
  it('leaves what was painted whole, fades beyond it, and ends', () => {
    const plane = { width: side, height: side, values: disc() }
    const soft = soften(plane, 4)
    const across = Array.from({ length: side }, (_, x) => soft.values[20 * side + x] ?? 0)
    expect(across.slice(13, 28).every((value) => value === 255)).toBe(true)
    const right = across.slice(27)
    expect(right).toEqual(right.toSorted((a, b) => b - a))
    expect(right.filter((value) => value > 0 && value < 255).length).toBeGreaterThan(2)
    expect(across[39]).toBe(0)
    expect(soften(plane, 0).values).toBe(plane.values)
  })

  it('reaches not beyond the picture', () => {
    expect(around({ left: 2, top: 35, width: 10, height: 4 }, 6, { width: side, height: side })).toEqual({ left: 0, top: 29, width: 18, height: 11 })
  })
})
