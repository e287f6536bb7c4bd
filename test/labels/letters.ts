// Measures the visible mark as people see it, from the pixels of a file.

import sharp from 'sharp'

export interface Grey {
  width: number
  height: number
  at(x: number, y: number): number
}

export async function greyOf(file: Uint8Array): Promise<Grey> {
  const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, at: (x, y) => data[y * info.width * info.channels + x * info.channels] ?? 0 }
}

/**
 * Height of the bright letters in the lower right corner, as a part of the shorter side. There the mark's plate
 * shades the picture; letters are the only thing brighter than a shaded pixel can be.
 */
export function letterHeight({ width, height, at }: Grey): number {
  const short = Math.min(width, height)
  let first = height
  let last = -1
  for (let y = Math.floor(height - short * 0.2); y < height; y++) {
    let bright = 0
    for (let x = Math.floor(width - short * 0.3); x < width; x++) if (at(x, y) > 200) bright++
    if (bright >= 1 && isDarkAround(at, width, y)) {
      first = Math.min(first, y)
      last = y
    }
  }
  return last < first ? 0 : (last - first + 1) / short
}

/** Some pixel of that row is as dark as only the plate makes it. */
function isDarkAround(at: Grey['at'], width: number, y: number): boolean {
  for (let x = Math.floor(width * 0.7); x < width; x++) if (at(x, y) < 105) return true
  return false
}
