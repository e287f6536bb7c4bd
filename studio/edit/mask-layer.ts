// The mask on its canvases: the steps drawn in the picture's own pixels, and what of it is seen over the picture.

import { drawAll, drawStep, drawStroke, type MaskStep, type Size } from './mask-steps.ts'
import { around, paintOver, planeOf, soften, type Look, type Plane, type Rect } from './mask-plane.ts'

export type LiveStroke = Extract<MaskStep, { kind: 'stroke' }> & { points: Array<readonly [number, number, number]> }

export interface MaskLayer {
  /** Draws these steps and shows them; only what is new where that is enough. */
  show(steps: readonly MaskStep[], look: Look, soft: number): void
  /** The next points of a stroke that is being painted; `from` is the number of the first new one. */
  grow(stroke: LiveStroke, from: number): void
  /** Forgets a stroke that was being painted. */
  drop(): void
  isEmpty(): boolean
  /** White is drawn anew, black stays; softened as it is shown. */
  toImage(): HTMLCanvasElement
}

export function createMaskLayer(overlay: HTMLCanvasElement, size: Size): MaskLayer {
  overlay.width = size.width
  overlay.height = size.height
  const shown = overlay.getContext('2d')
  const paper = document.createElement('canvas')
  paper.width = size.width
  paper.height = size.height
  const on = paper.getContext('2d', { willReadFrequently: true })
  if (!shown || !on) throw new Error('this browser draws on no canvas')
  drawStep(on, { kind: 'clear' }, size)
  const whole: Rect = { left: 0, top: 0, ...size }
  let drawn: readonly MaskStep[] = []
  let look: Look | undefined
  let soft = 0
  let live = false

  const planeWithin = (rect: Rect): { plane: Plane; part: Rect } => {
    const part = around(rect, soft + 1, size)
    return { plane: soften(planeOf(on.getImageData(part.left, part.top, part.width, part.height)), soft), part }
  }
  const render = (rect: Rect): void => {
    if (!look) return
    const inner = around(rect, soft + look.line + 1, size)
    if (inner.width === 0 || inner.height === 0) return
    const { plane, part } = planeWithin(around(inner, look.line, size))
    shown.putImageData(paintOver(plane, { ...inner, left: inner.left - part.left, top: inner.top - part.top }, look), inner.left, inner.top)
  }
  return {
    show(steps, nextLook, nextSoft) {
      const last = steps.at(-1)
      const added = !live && steps.length === drawn.length + 1 && drawn.every((step, at) => step === steps[at])
      if (last && (added || (live && drawn.every((step, at) => step === steps[at]) && steps.length === drawn.length + 1))) {
        if (!live) drawStep(on, last, size)
      } else if (live || steps.length !== drawn.length || steps.some((step, at) => step !== drawn[at])) drawAll(on, steps, size)
      drawn = steps
      live = false
      look = nextLook
      soft = nextSoft
      render(whole)
    },
    grow(stroke, from) {
      live = true
      on.save()
      on.globalCompositeOperation = stroke.add ? 'lighten' : 'darken'
      on.fillStyle = on.strokeStyle = stroke.add ? '#fff' : '#000'
      drawStroke(on, stroke, from)
      on.restore()
      const fresh = stroke.points.slice(Math.max(0, from - 1))
      const [xs, ys] = [fresh.map(([x]) => x), fresh.map(([, y]) => y)]
      const [left, top] = [Math.min(...xs), Math.min(...ys)]
      render(around({ left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top }, stroke.size / 2 + 1, size))
    },
    drop() {
      if (!live) return
      live = false
      drawAll(on, drawn, size)
      render(whole)
    },
    isEmpty: () => planeOf(on.getImageData(0, 0, size.width, size.height)).values.every((value) => value === 0),
    toImage() {
      const { plane } = planeWithin(whole)
      const image = new ImageData(size.width, size.height)
      plane.values.forEach((value, at) => image.data.set([value, value, value, 255], at * 4))
      const canvas = document.createElement('canvas')
      canvas.width = size.width
      canvas.height = size.height
      canvas.getContext('2d')?.putImageData(image, 0, 0)
      return canvas
    },
  }
}
