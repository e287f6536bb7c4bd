// Between the size that was ordered and the size the model draws: fitting references in, cutting pictures out.

import type { Bytes, Mask, Pixels } from '../core/ports.ts'
import { resample, resamplePlane, type Frame } from '../pixels/resample.ts'

/** The native picture, enlarged until it covers what was ordered; the middle of it is the answer. */
export interface Canvas extends Frame {
  /** What was ordered. */
  ordered: { width: number; height: number }
  native: { width: number; height: number }
}

export function planCanvas(width: number, height: number, natives: ReadonlyArray<readonly [width: number, height: number]>): Canvas {
  const shape = (of: readonly [number, number]) => Math.abs(Math.log(of[0] / of[1] / (width / height)))
  const [nativeWidth, nativeHeight] = natives.reduce((best, one) => (shape(one) < shape(best) ? one : best))
  const scale = Math.max(width / nativeWidth, height / nativeHeight)
  const wholeWidth = Math.max(width, Math.round(nativeWidth * scale))
  const wholeHeight = Math.max(height, Math.round(nativeHeight * scale))
  return {
    ordered: { width, height },
    native: { width: nativeWidth, height: nativeHeight },
    width: wholeWidth,
    height: wholeHeight,
    left: Math.floor((wholeWidth - width) / 2),
    top: Math.floor((wholeHeight - height) / 2),
  }
}

export const isNative = ({ ordered, native }: Canvas): boolean => ordered.width === native.width && ordered.height === native.height

/** A drawn picture at the ordered size. */
export async function cutOut(drawn: Pixels, canvas: Canvas): Promise<Pixels> {
  const { ordered } = canvas
  if (isNative(canvas)) return drawn
  const rgb = await resample(drawn, { enlargeTo: canvas, cut: { left: canvas.left, top: canvas.top, ...ordered } })
  return { ...ordered, rgb }
}

/** A reference covering the ordered size, and as the model sees it; what lies outside of the order is mirrored. */
export async function fitIn(reference: Pixels, canvas: Canvas): Promise<{ ordered: Pixels; native: Bytes }> {
  const { ordered, native } = canvas
  const same = reference.width === ordered.width && reference.height === ordered.height
  const rgb = same ? reference.rgb : await resample(reference, { cover: ordered })
  const fitted = { ...ordered, rgb }
  return { ordered: fitted, native: isNative(canvas) ? rgb : await resample(fitted, { extendTo: canvas, enlargeTo: native }) }
}

export async function fitMask(mask: Mask, canvas: Canvas): Promise<{ ordered: Bytes; native: Bytes }> {
  const { ordered, native } = canvas
  const same = mask.width === ordered.width && mask.height === ordered.height
  const alpha = same ? mask.alpha : await resamplePlane({ ...mask, plane: mask.alpha }, { cover: ordered })
  return { ordered: alpha, native: isNative(canvas) ? alpha : await resamplePlane({ ...ordered, plane: alpha }, { extendTo: canvas, enlargeTo: native }) }
}

/** The drawn picture where the mask says so; everywhere else the reference, byte for byte. */
export function keepUnmasked(drawn: Pixels, reference: Pixels, mask: Bytes): Pixels {
  const rgb = drawn.rgb.map((value, place) => {
    const part = mask[Math.floor(place / 3)] ?? 0
    const kept = reference.rgb[place] ?? 0
    return Math.round((value * part + kept * (255 - part)) / 255)
  })
  return { ...drawn, rgb }
}
