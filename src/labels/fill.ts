// Fills outlines with smooth edges: how much of each pixel a shape covers.

import type { Contour } from './glyphs.ts'

/** One byte a pixel: 0 = untouched, 255 = covered whole. */
export interface Coverage {
  width: number
  height: number
  alpha: Uint8Array
}

const linesPerPixel = 5

/** Points are in pixels; what lies outside is cut off. Overlaps of one direction count once. */
export function fill(contours: readonly Contour[], width: number, height: number): Coverage {
  const covered = new Float32Array(width * height)
  const bounded = contours.map(withBounds)
  for (let line = 0; line < height * linesPerPixel; line++) {
    const row = Math.floor(line / linesPerPixel) * width
    let winding = 0
    let from = 0
    for (const { x, turn } of crossings(bounded, (line + 0.5) / linesPerPixel)) {
      if (winding === 0) from = x
      winding += turn
      if (winding === 0) addSpan(covered, row, width, from, x)
    }
  }
  const alpha = Uint8Array.from(covered, (value) => Math.round(Math.min(1, value / linesPerPixel) * 255))
  return { width, height, alpha }
}

interface Bounded {
  contour: Contour
  top: number
  bottom: number
}

function withBounds(contour: Contour): Bounded {
  const heights = contour.map(([, y]) => y)
  return { contour, top: Math.min(...heights), bottom: Math.max(...heights) }
}

/** Where a horizontal line meets the outlines, from left to right, and which way they run there. */
function crossings(contours: readonly Bounded[], y: number): Array<{ x: number; turn: number }> {
  const found: Array<{ x: number; turn: number }> = []
  for (const { contour, top, bottom } of contours) {
    if (y < top || y > bottom) continue
    let [lastX, lastY] = contour.at(-1) ?? [0, 0]
    for (const [x, nextY] of contour) {
      if (lastY <= y !== nextY <= y) found.push({ x: lastX + ((y - lastY) / (nextY - lastY)) * (x - lastX), turn: nextY > lastY ? 1 : -1 })
      lastX = x
      lastY = nextY
    }
  }
  return found.sort((a, b) => a.x - b.x)
}

function addSpan(covered: Float32Array, row: number, width: number, from: number, to: number): void {
  const start = Math.max(0, from)
  const end = Math.min(width, to)
  for (let column = Math.floor(start); column < end; column++) {
    const part = Math.min(end, column + 1) - Math.max(start, column)
    covered[row + column] = (covered[row + column] ?? 0) + part
  }
}
