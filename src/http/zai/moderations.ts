// POST /moderations as Z.ai's clients send it: risk levels instead of scores.

import { Stated } from '../../core/errors.ts'
import type { Judged } from '../../core/rules.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { judge, readPart } from '../openai/moderations.ts'
import { zaiModerationRequestSchema, type ZaiModerationPart } from '../schemas/zai.ts'

export async function moderateZai(ask: AskOfCaller): Promise<Response> {
  const { value: body } = await readBody(ask, zaiModerationRequestSchema)
  const inputs = Array.isArray(body.input) ? body.input : [body.input]
  const counts = { text: 0, picture: 0 }
  const results = []
  for (const [place, input] of inputs.entries()) {
    const judged = await judgedOf(ask, input, place)
    counts[judged.kind]++
    const { flagged, scores, blocked } = await judge(ask, judged)
    const near = Object.values(scores).some((score) => score >= 0.5)
    results.push({ content_type: judged.kind === 'text' ? 'text' : 'image', risk_level: flagged ? 'REJECT' : near ? 'REVIEW' : 'PASS', risk_type: [...blocked] })
  }
  const id = `modr_${Buffer.from(ask.parts.random.bytes(12)).toString('hex')}`
  const created = Math.floor(ask.parts.clock.now().getTime() / 1000)
  const usage = { moderation_text: { call_count: counts.text }, ...(counts.picture > 0 ? { moderation_image: { call_count: counts.picture } } : {}) }
  return json({ id, created, request_id: body.request_id ?? id, result_list: results, usage })
}

function judgedOf(ask: AskOfCaller, input: string | ZaiModerationPart, place: number): Promise<Judged> {
  if (typeof input === 'string') return readPart(ask, input, place)
  const { type, text, image_url: picture } = input
  if (type === 'text' && text !== undefined) return readPart(ask, text, place)
  if (type === 'image_url' && picture !== undefined) return readPart(ask, { type: 'image_url', image_url: picture }, place)
  throw new Stated('field_invalid', { field: 'input', reason: 'parts are {"type": "text", "text"} or {"type": "image_url", "image_url": {"url"}}; sound and video are not judged here' }, 'input')
}
