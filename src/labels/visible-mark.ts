// Draws the visible mark: white letters on a dark plate in a corner, readable on any picture.

import type { MarkStyle, Pixels } from '../core/ports.ts'
import { fill, type Coverage } from './fill.ts'
import { capitalHeight, shapeOf, widthOf, type Contour } from './glyphs.ts'

/** Letters below this height in pixels cannot be read; small pictures get at least these while they fit. */
const leastCapital = 8
const plateDarkness = 0.62

/** Around the letters, in em. */
const padding = { side: 0.32, above: 0.2, below: 0.22 }
/** Letters reach this far below and above the baseline, in em. */
const descent = 0.22
const ascent = 0.88

export interface MarkPlace {
  left: number
  top: number
  width: number
  height: number
  /** Pixels of a capital letter's height. */
  capital: number
}

/** Where the mark comes to lie; also what a reader of the mark needs to know. */
export function placeMark(size: { width: number; height: number }, { text, corner, share }: MarkStyle): MarkPlace & { em: number } {
  const asked = Math.max(share * Math.min(size.width, size.height), leastCapital) / capitalHeight
  const emsWide = widthOf(text) + 2 * padding.side
  const emsHigh = ascent + descent + padding.above + padding.below
  const em = Math.min(Math.ceil(asked), size.width / emsWide, size.height / emsHigh)
  const width = Math.min(size.width, Math.ceil(emsWide * em))
  const height = Math.min(size.height, Math.ceil(emsHigh * em))
  const margin = Math.round(em * 0.3)
  const room = { x: Math.max(0, size.width - width), y: Math.max(0, size.height - height) }
  const [vertical, horizontal] = corner.split('-')
  return {
    left: horizontal === 'left' ? Math.min(margin, room.x) : Math.max(0, room.x - margin),
    top: vertical === 'top' ? Math.min(margin, room.y) : Math.max(0, room.y - margin),
    width,
    height,
    em,
    capital: em * capitalHeight,
  }
}

/** The same pixels with the mark on them; the given ones stay as they are. */
export function drawMark(pixels: Pixels, style: MarkStyle): Pixels {
  const place = placeMark(pixels, style)
  const { plate, letters } = coverageOf(style.text, place)
  const rgb = new Uint8Array(pixels.rgb)
  for (let y = 0; y < place.height; y++) {
    for (let x = 0; x < place.width; x++) {
      const from = y * place.width + x
      const dark = 1 - ((plate.alpha[from] ?? 0) / 255) * plateDarkness
      const light = (letters.alpha[from] ?? 0) / 255
      const to = ((place.top + y) * pixels.width + place.left + x) * 3
      for (let channel = 0; channel < 3; channel++) {
        const shaded = (rgb[to + channel] ?? 0) * dark
        rgb[to + channel] = Math.round(shaded + (255 - shaded) * light)
      }
    }
  }
  return { ...pixels, rgb }
}

/** The mark's letters alone, as they lie in its place: what a test or a reader compares with. */
export function coverageOf(text: string, place: { width: number; height: number; em: number }): { plate: Coverage; letters: Coverage } {
  const key = `${text}\n${place.width}\n${place.height}\n${place.em}`
  const known = drawn.get(key)
  if (known) return known
  const baseline = (padding.above + ascent) * place.em
  const shape = shapeOf(text)
  const contours = shape.contours.map((contour): Contour => contour.map(([x, y]) => [(x + padding.side) * place.em, y * place.em + baseline]))
  const made = {
    plate: fill([roundedPlate(place.width, place.height, place.em * 0.3)], place.width, place.height),
    letters: fill(contours, place.width, place.height),
  }
  if (drawn.size >= 16) drawn.clear()
  drawn.set(key, made)
  return made
}

/** Every picture of one size gets the same mark, so drawing its letters once is enough. */
const drawn = new Map<string, { plate: Coverage; letters: Coverage }>()

function roundedPlate(width: number, height: number, radius: number): Contour {
  const corners = [
    [width - radius, radius, -90],
    [width - radius, height - radius, 0],
    [radius, height - radius, 90],
    [radius, radius, 180],
  ] as const
  return corners.flatMap(([x, y, from]) =>
    Array.from({ length: 9 }, (_, step): [number, number] => {
      const angle = ((from + step * 11.25) * Math.PI) / 180
      return [x + Math.cos(angle) * radius, y + Math.sin(angle) * radius]
    }),
  )
}
