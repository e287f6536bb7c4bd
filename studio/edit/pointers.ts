// Fingers, pens and mice on the mat: one draws, two move and zoom, and a palm beside a pen does nothing.

import type { Point } from './mask-steps.ts'

export interface Pan {
  /** CSS pixels since the last call. */
  x: number
  y: number
  factor: number
  /** Where, on the page. */
  at: { x: number; y: number }
}

export interface PointerWork {
  /** false = this one does not draw. */
  begin(point: Point, event: PointerEvent): boolean
  draw(points: Point[]): void
  end(): void
  /** What was begun is taken back: a second finger came down. */
  cancel(): void
  pan(move: Pan): void
  /** Whether a single pointer moves the picture now. */
  moves(event: PointerEvent): boolean
  /** In the picture's own pixels, at any zoom of page or picture. */
  pointOf(event: PointerEvent): Point
}

interface Down {
  x: number
  y: number
}

/** Listens on the mat until the answer is called. */
export function watchPointers(mat: HTMLElement, work: PointerWork): () => void {
  const down = new Map<number, Down>()
  let drawing: number | undefined
  let penSeen = false

  function begin(event: PointerEvent): void {
    if (event.pointerType === 'pen') penSeen = true
    if (event.button > 1 || (event.target as Element).closest('[data-own-pointer]')) return
    event.preventDefault()
    mat.focus({ preventScroll: true })
    mat.setPointerCapture(event.pointerId)
    down.set(event.pointerId, { x: event.clientX, y: event.clientY })
    const second = down.size > 1
    if (second && drawing !== undefined) {
      work.cancel()
      drawing = undefined
    }
    const palm = penSeen && event.pointerType === 'touch'
    if (second || palm || event.button === 1 || work.moves(event)) return
    if (work.begin(work.pointOf(event), event)) drawing = event.pointerId
  }

  function move(event: PointerEvent): void {
    const before = down.get(event.pointerId)
    if (!before) return
    if (drawing === event.pointerId) return work.draw((event.getCoalescedEvents?.() ?? [event]).map(work.pointOf))
    const others = [...down].filter(([id]) => id !== event.pointerId).map(([, at]) => at)
    const now = { x: event.clientX, y: event.clientY }
    down.set(event.pointerId, now)
    if (drawing !== undefined) return
    const other = others[0]
    if (!other) return work.pan({ x: now.x - before.x, y: now.y - before.y, factor: 1, at: now })
    const apart = (one: Down): number => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y))
    work.pan({ x: (now.x - before.x) / 2, y: (now.y - before.y) / 2, factor: apart(now) / apart(before), at: { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 } })
  }

  function end(event: PointerEvent): void {
    down.delete(event.pointerId)
    if (drawing !== event.pointerId) return
    drawing = undefined
    if (event.type === 'pointercancel') work.cancel()
    else work.end()
  }

  mat.addEventListener('pointerdown', begin)
  mat.addEventListener('pointermove', move)
  mat.addEventListener('pointerup', end)
  mat.addEventListener('pointercancel', end)
  return () => {
    mat.removeEventListener('pointerdown', begin)
    mat.removeEventListener('pointermove', move)
    mat.removeEventListener('pointerup', end)
    mat.removeEventListener('pointercancel', end)
  }
}
