// Engines as operators see them, and places beyond this machine as people see and agree to them.

import type { EngineEntry } from '../../charter/sections/engines.ts'
import { agreeToPlace, listPlaces } from '../../core/places.ts'
import { Stated } from '../../core/errors.ts'
import type { EngineStanding, ModelCard, Parts } from '../../core/ports.ts'
import type { Timing } from '../../core/timings.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { engineAbilities, placeChoiceSchema, steeringSchema, type EngineBody, type EnginesBody, type PlacesBody } from '../schemas/engines.ts'

/** Milliseconds after which a standing says nothing of now: its worker is gone. */
const standingCounts = 120_000

export async function listEngines({ parts }: AskOfCaller): Promise<Response> {
  return json(await describeEngines(parts))
}

/** Each worker takes it up within a few seconds. @throws Stated `not_found` */
export async function steerEngine(ask: AskOfCaller): Promise<Response> {
  const { parts, path } = ask
  const { value } = await readBody(ask, steeringSchema)
  const engine = path('id')
  if (!parts.router.cards().some((card) => card.engine === engine)) throw new Stated('not_found')
  const now = parts.clock.now()
  const changes = { pause: { pausedAt: now }, resume: { pausedAt: null }, 'try-now': { tryAt: now }, canary: { canaryAt: now } }
  await parts.store.engineControls.write(engine, changes[value.action])
  return json(await describeEngines(parts))
}

async function describeEngines(parts: Parts): Promise<EnginesBody> {
  const standings = await parts.store.engineStandings.newest(new Date(parts.clock.now().getTime() - standingCounts))
  const paused = new Set((await parts.store.engineControls.list()).flatMap(({ engine, pausedAt }) => (pausedAt ? [engine] : [])))
  const data = await Promise.all(parts.charter.engines.map(async (entry) => describe(parts, entry, standings.filter(({ engine }) => engine === entry.id), await parts.store.engineTimings.newest(entry.id), paused.has(entry.id))))
  return { object: 'list', in_line: await parts.store.generations.countUnfinished(), data }
}

function describe(parts: Parts, entry: EngineEntry, standings: EngineStanding[], timings: readonly Timing[], paused: boolean): EngineBody {
  const offered = parts.router.cards().filter(({ engine }) => engine === entry.id)
  const { id, driver, modality, on, place = 'here', terms, retention, price } = entry
  return {
    id,
    object: 'engine',
    driver,
    modality,
    on,
    place: place === 'here' ? null : { ...place, terms_url: terms ?? '', keeps_for: retention ?? '' },
    abilities: abilitiesOf(offered.map(({ card }) => card)),
    paused,
    timings: summaryOf(timings),
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

/** What at least one of its models can do. */
const abilitiesOf = (cards: readonly ModelCard[]): EngineBody['abilities'] => engineAbilities.filter((ability) => cards.some((card) => (ability === 'steps' || ability === 'guidance' ? card[ability] !== null : card.abilities[ability])))

function summaryOf(timings: readonly Timing[]): EngineBody['timings'] {
  const sorted = timings.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b)
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
  return sorted.length > 0 ? { count: sorted.length, median_ms: at(0.5), slowest_ms: at(0.95) } : null
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
