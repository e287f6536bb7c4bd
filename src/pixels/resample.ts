// Changes the size of raw pixels: every resize of the program goes through the same filter.

import sharp, { type Sharp } from 'sharp'
import type { Bytes, Pixels } from '../core/ports.ts'
import { mostPixels } from './limits.ts'

interface Size {
  width: number
  height: number
}

/** A rectangle that lies `left` and `top` pixels outside of what it surrounds. */
export interface Frame extends Size {
  left: number
  top: number
}

/** Applied in this order; what is absent is left out. */
export interface Change {
  /** Covers this size with the middle of the picture. */
  cover?: Size
  /** Surrounds it with its own mirror image. */
  extendTo?: Frame
  /** Fills this size, whatever the shape. */
  enlargeTo?: Size
  /** Keeps this part. */
  cut?: Frame
}

export function resample(pixels: Pixels, change: Change): Promise<Bytes> {
  return apply(pixels, pixels.rgb, 3, change)
}

/** The same for one byte a pixel. */
export function resamplePlane(plane: Size & { plane: Bytes }, change: Change): Promise<Bytes> {
  return apply(plane, plane.plane, 1, change)
}

async function apply(size: Size, bytes: Bytes, channels: 1 | 3, change: Change): Promise<Bytes> {
  // Lanczos rings beside hard edges: good for pictures, wrong for a mask, whose zeros must stay zeros.
  const kernel = channels === 3 ? 'lanczos3' : 'linear'
  const { cover, extendTo, enlargeTo, cut } = change
  let now = { ...size, bytes }
  const step = async (next: Size, work: (picture: Sharp) => Sharp): Promise<void> => {
    const raw = { width: now.width, height: now.height, channels }
    const picture = sharp(now.bytes, { raw, limitInputPixels: mostPixels })
    const out = work(picture).toColourspace(channels === 1 ? 'b-w' : 'srgb').raw()
    now = { width: next.width, height: next.height, bytes: new Uint8Array(await out.toBuffer()) }
  }
  if (cover) await step(cover, (picture) => picture.resize(cover.width, cover.height, { fit: 'cover', kernel }))
  if (extendTo) {
    const { left, top } = extendTo
    const edges = { left, top, right: extendTo.width - now.width - left, bottom: extendTo.height - now.height - top }
    await step(extendTo, (picture) => picture.extend({ ...edges, extendWith: 'mirror' }))
  }
  if (enlargeTo) await step(enlargeTo, (picture) => picture.resize(enlargeTo.width, enlargeTo.height, { fit: 'fill', kernel }))
  if (cut) await step(cut, (picture) => picture.extract(cut))
  return now.bytes
}
