// Who gets prompts beyond this machine, and who agreed to it: shown before the first use, remembered, taken back at will.

import { isGuarded } from './ages.ts'
import type { Caller } from './callers.ts'
import { objectsToSharing } from './choices.ts'
import { Stated } from './errors.ts'
import type { Order } from './orders.ts'
import type { EngineFacts, Parts } from './ports.ts'
import { regionInOrder } from './regions.ts'
import { askAll } from './rules.ts'

export type Place = Exclude<EngineFacts['sendsDataTo'], 'here'>

/** Names a place with all that was shown of it: when any of it changes, people are asked anew. */
export const purposeOf = ({ name, country, termsUrl, keepsFor }: Place): string => `place: ${name}, ${country}, ${keepsFor}, ${termsUrl}`

/** Places that an owner agreed to, by their purposes. */
export async function agreedPlaces(parts: Pick<Parts, 'store'>, owner: string): Promise<string[]> {
  const newest = new Map<string, boolean>()
  for (const { purpose, allowed } of await parts.store.choices.listOf(owner)) {
    if (purpose.startsWith('place: ') && !newest.has(purpose)) newest.set(purpose, allowed)
  }
  return [...newest].filter(([, allowed]) => allowed).map(([purpose]) => purpose)
}

/**
 * The order with where it comes from and the places that its owner agreed to; every pick of an engine is checked against them.
 * @throws Stated `consent_needed`, `words_stay_here` when no engine that has the model is at one of them, so that nothing waits in vain
 */
export async function withPlaces(parts: Parts, caller: Caller, bare: Order, offers: ReadonlyArray<{ facts: EngineFacts }>): Promise<Order> {
  const order: Order = { ...bare, region: regionInOrder(caller.region), guarded: (await isGuarded(parts, caller)) || undefined }
  if (offers.every(({ facts }) => facts.sendsDataTo === 'here')) return order
  const asked = { ...order, agreedPlaces: await agreedPlaces(parts, caller.owner), staysHere: await objectsToSharing(parts, caller) }
  const refusals: unknown[] = []
  for (const { facts } of offers) {
    try {
      await askAll(parts.rules, (rule) => rule.checkEngine?.(asked, facts, parts.charter))
      return asked
    } catch (error) {
      refusals.push(error)
    }
  }
  const needed = refusals.find((error) => error instanceof Stated && ['consent_needed', 'words_stay_here'].includes(error.code))
  if (needed) throw needed
  return asked
}

export interface PlaceView {
  place: Place
  models: string[]
  agreed: boolean
}

/** Every place beyond this machine that a model may be drawn at, and whether this caller agreed to it. */
export async function listPlaces(parts: Parts, caller: Caller): Promise<PlaceView[]> {
  const agreed = await agreedPlaces(parts, caller.owner)
  const views = new Map<string, PlaceView>()
  const others = (parts.relays ?? []).flatMap(({ facts, models, id }) => (models.length > 0 ? models : [id]).map((model) => ({ card: { id: model }, facts })))
  for (const { card, facts } of [...parts.router.cards(), ...others]) {
    if (facts.sendsDataTo === 'here') continue
    const purpose = purposeOf(facts.sendsDataTo)
    const view = views.get(purpose) ?? { place: facts.sendsDataTo, models: [], agreed: parts.charter.routing.consent === 'terms' || agreed.includes(purpose) }
    view.models.push(card.id)
    views.set(purpose, view)
  }
  return [...views.values()]
}

/** Agrees to all places of that name, or takes it back. @throws Stated `not_found` */
export async function agreeToPlace(parts: Parts, caller: Caller, name: string, allowed: boolean): Promise<void> {
  const places = (await listPlaces(parts, caller)).filter(({ place }) => place.name === name)
  if (places.length === 0) throw new Stated('not_found')
  if (allowed) await askAll(parts.rules, (rule) => rule.checkAct?.({ kind: 'optional', caller }, parts))
  for (const { place } of places) await parts.store.choices.insert({ owner: caller.owner, purpose: purposeOf(place), allowed, at: parts.clock.now() })
}
