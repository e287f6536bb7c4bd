// Videos of the server that the charter names: ordered through here, then read under an id that only who ordered can use.

import { Stated } from '../../core/errors.ts'
import { readRelayed, type Relay, type RelayAnswer } from '../../core/relays.ts'
import type { AskOfCaller } from '../ask.ts'
import { answerOf, relayed } from './relays.ts'

/** What an id of ours stands for: it is sealed to its owner, so nothing is kept here and nobody else can use it. */
interface Order {
  relay: string
  /** As the server calls it. */
  id: string
}

const sealedAs = 'relayed-video'
const start = 'video_'
export const isVideoId = (id: string): boolean => id.startsWith(start)

export function orderVideo(ask: AskOfCaller): Promise<Response> {
  return relayed(ask, 'video', (answer, to) => withOwnId(ask, answer, to))
}

export async function readVideo(ask: AskOfCaller): Promise<Response> {
  const { order, to } = await findOrder(ask)
  const answer = await readRelayed(ask.parts, ask.caller, to, `/videos/${encodeURIComponent(order.id)}`, ask.request.signal)
  return answerOf(withOwnId(ask, answer, to, ask.path('id')), to)
}

export async function readVideoContent(ask: AskOfCaller): Promise<Response> {
  const { order, to } = await findOrder(ask)
  const variant = /^[a-z]{1,20}$/.exec(ask.query.get('variant') ?? '')?.[0]
  const answer = await readRelayed(ask.parts, ask.caller, to, `/videos/${encodeURIComponent(order.id)}/content${variant ? `?variant=${variant}` : ''}`, ask.request.signal)
  const response = answerOf(answer, to)
  response.headers.set('content-disposition', 'attachment')
  return response
}

/** In Z.ai's dialect, where pictures and videos are asked for under one address. */
export async function readVideoTask(ask: AskOfCaller): Promise<Response> {
  const { order, to } = await findOrder(ask)
  const answer = await readRelayed(ask.parts, ask.caller, to, `/async-result/${encodeURIComponent(order.id)}`, ask.request.signal)
  return answerOf(withOwnId(ask, answer, to, ask.path('id')), to)
}

/** @throws Stated `not_found` for an id that is not the caller's, `not_offered` where its server is no longer named */
async function findOrder(ask: AskOfCaller): Promise<{ order: Order; to: Relay }> {
  const { parts, caller } = ask
  const key = await caller.unlock()
  const order = key && openId(ask, key, ask.path('id'))
  if (!order) throw new Stated('not_found')
  const to = parts.relays?.find(({ id, modality }) => id === order.relay && modality === 'video')
  if (!to) throw new Stated('not_offered', { what: 'the server that made this video any more' })
  return { order, to }
}

function openId({ parts }: AskOfCaller, key: Uint8Array, id: string): Order | undefined {
  if (!isVideoId(id)) return undefined
  try {
    return JSON.parse(new TextDecoder().decode(parts.sealing.open(sealedAs, [new Uint8Array(key)], new Uint8Array(Buffer.from(id.slice(start.length), 'base64url'))))) as Order
  } catch {
    return undefined
  }
}

/** The answer with our id in place of the server's, where it names one. */
function withOwnId({ parts, caller }: AskOfCaller, answer: RelayAnswer, to: Relay, known?: string): RelayAnswer {
  if (answer.status >= 300 || !(answer.body instanceof Uint8Array) || !answer.type.includes('json')) return answer
  const told = parsed(answer.body)
  if (typeof told?.id !== 'string') return answer
  const order: Order = { relay: to.id, id: told.id }
  const seal = (): string => start + Buffer.from(parts.sealing.seal(sealedAs, [caller.ownerKey], new TextEncoder().encode(JSON.stringify(order)))).toString('base64url')
  return { ...answer, body: new TextEncoder().encode(JSON.stringify({ ...told, id: known ?? seal() })) }
}

function parsed(body: Uint8Array): Record<string, unknown> | undefined {
  try {
    const told: unknown = JSON.parse(new TextDecoder().decode(body))
    return typeof told === 'object' && told !== null && !Array.isArray(told) ? (told as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
