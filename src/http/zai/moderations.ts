// POST /moderations as Z.ai's clients send it: risk levels instead of scores.

import { Stated } from '../../core/errors.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { judge } from '../openai/moderations.ts'
import { zaiModerationRequestSchema } from '../schemas/zai.ts'

export async function moderateZai(ask: AskOfCaller): Promise<Response> {
  const { value: body } = await readBody(ask, zaiModerationRequestSchema)
  const inputs = Array.isArray(body.input) ? body.input : [body.input]
  const results = []
  for (const input of inputs) {
    const text = typeof input === 'string' ? input : input.type === 'text' ? input.text : undefined
    if (text === undefined) throw new Stated('field_invalid', { field: 'input', reason: 'only text is judged under this address; POST /v1/moderations takes pictures too' }, 'input')
    const { flagged, scores, blocked } = await judge(ask, { kind: 'text', text })
    const near = Object.values(scores).some((score) => score >= 0.5)
    results.push({ content_type: 'text', risk_level: flagged ? 'REJECT' : near ? 'REVIEW' : 'PASS', risk_type: [...blocked] })
  }
  const id = `modr_${Buffer.from(ask.parts.random.bytes(12)).toString('hex')}`
  const created = Math.floor(ask.parts.clock.now().getTime() / 1000)
  return json({ id, created, request_id: body.request_id ?? id, result_list: results, usage: { moderation_text: { call_count: results.length } } })
}
