// What an order is drawn by: an engine as a rule, nothing but the resampling filter where a picture is only made larger.

import { keepOutside, keptOf } from './kept.ts'
import type { Order } from './orders.ts'
import type { ModelCard, Parts, Router } from './ports.ts'

type Drawn = Awaited<ReturnType<Router['generate']>>
export type Made = Omit<Drawn, 'card'> & { card: Pick<ModelCard, 'id' | 'version'> }

/** Named as what it is: no engine, no model, no invention. */
const filter = { engine: 'lanczos', card: { id: 'lanczos', version: 'lanczos3' } } as const

/** Whatever an engine did outside of the mask is undone, so that the promise rests on no engine. */
export async function drawn(parts: Parts, order: Order, draw: () => Promise<Drawn>): Promise<Made> {
  const { reference, width, height } = order
  if (order.enlarged && reference) {
    const pixels = await parts.pixels.enlarge(reference.pixels, { width, height })
    return { ...filter, pictures: [{ ...pixels, seed: order.seeds[0] ?? 0 }], warnings: [], used: {} }
  }
  const made = await draw()
  const pictures = made.pictures.map((picture) => {
    const kept = keptOf(order, picture)
    return kept ? keepOutside(picture, kept.pixels, kept.mask) : picture
  })
  return { ...made, pictures }
}
