// The picture endpoints of Z.ai and BigModel: at once, or submitted and asked for.

import { Stated } from '../../core/errors.ts'
import { endStates } from '../../core/rows.ts'
import { readGeneration as readView } from '../../core/images.ts'
import type { GenerationRequest, Warning } from '../../core/orders.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { acceptOnce, chooseModel, given, readSize, warnOfIdle, warnOfUnknown } from '../making.ts'
import { answerInTime } from '../patience.ts'
import { awaitMade, headersOf, readMade } from '../openai/answers.ts'
import { stepsOf } from '../openai/asked.ts'
import { isVideoId, readVideoTask } from '../openai/videos.ts'
import { zaiImagesRequestSchema, type ZaiImagesBody } from '../schemas/zai.ts'
import { addressesOf, describeZai, filterOf } from './answers.ts'

export interface ZaiAsked {
  request: GenerationRequest
  text: string
  requestId: string | undefined
  warnings: Warning[]
}

export async function readZaiBody(ask: AskOfCaller): Promise<ZaiAsked> {
  const { value: body, text, unknown } = await readBody(ask, zaiImagesRequestSchema)
  // Their API names the model always; a body without one is incomplete there.
  const { card, warnings } = chooseModel(ask.parts, body.model)
  warnings.push(...warnOfUnknown(ask, unknown))
  const steps = body.quality ? stepsOf(body.quality === 'standard' ? 'medium' : body.quality, card) : undefined
  if (steps === 'nothing') warnings.push(warnOfIdle(ask, 'quality', card.id))
  return { request: requestOf(body, steps === 'nothing' ? undefined : steps, readSize(body.size, card)), text, requestId: given(body.request_id), warnings }
}

function requestOf(body: ZaiImagesBody, steps: number | undefined, size: { width?: number; height?: number }): GenerationRequest {
  return { prompt: body.prompt, model: body.model, ...size, pictures: given(body.n), seed: given(body.seed), steps: given(body.steps) ?? steps, endUser: given(body.user_id) ?? given(body.user), withoutMark: body.watermark_enabled === false }
}

export async function generateZai(ask: AskOfCaller): Promise<Response> {
  const asked = await readZaiBody(ask)
  const id = await acceptOnce(ask, asked.request, asked.text)
  return answerInTime(ask, id, answerMade(ask, id, asked))
}

async function answerMade(ask: AskOfCaller, id: string, { requestId, warnings }: ZaiAsked): Promise<Response> {
  const made = await awaitMade(ask, id)
  const all = [...warnings, ...made.outcome.warnings]
  return json({ ...(await describeZai(ask, made)), id, request_id: requestId ?? id, ...(all.length > 0 ? { warnings: all } : {}) }, 200, headersOf(made))
}

export async function submitZai(ask: AskOfCaller): Promise<Response> {
  const { request, text, requestId } = await readZaiBody(ask)
  const id = await acceptOnce(ask, request, text)
  return json({ model: request.model ?? ask.parts.charter.model, id, request_id: requestId ?? id, task_status: 'PROCESSING' }, 200, { 'x-gesso-generation': id })
}

/** Ends that say something of the picture itself. */
const blocked: readonly string[] = ['moderation_blocked', 'refused_by_rule', 'engine_refused']

function notATask(error: unknown): never {
  throw error instanceof Stated && error.code === 'not_found' ? new Stated('field_invalid', { field: 'id', reason: 'there is no such task, or it is not yours' }, 'id') : error
}

export async function readZaiResult(ask: AskOfCaller): Promise<Response> {
  const id = ask.path('id')
  if (isVideoId(id)) return readVideoTask(ask).catch(notATask)
  const view = await readView(ask.parts, ask.caller, id).catch(notATask)
  const about = { model: view.words.model, id, request_id: id }
  if (!endStates.includes(view.state)) return json({ ...about, task_status: 'PROCESSING' })
  if (view.state !== 'finished') return json({ ...about, task_status: 'FAIL', reason: view.error ?? view.state, ...(blocked.includes(view.error ?? '') ? { content_filter: [{ role: 'assistant', level: 0 }] } : {}) })
  const made = await readMade(ask, id)
  return json({ ...about, task_status: 'SUCCESS', image_result: await addressesOf(ask, made), content_filter: filterOf(ask) })
}
