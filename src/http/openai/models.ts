// GET /v1/models: the models and the charter's aliases, in OpenAI's shape, each with its card.

import { Stated } from '../../core/errors.ts'
import type { Parts } from '../../core/ports.ts'
import { json, type Ask } from '../ask.ts'
import { clip } from '../body.ts'
import type { ModelBody } from '../schemas/model.ts'

export async function listModels({ parts }: Ask): Promise<Response> {
  const names = [...parts.router.cards().map(({ card }) => card.id), ...Object.keys(parts.charter.aliases)]
  const data = [...new Set(names)].map((name) => describe(parts, name)).filter((model) => model !== undefined)
  return json({ object: 'list', data })
}

export async function readModel({ parts, path }: Ask): Promise<Response> {
  const name = path('id')
  const model = describe(parts, name)
  if (!model) throw new Stated('model_unknown', { model: clip(name) }, 'model')
  return json(model)
}

function describe(parts: Parts, name: string): ModelBody | undefined {
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
    price_micro: Number(found.facts.pricePerPicture),
    sends_data_to: sendsDataTo === 'here' ? 'here' : `${sendsDataTo.name}, ${sendsDataTo.country}`,
    card: found.card,
  }
}
