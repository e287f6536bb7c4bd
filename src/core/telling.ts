// What is told of a generation while it is drawn: its phase, its steps, and how it looks so far.

import { finishPreview } from './finishing.ts'
import type { Order } from './orders.ts'
import type { EngineEvent, Parts, TakenGeneration } from './ports.ts'
import type { GenerationEvent } from './rows.ts'
import type { FinishFacts } from './rules.ts'

export type Tell = (news: Partial<GenerationEvent>) => void

export function announcer(parts: Parts, taken: TakenGeneration): Tell {
  return (news) => parts.announcements.publish({ generation: taken.id, number: 0, state: 'running', phase: 'painting', ...news })
}

/** A step's preview is shown at most 256 px wide and never from the last quarter of the steps. */
export function hearEngine(parts: Parts, taken: TakenGeneration, order: Order, tell: Tell, event: EngineEvent): void {
  if (event.kind === 'warming') return tell({ phase: 'warming' })
  const { picture, step, steps, preview } = event
  tell({ picture, step, steps })
  if (!preview || step > steps * 0.75) return
  const card = parts.router.find(order.model)
  const facts: FinishFacts = {
    ...outputOf(taken, order),
    kind: 'preview',
    number: picture,
    seed: order.seeds[picture] ?? 0,
    engine: card?.engine ?? '',
    model: order.model,
    version: card?.card.version ?? '',
    madeAt: parts.clock.now(),
  }
  finishPreview(parts, preview, facts)
    .then((bytes) => tell({ picture, step, steps, preview: { bytes, mime: 'image/webp' } }))
    .catch(() => parts.log.write({ level: 'warning', event: 'preview-skipped' }))
}

/** What the rules know of every output of an order. */
export const outputOf = (taken: TakenGeneration, order: Order): Pick<FinishFacts, 'generation' | 'owner' | 'format' | 'edited' | 'order'> => ({
  generation: taken.id,
  owner: taken.owner,
  format: order.format,
  edited: order.reference !== undefined,
  order,
})
