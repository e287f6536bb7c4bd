// Turns a text into the outlines of its letters, so that a mark never depends on fonts of the machine.

import outlines from './outlines.json' with { type: 'json' }

/** A closed line of points, x to the right and y downwards, in parts of the em. */
export type Contour = Array<[x: number, y: number]>

export interface TextShape {
  /** Width of the whole text, in em. */
  width: number
  contours: Contour[]
}

/** Height of a capital letter in em: the lowest kind of letter that a mark's height is measured by. */
export const capitalHeight = 0.733

const glyphs = outlines.glyphs as Record<string, { advance: number; path: string }>
const scale = 1 / outlines.unitsPerEm
const curvePieces = 6

/** The characters of a text that have no outline here. */
export function missingCharacters(text: string): string[] {
  return [...new Set(text)].filter((character) => !glyphs[character])
}

/** Width of a text in em; characters without an outline count nothing. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (glyphs[character]?.advance ?? 0), 0) * scale
}

/** The baseline is at y = 0. @throws when a character has no outline */
export function shapeOf(text: string): TextShape {
  const missing = missingCharacters(text)
  if (missing.length > 0) throw new Error(`no outline for: ${missing.join(' ')}`)
  const contours: Contour[] = []
  let left = 0
  for (const character of text) {
    const glyph = glyphs[character]
    if (!glyph) continue
    for (const contour of contoursOf(glyph.path)) contours.push(contour.map(([x, y]) => [(x + left) * scale, -y * scale]))
    left += glyph.advance
  }
  return { width: left * scale, contours }
}

function contoursOf(path: string): Contour[] {
  const contours: Contour[] = []
  let current: Contour = []
  for (const [, kind, rest] of path.matchAll(/([MLQCZ])([^MLQCZ]*)/g)) {
    const numbers = (rest ?? '').split(' ').filter(Boolean).map(Number)
    if (kind === 'M') contours.push((current = []))
    if (kind !== 'Z') addPiece(current, numbers)
  }
  return contours.filter((contour) => contour.length > 2)
}

/** Adds a point, or a quadratic or cubic curve as short straight lines. */
function addPiece(contour: Contour, numbers: number[]): void {
  const points: Contour = []
  for (let at = 0; at < numbers.length; at += 2) points.push([numbers[at] ?? 0, numbers[at + 1] ?? 0])
  const start = contour.at(-1)
  if (points.length === 1 || !start) return void contour.push(...points.slice(-1))
  for (let piece = 1; piece <= curvePieces; piece++) contour.push(pointOn([start, ...points], piece / curvePieces))
}

/** De Casteljau's construction. */
function pointOn(points: Contour, part: number): [number, number] {
  let row = points
  while (row.length > 1) {
    row = row.slice(1).map(([x, y], at) => {
      const [fromX, fromY] = row[at] ?? [x, y]
      return [fromX + (x - fromX) * part, fromY + (y - fromY) * part]
    })
  }
  return row[0] ?? [0, 0]
}
