// Pictures that stand-in vendors draw: the same for the same words and numbers, another for any other.

import { createHash } from 'node:crypto'
import sharp from 'sharp'

const cells = 8

/** Soft patches of colour that follow from `facts`. */
export async function drawnFrom(facts: unknown, width: number, height: number): Promise<Buffer> {
  const bytes: number[] = []
  for (let block = 0; bytes.length < cells * cells * 3; block++) bytes.push(...createHash('sha256').update(JSON.stringify([facts, block])).digest())
  const small = sharp(Uint8Array.from(bytes.slice(0, cells * cells * 3)), { raw: { width: cells, height: cells, channels: 3 } })
  return small.resize(width, height, { fit: 'fill', kernel: 'linear' }).removeAlpha().raw().toBuffer()
}

/** The same where nothing is given; else so far from what is given as `strength` says, and only where the mask is white. */
export async function pictureFile(facts: unknown, width: number, height: number, given?: { file: Uint8Array; strength: number; mask?: Uint8Array }): Promise<Buffer> {
  const drawn = await drawnFrom(facts, width, height)
  if (given) {
    const kept = await sharp(given.file).resize(width, height, { fit: 'fill' }).removeAlpha().raw().toBuffer()
    const mask = given.mask && (await sharp(given.mask).resize(width, height, { fit: 'fill' }).extractChannel(0).raw().toBuffer())
    drawn.forEach((value, place) => {
      const part = (mask ? (mask[Math.floor(place / 3)] ?? 0) / 255 : 1) * given.strength
      drawn[place] = Math.round(value * part + (kept[place] ?? 0) * (1 - part))
    })
  }
  return sharp(drawn, { raw: { width, height, channels: 3 } }).png({ compressionLevel: 1 }).toBuffer()
}
