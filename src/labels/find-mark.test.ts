// The invisible mark: found again after changes, told apart from others', not seen where there is none.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Pixels } from '../core/ports.ts'
import { findMark, threshold } from './find-mark.ts'
import { embedMark } from './invisible-mark.ts'

const own = { provider: 0x1234, secret: new Uint8Array(32).fill(5) }
const number = 0xabcdef
/** A sample of the hundreds of pictures that bench/labels.ts measures. */
const samples = ['fox.webp', 'house.webp', 'boat.webp'].map((name) => readFileSync(join(import.meta.dirname, '../../test/labels', name)))

async function pixelsOf(picture: Sharp | Buffer): Promise<Pixels> {
  const { data, info } = await sharp(Buffer.isBuffer(picture) ? picture : await picture.toBuffer()).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, rgb: new Uint8Array(data) }
}

const open = ({ width, height, rgb }: Pixels) => sharp(rgb, { raw: { width, height, channels: 3 } })

describe.each(samples.map((sample, at) => ({ at, sample })))('picture $at', ({ sample }) => {
  let plain: Pixels
  let marked: Pixels
  beforeAll(async () => {
    plain = await pixelsOf(sample)
    marked = embedMark(plain, { ...own, number })
  })

  test('changes so little that nobody sees it', () => {
    const change = marked.rgb.reduce((sum, value, at) => sum + Math.abs(value - (plain.rgb[at] ?? 0)), 0) / plain.rgb.length
    expect(change).toBeLessThan(1.5)
    expect(change).toBeGreaterThan(0.1)
  })

  test.each<[string, (pixels: Pixels) => Sharp]>([
    ['untouched', (pixels) => open(pixels).png()],
    ['JPEG quality 50', (pixels) => open(pixels).jpeg({ quality: 50 })],
    ['half size', (pixels) => open(pixels).resize(256).png()],
    ['cut', (pixels) => open(pixels).extract({ left: 17, top: 33, width: 461, height: 461 }).png()],
    ['mirrored', (pixels) => open(pixels).flop().png()],
  ])('is found: %s', async (_, change) => {
    expect(await findMark(await pixelsOf(change(marked)), own)).toMatchObject({ whose: 'ours', number, provider: own.provider })
  })

  test('is not seen in the picture as it was', async () => {
    const seen = await findMark(plain, own)
    expect(seen.whose).toBe('none')
    expect(seen.certainty).toBeLessThan(threshold)
  })

  test('is known to another instance as that of others, with the right provider', async () => {
    const other = { provider: 0x4321, secret: new Uint8Array(32).fill(6) }
    expect(await findMark(marked, other)).toMatchObject({ whose: 'others', provider: own.provider })
    expect(await findMark(marked)).toMatchObject({ whose: 'others', provider: own.provider })
  })

  test('says the same number for the same content and the same pixels', () => {
    const same = (again: Pixels): boolean => Buffer.from(again.rgb).equals(Buffer.from(marked.rgb))
    expect(same(embedMark(plain, { ...own, number }))).toBe(true)
    expect(same(embedMark(plain, { ...own, number: number + 1 }))).toBe(false)
  })
})
