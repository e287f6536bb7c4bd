// People's rights over HTTP: erasing everything, requests and their receipts, optional purposes.

import { choose as keepChoice, describeChoices as describe, readChoices as readChosen } from '../../core/choices.ts'
import { askErasure, decideRequest as decide } from '../../core/erasure.ts'
import { describeRequest, listRequests as list, openRequest as open, readRequest as read } from '../../core/requests.ts'
import { needFresh } from '../../core/accounts.ts'
import type { Caller } from '../../core/callers.ts'
import { Stated } from '../../core/errors.ts'
import { noteGeneration as note, readGeneration } from '../../core/images.ts'
import { receiptKey } from '../../core/receipts.ts'
import { sessionIdOf } from '../../core/session-life.ts'
import { json, type Ask, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { describeGeneration } from '../describe.ts'
import { hasSignal } from '../signals.ts'
import { choiceSchema, decisionSchema, noteRequestSchema, openRequestSchema, type ChoicesBody } from '../schemas/rights.ts'
import { endByHand } from './session.ts'

export async function eraseAll(ask: AskOfCaller): Promise<Response> {
  needFresh(ask.parts, ask.caller)
  if (sessionIdOf(ask.caller.owner) !== undefined) {
    const { receipt, headers } = await endByHand(ask)
    return json(describeRequest(await read(ask.parts, receipt.id)), 200, headers)
  }
  const row = await askErasure(ask.parts, ask.caller)
  return json(describeRequest(row), row.state === 'done' ? 200 : 202)
}

export async function openRequest(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, openRequestSchema)
  return json(describeRequest(await open(ask.parts, ask.caller.owner, value.kind, value.words ?? undefined)), 202)
}

export async function listRequests({ parts, caller }: AskOfCaller): Promise<Response> {
  return json({ object: 'list', data: (await list(parts, caller)).map((row) => ({ ...describeRequest(row), words: row.text })) })
}

export async function readRequest({ parts, path }: Ask): Promise<Response> {
  return json(describeRequest(await read(parts, path('id'))))
}

export async function decideRequest(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, decisionSchema)
  const decision = value.decision === 'grant' ? { granted: true as const } : { granted: false as const, ground: value.ground ?? '' }
  return json(describeRequest(await decide(ask.parts, ask.caller, ask.path('id'), decision)))
}

export async function noteGeneration(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, noteRequestSchema)
  const { parts, caller, path, language } = ask
  await note(parts, caller, path('id'), value.note ?? '')
  return json(await describeGeneration(parts, await readGeneration(parts, caller, path('id')), language))
}

export async function readReceiptKey({ parts }: Ask): Promise<Response> {
  return json(await receiptKey(parts))
}

export async function readChoices(ask: AskOfCaller): Promise<Response> {
  return json(await describeChoices(ask, ask.caller))
}

export async function choose(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, choiceSchema)
  if (value.allowed && hasSignal(ask.request)) {
    const reason = ask.language === 'zh' ? '浏览器发送了全球隐私控制信号。' : 'the browser sends a Global Privacy Control signal.'
    throw new Stated('field_invalid', { field: 'allowed', reason }, 'allowed')
  }
  await keepChoice(ask.parts, ask.caller, value.purpose, value.allowed, ask.language)
  return json(await describeChoices(ask, ask.caller))
}

/** The day is when the promise was first made. */
export async function readGpc(): Promise<Response> {
  return json({ gpc: true, lastUpdate: '2026-11-22' })
}

export async function describeChoices(ask: Ask, caller: Caller | undefined): Promise<ChoicesBody> {
  const signal = hasSignal(ask.request)
  return describe(await readChosen(ask.parts, caller, signal), signal)
}
