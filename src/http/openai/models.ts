// GET /v1/models: the models, the charter's aliases and models of other kinds, in OpenAI's shape.

import { Stated } from '../../core/errors.ts'
import type { EngineFacts, ModelCard, Parts } from '../../core/ports.ts'
import { expectationOf } from '../../core/timings.ts'
import { json, type Ask } from '../ask.ts'
import { clip } from '../body.ts'
import type { Relay, RelayCard } from '../../core/relays.ts'
import type { ModelBody, OtherModelBody } from '../schemas/model.ts'

export async function listModels({ parts }: Ask): Promise<Response> {
  const names = [...parts.router.cards().map(({ card }) => card.id), ...Object.keys(parts.charter.aliases)]
  const data = (await Promise.all([...new Set(names)].map((name) => describe(parts, name)))).filter((model) => model !== undefined)
  const drawn = new Set(names)
  return json({ object: 'list', data: [...data, ...othersOf(parts).filter(({ id }) => !drawn.has(id))] })
}

export async function readModel({ parts, path }: Ask): Promise<Response> {
  const name = path('id')
  const model = (await describe(parts, name)) ?? othersOf(parts).find(({ id }) => id === name)
  if (!model) throw new Stated('model_unknown', { model: clip(name) }, 'model')
  return json(model)
}

async function describe(parts: Parts, name: string): Promise<ModelBody | undefined> {
  const found = parts.router.find(name)
  if (!found) return undefined
  return {
    id: name,
    object: 'model',
    modality: 'images',
    created: 0,
    owned_by: found.engine,
    answered_by: found.card.id,
    expected: await expectedOf(parts, found.engine, found.card),
    ...placeAndPrice(found.facts),
    card: found.card,
  }
}

function placeAndPrice({ sendsDataTo: to, pricePerPicture }: EngineFacts): Pick<ModelBody, 'place' | 'price_micro' | 'sends_data_to'> {
  const elsewhere = to === 'here' ? null : { name: to.name, country: to.country, terms_url: to.termsUrl, keeps_for: to.keepsFor }
  return { place: elsewhere, price_micro: Number(pricePerPicture), sends_data_to: elsewhere ? `${elsewhere.name}, ${elsewhere.country}` : 'here' }
}

/** The first server of a kind that has a model answers for it. */
function othersOf({ relays = [] }: Pick<Parts, 'relays'>): OtherModelBody[] {
  const all = relays.flatMap((relay) => relay.cards.map((card) => describeOther(relay, card)))
  return all.filter(({ id }, at) => all.findIndex((one) => one.id === id) === at)
}

function describeOther({ id, modality, facts }: Relay, { version, maker, licence, filing, ...card }: RelayCard): OtherModelBody {
  return { ...card, object: 'model', modality, created: 0, owned_by: id, version: version ?? null, maker: maker ?? null, licence: licence ?? null, filing: filing ?? null, ...placeAndPrice(facts) }
}

/** Of the size that it draws when none is asked for. */
async function expectedOf({ store }: Parts, engine: string, { id, sizes, steps }: ModelCard): Promise<ModelBody['expected']> {
  const [width, height] = sizes.native[0] ?? [512, 512]
  const known = expectationOf(await store.engineTimings.newest(engine, id), { pixels: width * height, steps: steps?.usual, edited: false })
  return known ? { least: known.least / 1000, most: known.most / 1000, from: known.from } : null
}
