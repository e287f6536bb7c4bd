// GET /v1/models: the models and the charter's aliases, in OpenAI's shape, each with its card.

import { Stated } from '../../core/errors.ts'
import type { ModelCard, Parts } from '../../core/ports.ts'
import { expectationOf } from '../../core/timings.ts'
import { json, type Ask } from '../ask.ts'
import { clip } from '../body.ts'
import type { ModelBody } from '../schemas/model.ts'

export async function listModels({ parts }: Ask): Promise<Response> {
  const names = [...parts.router.cards().map(({ card }) => card.id), ...Object.keys(parts.charter.aliases)]
  const data = (await Promise.all([...new Set(names)].map((name) => describe(parts, name)))).filter((model) => model !== undefined)
  return json({ object: 'list', data })
}

export async function readModel({ parts, path }: Ask): Promise<Response> {
  const name = path('id')
  const model = await describe(parts, name)
  if (!model) throw new Stated('model_unknown', { model: clip(name) }, 'model')
  return json(model)
}

async function describe(parts: Parts, name: string): Promise<ModelBody | undefined> {
  const found = parts.router.find(name)
  if (!found) return undefined
  const { sendsDataTo } = found.facts
  return {
    id: name,
    object: 'model',
    created: 0,
    owned_by: found.engine,
    answered_by: found.card.id,
    place: sendsDataTo === 'here' ? null : { name: sendsDataTo.name, country: sendsDataTo.country, terms_url: sendsDataTo.termsUrl, keeps_for: sendsDataTo.keepsFor },
    expected: await expectedOf(parts, found.engine, found.card),
    price_micro: Number(found.facts.pricePerPicture),
    sends_data_to: sendsDataTo === 'here' ? 'here' : `${sendsDataTo.name}, ${sendsDataTo.country}`,
    card: found.card,
  }
}

/** Of the size that it draws when none is asked for. */
async function expectedOf({ store }: Parts, engine: string, { id, sizes, steps }: ModelCard): Promise<ModelBody['expected']> {
  const [width, height] = sizes.native[0] ?? [512, 512]
  const known = expectationOf(await store.engineTimings.newest(engine, id), { pixels: width * height, steps: steps?.usual, edited: false })
  return known ? { least: known.least / 1000, most: known.most / 1000, from: known.from } : null
}
