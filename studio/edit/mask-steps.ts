// What was painted into a mask, step by step: small enough to be kept with the draft, and drawn again from the start.

/** In the picture's own pixels; the third number is the pen's pressure, 0 to 1. */
export type Point = readonly [x: number, y: number, pressure: number]

export type MaskStep =
  | { kind: 'stroke'; add: boolean; size: number; points: readonly Point[] }
  | { kind: 'lasso'; add: boolean; points: readonly Point[] }
  | { kind: 'box'; add: boolean; left: number; top: number; width: number; height: number }
  | { kind: 'invert' }
  | { kind: 'clear' }

export interface Size {
  width: number
  height: number
}

/** White = draw anew, black = keep. `lighten` and `darken` make overlapping strokes no stronger than one. */
export function drawStep(on: CanvasRenderingContext2D, step: MaskStep, { width, height }: Size): void {
  on.save()
  if (step.kind === 'clear' || step.kind === 'invert') {
    on.globalCompositeOperation = step.kind === 'invert' ? 'difference' : 'source-over'
    on.fillStyle = step.kind === 'invert' ? '#fff' : '#000'
    on.fillRect(0, 0, width, height)
  } else {
    on.globalCompositeOperation = step.add ? 'lighten' : 'darken'
    on.fillStyle = on.strokeStyle = step.add ? '#fff' : '#000'
    if (step.kind === 'box') on.fillRect(Math.round(step.left), Math.round(step.top), Math.round(step.width), Math.round(step.height))
    else if (step.kind === 'lasso') fillLasso(on, step.points)
    else drawStroke(on, step, 0)
  }
  on.restore()
}

/** From point number `from` on, so that a growing stroke is drawn piece by piece. */
export function drawStroke(on: CanvasRenderingContext2D, { points, size }: Pick<Extract<MaskStep, { kind: 'stroke' }>, 'points' | 'size'>, from: number): void {
  on.lineCap = on.lineJoin = 'round'
  const first = points[from]
  if (!first) return
  if (points.length === 1) {
    on.beginPath()
    on.arc(first[0], first[1], (size * first[2]) / 2, 0, 2 * Math.PI)
    on.fill()
    return
  }
  for (let at = Math.max(1, from); at < points.length; at++) {
    const [before, now] = [points[at - 1], points[at]]
    if (!before || !now) continue
    on.lineWidth = Math.max(1, size * now[2])
    on.beginPath()
    on.moveTo(before[0], before[1])
    on.lineTo(now[0], now[1])
    on.stroke()
  }
}

function fillLasso(on: CanvasRenderingContext2D, points: readonly Point[]): void {
  on.beginPath()
  for (const [x, y] of points) on.lineTo(x, y)
  on.closePath()
  on.fill('evenodd')
}

export function drawAll(on: CanvasRenderingContext2D, steps: readonly MaskStep[], size: Size): void {
  const last = steps.findLastIndex((step) => step.kind === 'clear')
  drawStep(on, { kind: 'clear' }, size)
  for (const step of steps.slice(last + 1)) drawStep(on, step, size)
}

/** Anything may come back from where drafts are kept, so only what has the right shape is taken. */
export function stepsFrom(value: unknown): MaskStep[] {
  return Array.isArray(value) ? value.filter(isStep) : []
}

const number = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value)
const isPoint = (value: unknown): boolean => Array.isArray(value) && value.length === 3 && value.every(number)

function isStep(value: unknown): value is MaskStep {
  const step = value as { kind?: unknown; points?: unknown; size?: unknown; left?: unknown; top?: unknown; width?: unknown; height?: unknown } | null
  if (step?.kind === 'invert' || step?.kind === 'clear') return true
  if (step?.kind === 'box') return [step.left, step.top, step.width, step.height].every(number)
  const drawn = Array.isArray(step?.points) && step.points.every(isPoint)
  return drawn && (step?.kind === 'lasso' || (step?.kind === 'stroke' && number(step.size)))
}
