// Writes the invisible mark into pixels: a faint repeated pattern, stronger where the picture is lively.

import type { Pixels } from '../core/ports.ts'
import { tileOf, tileSize, type MarkContent } from './pattern.ts'

/** Mean change of a pixel's brightness, of 255. */
export const strength = 0.95
const cell = 8
/** A calm place gets this part of the usual change, a lively one up to that many times it. */
const gains = { calm: 0.55, lively: 1.9 }
/** Mean difference of neighbours at which a place gets the usual change. */
const usualLiveliness = 6
/** Mean of the absolute value of the pattern, whose standard deviation is 1. */
const meanOfPattern = 0.8

export function embedMark(pixels: Pixels, content: MarkContent): Pixels {
  const { width, height } = pixels
  const tile = cachedTile(content)
  const { gain, columns, mean } = liveliness(pixels)
  const scale = strength / meanOfPattern / mean
  // Written to, it keeps values between 0 and 255 by itself: this loop is most of what the mark costs.
  const rgb = new Uint8ClampedArray(pixels.rgb)
  for (let y = 0; y < height; y++) {
    const row = (y & (tileSize - 1)) * tileSize
    const cells = (y >> 3) * columns
    for (let left = 0; left < width; left += cell) {
      const factor = (gain[cells + (left >> 3)] ?? 1) * scale
      const end = Math.min(width, left + cell)
      for (let x = left, at = (y * width + left) * 3; x < end; x++, at += 3) {
        const change = roundToWhole((tile[row + (x & (tileSize - 1))] as number) * factor)
        if (change === 0) continue
        rgb[at] = (rgb[at] as number) + change
        rgb[at + 1] = (rgb[at + 1] as number) + change
        rgb[at + 2] = (rgb[at + 2] as number) + change
      }
    }
  }
  return { ...pixels, rgb: new Uint8Array(rgb.buffer) }
}

/** As Math.round, for values far from the ends of what whole numbers reach. */
const roundToWhole = (value: number): number => ((value + 1024.5) | 0) - 1024

/** How much each cell of 8 x 8 pixels can take without showing, and the mean of that. */
function liveliness({ width, height, rgb }: Pixels): { gain: Float32Array; columns: number; mean: number } {
  const columns = Math.ceil(width / cell)
  const rows = Math.ceil(height / cell)
  const sums = new Float32Array(columns * rows)
  const counts = new Uint16Array(columns * rows)
  for (let y = 0; y < height - 1; y += 2) {
    for (let x = 0; x < width - 1; x += 2) {
      const at = (y * width + x) * 3 + 1
      const here = rgb[at] ?? 0
      const difference = Math.abs(here - (rgb[at + 3] ?? 0)) + Math.abs(here - (rgb[at + width * 3] ?? 0))
      const place = (y >> 3) * columns + (x >> 3)
      sums[place] = (sums[place] ?? 0) + difference
      counts[place] = (counts[place] ?? 0) + 1
    }
  }
  const gain = sums.map((sum, place) => {
    const lively = sum / Math.max(1, counts[place] ?? 1) / 2 / usualLiveliness
    return Math.min(gains.lively, gains.calm + (1 - gains.calm) * Math.sqrt(lively) * 1.2)
  })
  return { gain, columns, mean: gain.reduce((sum, value) => sum + value, 0) / gain.length }
}

const tiles = new Map<string, Float32Array>()

/** Previews and their picture have one number, so the tile is made once for them. */
function cachedTile(content: MarkContent): Float32Array {
  const key = `${content.provider} ${content.number} ${Buffer.from(content.secret).toString('base64')}`
  const known = tiles.get(key)
  if (known) return known
  if (tiles.size >= 8) tiles.clear()
  const made = tileOf(content)
  tiles.set(key, made)
  return made
}
