// Where the picture lies on the mat: how large, and how far it was moved; all in CSS pixels.

import { createStore } from '../stores.ts'
import type { Size } from './mask-steps.ts'

export interface View {
  /** CSS pixels for one of the picture's; undefined = as large as fits. */
  scale: number | undefined
  x: number
  y: number
}

export const fitView: View = { scale: undefined, x: 0, y: 0 }
export const view = createStore<View>(fitView)

const least = 0.05
const most = 16
const edge = 32

export function scaleOf({ scale }: View, mat: Size, picture: Size): number {
  if (scale !== undefined) return scale
  return Math.max(least, Math.min((mat.width - edge) / picture.width, (mat.height - edge) / picture.height))
}

export interface Margins {
  left: number
  top: number
  right: number
  bottom: number
}

/** The picture's corner and size on the mat; with margins round it, these fit too. */
export function placeOf(now: View, mat: Size, picture: Size, { left, top, right, bottom }: Margins = { left: 0, top: 0, right: 0, bottom: 0 }): { left: number; top: number; width: number; height: number } {
  const whole = { width: picture.width + left + right, height: picture.height + top + bottom }
  const scale = scaleOf(now, mat, whole)
  const corner = { x: (mat.width - whole.width * scale) / 2 + now.x, y: (mat.height - whole.height * scale) / 2 + now.y }
  return { left: corner.x + left * scale, top: corner.y + top * scale, width: picture.width * scale, height: picture.height * scale }
}

/** Larger or smaller, so that what lies under `at` (from the middle of the mat) stays there. */
export function zoomed(now: View, factor: number, at: { x: number; y: number }, mat: Size, picture: Size): View {
  const before = scaleOf(now, mat, picture)
  const scale = Math.min(most, Math.max(least, before * factor))
  const grown = scale / before
  return { scale, x: at.x - (at.x - now.x) * grown, y: at.y - (at.y - now.y) * grown }
}
