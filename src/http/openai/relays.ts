// Chat, embeddings, speech, transcription and video: passed on as they came to the server that the charter names.

import { Stated } from '../../core/errors.ts'
import { findRelay, relay, type Modality, type Relay, type RelayAnswer } from '../../core/relays.ts'
import type { AskOfCaller } from '../ask.ts'
import { isJson, parseObject, readBytes, typeOf } from '../body.ts'
import { formType } from '../form.ts'
import { zaiPrefixes } from '../zai/errors.ts'

export const relayTo = (modality: Modality) => (ask: AskOfCaller): Promise<Response> => relayed(ask, modality)

/** `handOut` changes what is told of something that the server keeps. */
export async function relayed(ask: AskOfCaller, modality: Modality, handOut?: (answer: RelayAnswer, to: Relay) => RelayAnswer): Promise<Response> {
  const { parts, caller, request } = ask
  if (!(parts.relays ?? []).some((one) => one.modality === modality)) findRelay(parts, modality, undefined)
  const asked = isJson(typeOf(ask)) ? await readJsonRequest(ask) : await readFormRequest(ask)
  const { model, words, stream } = asked
  const to = findRelay(parts, modality, model)
  const { told = {} } = ask
  // What a client calls a model stays out of the log of calls where the server does not list its models.
  told.model = to.models.find((one) => one === model) ?? to.id
  const prefix = [...zaiPrefixes, '/v1'].find((one) => ask.route.startsWith(`${one}/`)) ?? ''
  const answer = await relay(parts, caller, to, { path: ask.route.slice(prefix.length), model, words, stream, ...(await named(asked, to)) }, request.signal)
  told.made = answer.id
  return answerOf(handOut ? handOut(answer, to) : answer, to)
}

export function answerOf({ status, type, body }: RelayAnswer, to: Relay): Response {
  const { sendsDataTo } = to.facts
  const where = sendsDataTo === 'here' ? 'here' : `${sendsDataTo.name}, ${sendsDataTo.country}`
  const headers = { 'content-type': type, 'x-gesso-engine': to.id, 'x-gesso-sent-to': where, 'x-accel-buffering': 'no' }
  return new Response(body instanceof Uint8Array ? new Uint8Array(body) : (body as ReadableStream<Uint8Array<ArrayBuffer>>), { status, headers })
}

/** The body as it came, but for the server's own name of the model. */
async function named({ model, body, type, form }: ReadRequest, to: Relay): Promise<Pick<ReadRequest, 'body' | 'type'>> {
  if (model === undefined || to.nameOf(model) === model) return { body, type }
  if (typeof body === 'string') return { type, body: JSON.stringify({ ...(JSON.parse(body) as object), model: to.nameOf(model) }) }
  form?.set('model', to.nameOf(model))
  const again = new Response(form)
  return { type: again.headers.get('content-type') ?? type, body: new Uint8Array(await again.arrayBuffer()) }
}

interface ReadRequest {
  model: string | undefined
  words: string
  type: string
  body: string | Uint8Array
  stream: boolean
  /** A form, read. */
  form?: FormData
}

async function readJsonRequest(ask: AskOfCaller): Promise<ReadRequest> {
  // Pictures inside of messages are large.
  const text = new TextDecoder().decode(await readBytes(ask, ask.parts.charter.uploads.bodyBytes))
  const data = parseObject(text, ask.language)
  const { model, stream } = data
  if (model !== undefined && typeof model !== 'string') throw new Stated('field_invalid', { field: 'model', reason: 'it must be text' }, 'model')
  return { model, words: wordsOf(data), type: 'application/json', body: text, stream: stream === true }
}

/** Files go on untouched; only the name of the model is looked for. */
async function readFormRequest(ask: AskOfCaller): Promise<ReadRequest> {
  const type = ask.request.headers.get('content-type') ?? ''
  if (typeOf(ask) !== formType) throw new Stated('content_type_unsupported', { type: 'another', accepted: `application/json, ${formType}` }, 'Content-Type')
  const body = await readBytes(ask, ask.parts.charter.uploads.bodyBytes)
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => {
    throw new Stated('body_not_form')
  })
  const model = form.get('model')
  const prompt = form.get('prompt')
  return { model: typeof model === 'string' ? model : undefined, words: typeof prompt === 'string' ? prompt : '', type, body, stream: false, form }
}

/** All that somebody says in a request, wherever it stands. */
function wordsOf(data: Record<string, unknown>): string {
  const found: string[] = []
  const look = (value: unknown): void => {
    if (typeof value === 'string') found.push(value)
    else if (Array.isArray(value)) for (const one of value) look(one)
    else if (typeof value === 'object' && value !== null) {
      const { content, text, type } = value as Record<string, unknown>
      if (type === 'image_url' || type === 'input_audio') return
      look(content ?? text)
    }
  }
  look(data.messages)
  look(data.input)
  look(data.prompt)
  return found.join('\n')
}
