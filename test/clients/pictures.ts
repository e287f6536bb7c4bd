// Pictures that clients send, and what is in the ones they get.

import sharp from 'sharp'

export const size = 64

/** A smooth picture, so that a change shows. */
export async function picture(width = size, height = size): Promise<Buffer> {
  const rgb = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rgb.set([(x * 255) / width, (y * 255) / height, 90], (y * width + x) * 3)
  return sharp(rgb, { raw: { width, height, channels: 3 } }).png().toBuffer()
}

/** Transparent in the left half: there it is drawn anew. */
export async function leftHalfMask(width = size, height = size): Promise<Buffer> {
  const rgba = Buffer.alloc(width * height * 4, 255)
  for (let y = 0; y < height; y++) for (let x = 0; x < width / 2; x++) rgba[(y * width + x) * 4 + 3] = 0
  return sharp(rgba, { raw: { width, height, channels: 4 } }).png().toBuffer()
}

export async function pixelsOf(file: Uint8Array | string): Promise<Buffer> {
  return sharp(typeof file === 'string' ? Buffer.from(file, 'base64') : file).removeAlpha().raw().toBuffer()
}

/** Bytes that differ in the left and in the right half. */
export function differences(one: Buffer, other: Buffer, width = size): { left: number; right: number } {
  let left = 0
  let right = 0
  for (let place = 0; place < one.length; place++) {
    if (one[place] === other[place]) continue
    if (Math.floor(place / 3) % width < width / 2) left++
    else right++
  }
  return { left, right }
}
