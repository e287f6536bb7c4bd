// People's rights over HTTP: erasing everything, requests and their receipts, optional purposes.

import { askErasure, decideRequest as decide, openRequest as open, readRequest as read } from '../../core/erasure.ts'
import { choose as keepChoice, readChoices as readChosen } from '../../core/choices.ts'
import type { Caller } from '../../core/callers.ts'
import { Stated } from '../../core/errors.ts'
import type { RequestRow } from '../../core/ports.ts'
import { receiptKey, type Receipt } from '../../core/receipts.ts'
import { sessionIdOf } from '../../core/sessions.ts'
import { json, type Ask, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { choiceSchema, decisionSchema, openRequestSchema, type ChoicesBody, type RequestBody } from '../schemas/rights.ts'
import { endByHand } from './session.ts'

export async function eraseAll(ask: AskOfCaller): Promise<Response> {
  if (sessionIdOf(ask.caller.owner) !== undefined) {
    const { receipt, headers } = await endByHand(ask)
    return json(describeRequest(await read(ask.parts, receipt.id)), 200, headers)
  }
  const row = await askErasure(ask.parts, ask.caller)
  return json(describeRequest(row), row.state === 'done' ? 200 : 202)
}

export async function openRequest(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, openRequestSchema)
  return json(describeRequest(await open(ask.parts, ask.caller.owner, value.kind)), 202)
}

export async function listRequests({ parts }: AskOfCaller): Promise<Response> {
  return json({ object: 'list', data: (await parts.store.requests.unfinished()).map(describeRequest) })
}

export async function readRequest({ parts, path }: Ask): Promise<Response> {
  return json(describeRequest(await read(parts, path('id'))))
}

export async function decideRequest(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, decisionSchema)
  const decision = value.decision === 'grant' ? { granted: true as const } : { granted: false as const, ground: value.ground ?? '' }
  return json(describeRequest(await decide(ask.parts, ask.caller, ask.path('id'), decision)))
}

export async function readReceiptKey({ parts }: Ask): Promise<Response> {
  return json(await receiptKey(parts))
}

export async function readChoices(ask: AskOfCaller): Promise<Response> {
  return json(await describeChoices(ask, ask.caller))
}

export async function choose(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, choiceSchema)
  if (value.allowed && hasSignal(ask)) {
    const reason = ask.language === 'zh' ? '浏览器发送了全球隐私控制信号。' : 'the browser sends a Global Privacy Control signal.'
    throw new Stated('field_invalid', { field: 'allowed', reason }, 'allowed')
  }
  await keepChoice(ask.parts, ask.caller, value.purpose, value.allowed)
  return json(await describeChoices(ask, ask.caller))
}

/** The day is when the promise was first made. */
export async function readGpc(): Promise<Response> {
  return json({ gpc: true, lastUpdate: '2026-11-22' })
}

export async function describeChoices(ask: Ask, caller: Caller | undefined): Promise<ChoicesBody> {
  const signal = hasSignal(ask)
  const choices = await readChosen(ask.parts, caller, signal)
  return { global_privacy_control: signal, purposes: choices.map(({ purpose, allowed, since }) => ({ purpose, used: false, allowed, since: since?.toISOString() ?? null })) }
}

const hasSignal = ({ request }: Ask): boolean => request.headers.get('sec-gpc')?.trim() === '1'

export function describeRequest({ id, kind, state, askedAt, dueAt, decidedAt, ground, receipt }: RequestRow): RequestBody {
  return {
    id,
    object: 'request',
    kind,
    state,
    asked_at: askedAt.toISOString(),
    due_at: dueAt.toISOString(),
    decided_at: decidedAt?.toISOString() ?? null,
    ground: ground ?? null,
    receipt: receipt === undefined ? null : (JSON.parse(receipt) as Receipt),
  }
}
