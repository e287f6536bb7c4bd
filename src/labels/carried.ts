// Tells whether a picture that is changed in part carries the marks already, so that they may stay as they are.

import type { MarkStyle, Pixels } from '../core/ports.ts'
import { findOwn, type OwnMark } from './find-mark.ts'
import { coverageOf, placeMark } from './visible-mark.ts'

/** What the invisible mark may change of a byte, and a little more. */
const tolerance = 16
/** Letters are white and their plate darkens to this part of 255. */
const darkest = 255 * 0.38
const enough = 0.99

/** Whether the mark's letters and plate stand where this picture has to have them. */
export function showsMark(pixels: Pixels, style: MarkStyle): boolean {
  const place = placeMark(pixels, style)
  const { plate, letters } = coverageOf(style.text, place)
  let looked = 0
  let right = 0
  for (let y = 0; y < place.height; y++) {
    for (let x = 0; x < place.width; x++) {
      const at = y * place.width + x
      const letter = letters.alpha[at] === 255
      const ground = plate.alpha[at] === 255 && letters.alpha[at] === 0
      if (!letter && !ground) continue
      looked++
      const from = ((place.top + y) * pixels.width + place.left + x) * 3
      const bytes = [pixels.rgb[from] ?? 0, pixels.rgb[from + 1] ?? 0, pixels.rgb[from + 2] ?? 0]
      if (bytes.every((byte) => (letter ? byte >= 255 - tolerance : byte <= darkest + tolerance))) right++
    }
  }
  return looked > 0 && right >= looked * enough
}

/** Below this side nothing is promised of the invisible mark, and it is not looked for. */
const smallestPromised = 512

/** Its own mark; `unread` = too small to be read, but made here; undefined = it carries none of ours. */
export function carriedMark(pixels: Pixels, own: OwnMark, madeHere: boolean): { number: number; x: number; y: number } | 'unread' | undefined {
  const found = findOwn(pixels, own)
  if (found) return found
  return madeHere && Math.min(pixels.width, pixels.height) < smallestPromised ? 'unread' : undefined
}
