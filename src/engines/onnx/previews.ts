// How a latent looks, without decoding it: colours as a weighted sum of its channels, learned once from the decoder itself.

import type { Pixels } from '../../core/ports.ts'
import { gaussianNoise } from '../noise.ts'

export interface LatentShape {
  channels: number
  rows: number
  columns: number
}

/** A latent at `scale` pixels a place. */
export type Look = (latent: Float32Array, shape: LatentShape, scale: number) => Pixels

/** Patches along each side of the one picture that is decoded to learn from. */
const patches = 8

/** Decodes one picture of flat patches of chance and finds the weights that explain their colours best. */
export async function learnLook(shape: LatentShape, decode: (latent: Float32Array) => Promise<Pixels>): Promise<Look> {
  const { channels, rows, columns } = shape
  const values = gaussianNoise(1, channels * patches * patches)
  const patchAt = (row: number, column: number): number => Math.floor((row * patches) / rows) * patches + Math.floor((column * patches) / columns)
  const latent = Float32Array.from({ length: channels * rows * columns }, (_, place) => {
    const at = place % (rows * columns)
    return values[Math.floor(place / (rows * columns)) * patches * patches + patchAt(Math.floor(at / columns), at % columns)] ?? 0
  })
  const { width, height, rgb } = await decode(latent)
  const middle = (of: number, side: number): number => Math.floor(((of + 0.5) * side) / patches)
  const samples = Array.from({ length: patches * patches }, (_, patch) => {
    const pixel = middle(Math.floor(patch / patches), height) * width + middle(patch % patches, width)
    return { inputs: [...Array.from({ length: channels }, (_, channel) => values[channel * patches * patches + patch] ?? 0), 1], pixel }
  })
  const weights = [0, 1, 2].map((colour) => leastSquares(samples.map(({ inputs }) => inputs), samples.map(({ pixel }) => rgb[pixel * 3 + colour] ?? 0)))
  return (given, of, scale) => enlarge(colours(given, of, weights), scale)
}

function colours(latent: Float32Array, { channels, rows, columns }: LatentShape, weights: number[][]): Pixels {
  const area = rows * columns
  const rgb = new Uint8Array(area * 3)
  for (let place = 0; place < area; place++) {
    weights.forEach((own, colour) => {
      let sum = own[channels] ?? 0
      for (let channel = 0; channel < channels; channel++) sum += (own[channel] ?? 0) * (latent[channel * area + place] ?? 0)
      rgb[place * 3 + colour] = Math.min(255, Math.max(0, Math.round(sum)))
    })
  }
  return { width: columns, height: rows, rgb }
}

/** The weights for which the inputs come nearest to the outputs; a little is added to the diagonal, so that there always are some. */
export function leastSquares(inputs: readonly number[][], outputs: readonly number[]): number[] {
  const size = inputs[0]?.length ?? 0
  const rows = Array.from({ length: size }, (_, row) => [
    ...Array.from({ length: size }, (_, column) => inputs.reduce((sum, one) => sum + (one[row] ?? 0) * (one[column] ?? 0), row === column ? 1e-6 : 0)),
    inputs.reduce((sum, one, place) => sum + (one[row] ?? 0) * (outputs[place] ?? 0), 0),
  ])
  for (let column = 0; column < size; column++) {
    const best = rows.reduce((found, row, place) => (place >= column && Math.abs(row[column] ?? 0) > Math.abs(rows[found]?.[column] ?? 0) ? place : found), column)
    const pivot = rows[best] ?? []
    rows[best] = rows[column] ?? []
    rows[column] = pivot
    for (const [place, row] of rows.entries()) {
      if (place === column) continue
      const part = (row[column] ?? 0) / (pivot[column] || 1)
      row.forEach((value, at) => (row[at] = value - part * (pivot[at] ?? 0)))
    }
  }
  return rows.map((row, place) => (row[size] ?? 0) / (row[place] || 1))
}

/** Each pixel between its four nearest places. */
function enlarge({ width, height, rgb }: Pixels, scale: number): Pixels {
  const wide = width * scale
  const out = new Uint8Array(wide * height * scale * 3)
  const along = (pixel: number, side: number): [number, number, number] => {
    const at = Math.min(side - 1, Math.max(0, (pixel + 0.5) / scale - 0.5))
    const low = Math.floor(at)
    return [low, Math.min(side - 1, low + 1), at - low]
  }
  for (let y = 0; y < height * scale; y++) {
    const [top, bottom, down] = along(y, height)
    for (let x = 0; x < wide; x++) {
      const [left, right, across] = along(x, width)
      for (let colour = 0; colour < 3; colour++) {
        const of = (row: number, column: number): number => rgb[(row * width + column) * 3 + colour] ?? 0
        const above = of(top, left) * (1 - across) + of(top, right) * across
        const below = of(bottom, left) * (1 - across) + of(bottom, right) * across
        out[(y * wide + x) * 3 + colour] = Math.round(above * (1 - down) + below * down)
      }
    }
  }
  return { width: wide, height: height * scale, rgb: out }
}
