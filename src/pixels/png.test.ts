// The PNG files that are written here are read back, by another library, pixel for pixel.

import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { Pixels } from '../core/ports.ts'
import { writePng } from './png.ts'

/** Every byte value beside every other, in no order. */
function lively(width: number, height: number, seed = 1): Pixels {
  let dice = seed
  return { width, height, rgb: Uint8Array.from({ length: width * height * 3 }, () => (dice = (dice * 48_271) % 2_147_483_647) & 255) }
}

async function readBack(file: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(file, { failOn: 'warning' }).raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, rgb: new Uint8Array(data) }
}

test.each([[1, 1], [1, 9], [9, 1], [3, 5], [4, 4], [64, 48], [101, 67], [128, 300]])('%i x %i pixels', async (width, height) => {
  const pixels = lively(width, height)
  expect(await readBack(await writePng(pixels, []))).toEqual(pixels)
})

test('pixels that begin anywhere in memory', async () => {
  const { rgb } = lively(32, 33)
  for (const start of [0, 1, 2, 3]) {
    const pixels = { width: 32, height: 32, rgb: rgb.subarray(start, start + 32 * 32 * 3) }
    expect((await readBack(await writePng(pixels, []))).rgb).toEqual(pixels.rgb.slice())
  }
})

test('several of one size at once', async () => {
  const all = Array.from({ length: 8 }, (_, seed) => lively(60, 40, seed + 5))
  const files = await Promise.all(all.map((pixels) => writePng(pixels, [])))
  expect(await Promise.all(files.map(readBack))).toEqual(all)
})
