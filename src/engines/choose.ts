// The order in which engines are asked for a picture: able, well, near, then as the charter prefers.

import type { Charter } from '../charter/schema.ts'
import type { Order } from '../core/orders.ts'
import type { EngineFacts, ModelCard } from '../core/ports.ts'
import { kindOf } from '../core/timings.ts'
import type { Condition } from './condition.ts'

export interface Offer {
  card: ModelCard
  facts: EngineFacts
  condition: Condition
}

export async function inOrder(offers: readonly Offer[], order: Order, routing: Charter['routing']): Promise<Offer[]> {
  const able = offers.filter(({ card }) => isAble(card, order))
  const asked = withoutSpill(able.length > 0 ? able : offers, routing)
  const wells = await Promise.all(asked.map(({ condition }) => condition.ready()))
  const hereIsBusy = Math.min(...asked.filter(isNear).map(({ condition }) => condition.expectedWait())) > routing.spillAfterSeconds * 1000
  const ranks = asked.map((offer, listed) => {
    const far = isNear(offer) ? 0 : 1
    return { offer, rank: [wells[listed] ? 0 : 1, routing.spill === 'busy' && hereIsBusy ? 1 - far : far, preference(offer, order, routing), listed] }
  })
  return ranks.toSorted((a, b) => compare(a.rank, b.rank)).map(({ offer }) => offer)
}

const isNear = ({ facts }: Offer): boolean => facts.sendsDataTo === 'here'

/** Where the charter says never, a model that is drawn here is drawn nowhere else. */
function withoutSpill(offers: readonly Offer[], { spill }: Charter['routing']): readonly Offer[] {
  const near = offers.filter(isNear)
  return spill === 'never' && near.length > 0 ? near : offers
}

function isAble({ abilities, sizes, references = 1 }: ModelCard, { reference, width, height }: Order): boolean {
  if (Math.max(width, height) > sizes.largest) return false
  if (!reference) return true
  return abilities.reference && (!reference.mask || abilities.mask) && (reference.more?.length ?? 0) < references
}

function preference({ card, facts, condition }: Offer, order: Order, { prefer }: Charter['routing']): number {
  if (prefer === 'price') return Number(facts.pricePerPicture)
  // One that drew nothing yet comes first, once: so it gets a speed to go by.
  return prefer === 'speed' ? condition.expectedEnd({ model: card.id, ...kindOf(order) }) : 0
}

function compare(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((value, at) => value !== b[at])
  return place < 0 ? 0 : (a[place] ?? 0) - (b[place] ?? 0)
}
