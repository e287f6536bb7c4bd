// Engines as operators see them, and places beyond this machine as people see and agree to them.

import type { EngineEntry } from '../../charter/sections/engines.ts'
import { agreeToPlace, listPlaces } from '../../core/places.ts'
import type { EngineStanding, Parts } from '../../core/ports.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { placeChoiceSchema, type EngineBody, type PlacesBody } from '../schemas/engines.ts'

/** Milliseconds after which a standing says nothing of now: its worker is gone. */
const standingCounts = 120_000

export async function listEngines({ parts }: AskOfCaller): Promise<Response> {
  const standings = await parts.store.engineStandings.newest(new Date(parts.clock.now().getTime() - standingCounts))
  const data = parts.charter.engines.map((entry) => describe(parts, entry, standings.filter(({ engine }) => engine === entry.id)))
  return json({ object: 'list', data })
}

function describe(parts: Parts, entry: EngineEntry, standings: EngineStanding[]): EngineBody {
  const offered = parts.router.cards().filter(({ engine }) => engine === entry.id)
  const { id, driver, modality, on, place = 'here', terms, retention, price } = entry
  return {
    id,
    object: 'engine',
    driver,
    modality,
    on,
    place: place === 'here' ? null : { ...place, terms_url: terms ?? '', keeps_for: retention ?? '' },
    models: offered.length > 0 ? offered.map(({ card }) => card.id) : (entry.models ?? []).map((model) => model.id),
    price_micro: price,
    standings: standings.map(({ at, ready, breaker, drawing, waiting, median, slowest, pictures, faults, lastFault, canary }) => ({
      at: at.toISOString(),
      ready,
      breaker,
      drawing,
      waiting,
      median_ms: median ?? null,
      slowest_ms: slowest ?? null,
      pictures,
      faults,
      last_fault: lastFault ?? null,
      canary: canary ? { at: canary.at, milliseconds: canary.milliseconds, changed: canary.changed ?? null } : null,
    })),
  }
}

export async function readPlaces(ask: AskOfCaller): Promise<Response> {
  return json(await describePlaces(ask))
}

export async function agree(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, placeChoiceSchema)
  await agreeToPlace(ask.parts, ask.caller, value.place, value.agreed)
  return json(await describePlaces(ask))
}

async function describePlaces({ parts, caller }: AskOfCaller): Promise<PlacesBody> {
  const places = await listPlaces(parts, caller)
  return {
    object: 'list',
    data: places.map(({ place: { name, country, termsUrl, keepsFor }, models, agreed }) => ({ place: name, country, terms_url: termsUrl, keeps_for: keepsFor, models, agreed })),
  }
}
