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

/** The picture's corner and size on the mat. */
export function placeOf(now: View, mat: Size, picture: Size): { left: number; top: number; width: number; height: number } {
  const scale = scaleOf(now, mat, picture)
  const width = picture.width * scale
  const height = picture.height * scale
  return { left: (mat.width - width) / 2 + now.x, top: (mat.height - height) / 2 + now.y, width, height }
}

/** Larger or smaller, so that what lies under `at` (from the middle of the mat) stays there. */
export function zoomed(now: View, factor: number, at: { x: number; y: number }, mat: Size, picture: Size): View {
  const before = scaleOf(now, mat, picture)
  const scale = Math.min(most, Math.max(least, before * factor))
  const grown = scale / before
  return { scale, x: at.x - (at.x - now.x) * grown, y: at.y - (at.y - now.y) * grown }
}
