// Room round a picture, to be drawn: the picture moves into a larger one, and the mask opens the new margins.

import { Stated } from './errors.ts'
import { smallestSide, type Reference } from './orders.ts'
import type { Mask, Pixels } from './ports.ts'

/** Pixels to add at each side. */
export interface Margins {
  left: number
  top: number
  right: number
  bottom: number
}

export const sides = ['left', 'top', 'right', 'bottom'] as const
export const largestMargin = 2048

/**
 * What was there keeps its bytes. The margins begin as the picture's own mirror image, which an engine may take up at
 * the seam. @throws Stated `field_invalid` naming the side
 */
export function extend(reference: Reference, margins: Margins): Reference {
  for (const side of sides) {
    const margin = margins[side]
    if (Number.isInteger(margin) && margin >= 0 && margin <= largestMargin) continue
    throw new Stated('field_invalid', { field: `extend_${side}`, reason: `it must be a whole number from 0 to ${largestMargin}` }, `extend_${side}`)
  }
  if (sides.every((side) => margins[side] === 0)) return reference
  return { ...reference, pixels: widened(reference.pixels, margins), mask: opened(reference, margins), how: 'extend' }
}

function widened({ width, height, rgb }: Pixels, { left, top, right, bottom }: Margins): Pixels {
  const whole = { width: width + left + right, height: height + top + bottom }
  const out = new Uint8Array(whole.width * whole.height * 3)
  const columns = Array.from({ length: whole.width }, (_, x) => mirrored(x - left, width) * 3)
  for (let y = 0; y < whole.height; y++) {
    const row = mirrored(y - top, height) * width * 3
    for (let x = 0; x < whole.width; x++) {
      const from = row + (columns[x] as number)
      const to = (y * whole.width + x) * 3
      out[to] = rgb[from] as number
      out[to + 1] = rgb[from + 1] as number
      out[to + 2] = rgb[from + 2] as number
    }
  }
  return { ...whole, rgb: out }
}

/** Beyond an edge the picture goes back from there. */
function mirrored(at: number, length: number): number {
  const turn = ((at % (2 * length)) + 2 * length) % (2 * length)
  return turn < length ? turn : 2 * length - 1 - turn
}

function opened({ pixels: { width, height }, mask }: Reference, { left, top, right, bottom }: Margins): Mask {
  const whole = { width: width + left + right, height: height + top + bottom }
  const alpha = new Uint8Array(whole.width * whole.height).fill(255)
  for (let y = 0; y < height; y++) {
    const at = (y + top) * whole.width + left
    if (mask) alpha.set(mask.alpha.subarray(y * width, (y + 1) * width), at)
    else alpha.fill(0, at, at + width)
  }
  return { ...whole, alpha }
}

/** @throws Stated `size_invalid` beyond what may be kept of a picture that is sent */
export function checkEnlarged(size: { width: number; height: number }, mostPixels: number): void {
  if (size.width * size.height <= mostPixels && Math.max(size.width, size.height) <= 4096) return
  throw new Stated('size_invalid', { size: `${size.width}x${size.height}`, least: smallestSide, most: Math.min(4096, Math.floor(Math.sqrt(mostPixels))) }, 'factor')
}
