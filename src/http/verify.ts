// The check that anybody can make: send a picture, hear what its labels say. What is sent is kept nowhere.

import { Stated } from '../core/errors.ts'
import { labelsInForce } from '../core/profiles.ts'
import { verdictWords, wordsOf } from '../labels/words.ts'
import { json, type Ask } from './ask.ts'
import { readBytes } from './body.ts'
import { verifyTypes } from './schemas/routes.ts'

/** A photograph of a good camera. */
const mostBytes = 33_554_432

export async function verifyPicture(ask: Ask): Promise<Response> {
  const { parts, language, request } = ask
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (!verifyTypes.some((one) => one === type)) throw new Stated('content_type_unsupported', { type: type ? 'another' : 'none', accepted: verifyTypes.join(', ') }, 'Content-Type')
  const { layers, verdict, ...picture } = await parts.labels.inspect(await readBytes(ask, mostBytes))
  return json(
    {
      object: 'label_report',
      verdict,
      message: verdictWords[verdict][language],
      ...picture,
      layers: layers.map((layer) => ({ layer: layer.layer, finding: layer.finding, message: wordsOf(layer)[language], facts: layer.facts })),
    },
    200,
    { 'cache-control': 'no-store' },
  )
}

export async function readLabelFacts({ parts }: Ask): Promise<Response> {
  const { charter, labels } = parts
  const { provider, providerId, authority } = labels.facts()
  const { visible, text } = labelsInForce(charter)
  const { profiles, filings, licence } = charter.labels
  return json({ object: 'label_facts', provider, provider_id: providerId, authority, mark: visible ? text : null, profiles, filings, licence })
}
