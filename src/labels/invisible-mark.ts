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

/** Strengths that cells are rounded to: for each one the tile is made whole beforehand. */
const levels = 24
const tileArea = tileSize * tileSize

/** `begin` = where a tile begins, so that a part of a picture can go on with the pattern of the rest. */
export function embedMark(pixels: Pixels, content: MarkContent, begin = { x: 0, y: 0 }): Pixels {
  const { width, height } = pixels
  const { level, columns, mean } = liveliness(pixels)
  const steps = stepsOf(shifted(cachedTile(content), begin.x), strength / meanOfPattern / mean)
  // Written to, it keeps values between 0 and 255 by itself: this loop is most of what the mark costs.
  const rgb = new Uint8ClampedArray(pixels.rgb)
  for (let y = 0; y < height; y++) {
    const row = ((y - begin.y) & (tileSize - 1)) * tileSize
    const cells = (y >> 3) * columns
    for (let left = 0; left < width; left += cell) {
      let from = (level[cells + (left >> 3)] as number) * tileArea + row + (left & (tileSize - 1))
      const end = (y * width + Math.min(width, left + cell)) * 3
      for (let at = (y * width + left) * 3; at < end; at += 3) {
        const change = steps[from++] as number
        rgb[at] = (rgb[at] as number) + change
        rgb[at + 1] = (rgb[at + 1] as number) + change
        rgb[at + 2] = (rgb[at + 2] as number) + change
      }
    }
  }
  return { ...pixels, rgb: new Uint8Array(rgb.buffer) }
}

/** Each line of the tile begun further right. */
function shifted(tile: Float32Array, right: number): Float32Array {
  return right === 0 ? tile : tile.map((_, at) => tile[(at & ~(tileSize - 1)) | ((at - right) & (tileSize - 1))] as number)
}

/** The tile at each strength, in whole steps of brightness, one after the other. */
function stepsOf(tile: Float32Array, scale: number): Int8Array {
  const steps = new Int8Array(levels * tileArea)
  for (let level = 0; level < levels; level++) {
    const factor = gainOf(level) * scale
    for (let at = 0, to = level * tileArea; at < tileArea; at++, to++) steps[to] = roundToWhole((tile[at] as number) * factor)
  }
  return steps
}

/** As Math.round, for values far from the ends of what whole numbers reach. */
const roundToWhole = (value: number): number => ((value + 1024.5) | 0) - 1024

/** The gain of a level; level 0 is a calm place. */
const gainOf = (level: number): number => gains.calm + ((gains.lively - gains.calm) * level) / (levels - 1)

/** How much each cell of 8 x 8 pixels can take without showing, and the mean gain of all. */
function liveliness({ width, height, rgb }: Pixels): { level: Uint8Array; columns: number; mean: number } {
  const columns = Math.ceil(width / cell)
  const level = new Uint8Array(columns * Math.ceil(height / cell))
  let sum = 0
  for (let place = 0; place < level.length; place++) {
    const left = (place % columns) * cell
    const top = Math.floor(place / columns) * cell
    const lively = differenceIn(rgb, width, left, top, Math.min(left + cell, width - 1), Math.min(top + cell, height - 1)) / 2 / usualLiveliness
    const gain = Math.min(gains.lively, gains.calm + (1 - gains.calm) * Math.sqrt(lively) * 1.2)
    level[place] = Math.round(((gain - gains.calm) / (gains.lively - gains.calm)) * (levels - 1))
    sum += gainOf(level[place] as number)
  }
  return { level, columns, mean: sum / level.length }
}

/** Mean difference of every second green value to its right and lower neighbours. */
function differenceIn(rgb: Uint8Array, width: number, left: number, top: number, right: number, bottom: number): number {
  let sum = 0
  let count = 0
  for (let y = top; y < bottom; y += 2) {
    for (let x = left; x < right; x += 2) {
      const at = (y * width + x) * 3 + 1
      const here = rgb[at] as number
      sum += Math.abs(here - (rgb[at + 3] as number)) + Math.abs(here - (rgb[at + width * 3] as number))
      count++
    }
  }
  return count === 0 ? 0 : sum / count
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
