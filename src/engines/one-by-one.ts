// Draws the pictures of an order one request each, so that a vendor that ignores how many were asked for does no harm.

import type { Order } from '../core/orders.ts'
import type { EngineEvent, Picture, Pixels } from '../core/ports.ts'

export interface DrawOne {
  seed: number
  /** Tells a step of this picture, counted from 1, and how it looks so far; one that is not later than the last is left out. */
  tell(step: number, steps: number, preview?: Pixels): void
}

/** A vendor that tells no steps has one: the picture is there. */
export async function drawEach(order: Order, hear: (event: EngineEvent) => void, signal: AbortSignal, draw: (one: DrawOne) => Promise<Picture>): Promise<Picture[]> {
  const pictures: Picture[] = []
  for (const [number, seed] of order.seeds.entries()) {
    signal.throwIfAborted()
    let last = 0
    let all = 1
    const tell: DrawOne['tell'] = (step, steps, preview) => {
      if (step <= last || signal.aborted) return
      last = step
      all = steps
      hear({ kind: 'step', picture: number, step, steps, preview })
    }
    const picture = await draw({ seed, tell })
    tell(all, all)
    signal.throwIfAborted()
    pictures.push(picture)
  }
  return pictures
}
