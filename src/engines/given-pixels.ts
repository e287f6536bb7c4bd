// A reference as an engine that draws in this program's own pixels needs it, and what is drawn brought back to the order's size.

import type { Order, Warning } from '../core/orders.ts'
import type { Bytes, EngineEvent, Picture, Pixels } from '../core/ports.ts'
import { cutOut, fitIn, fitMask, isNative, keepUnmasked, type Canvas } from './canvas.ts'

export interface FittedReference {
  /** At the ordered size. */
  whole: Pixels
  wholeMask?: Bytes
  /** At the native size. */
  rgb: Bytes
  mask?: Bytes
  /** 0 (keep) to 1 (draw anew). */
  strength: number
}

export async function fitReference(reference: NonNullable<Order['reference']>, canvas: Canvas): Promise<FittedReference> {
  const pixels = await fitIn(reference.pixels, canvas)
  const mask = reference.mask && (await fitMask(reference.mask, canvas))
  const strength = Math.min(1, Math.max(0, reference.strength))
  return { whole: pixels.ordered, wholeMask: mask?.ordered, rgb: pixels.native, mask: mask?.native, strength }
}

/** Outside of a mask it is the reference, byte for byte. */
export async function finishDrawn(drawn: Pixels, seed: number, canvas: Canvas, reference: FittedReference | undefined): Promise<Picture> {
  const cut = await cutOut(drawn, canvas)
  const kept = reference?.wholeMask ? keepUnmasked(cut, reference.whole, reference.wholeMask) : cut
  return { ...kept, seed }
}

/** Strength 0 asks for the reference itself. */
export function keepAll(order: Order, whole: Pixels, hear: (event: EngineEvent) => void): Picture[] {
  return order.seeds.map((seed, picture) => {
    hear({ kind: 'step', picture, step: 1, steps: 1, preview: whole })
    return { ...whole, rgb: whole.rgb.slice(), seed }
  })
}

export function canvasWarnings(canvas: Canvas): Warning[] {
  if (isNative(canvas)) return []
  const { ordered, native } = canvas
  const cut = canvas.width > ordered.width || canvas.height > ordered.height ? ' and cut to shape' : ''
  const message = `This model draws ${native.width}x${native.height}; the picture was resampled to ${ordered.width}x${ordered.height}${cut}.`
  return [{ field: 'size', code: 'resized', message }]
}

/** A mask of pixels as one number for each place of a latent: a place is drawn anew as much as its most masked pixel. */
export function shrinkMask(mask: Bytes, width: number, height: number, rows: number, columns: number): Float32Array {
  const small = new Float32Array(rows * columns)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const place = Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width)
      small[place] = Math.max(small[place] ?? 0, (mask[y * width + x] ?? 0) / 255)
    }
  }
  return small
}
