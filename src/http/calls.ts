// The log of calls over HTTP: what is noted of each request once its answer is there, and how an account reads it.

import { keepsCalls, listCalls as list, type CallView } from '../core/calls.ts'
import { sentenceOf, Stated, type ErrorCode, type Language } from '../core/errors.ts'
import { json, type Ask, type AskOfCaller } from './ask.ts'
import { statusOf } from './errors.ts'
import { callsQuery, type CallBody } from './schemas/calls.ts'
import { zaiPrefixes } from './zai/errors.ts'

const usualLimit = 50

/** What somebody who is signed in orders; the rest that the studio asks by itself would bury it. */
const orders = /\/(generations|edits|variations|moderations|completions|embeddings|speech|transcriptions|videos|batches|enhance|enlarge)$/
const apis = ['/v1', ...zaiPrefixes]
const ownPath = '/v1/calls'

export interface Answered {
  id: string
  method: string
  status: number
  code: ErrorCode | undefined
  milliseconds: number
}

/** Never delays the answer, which is there by now. */
export function noteCall(ask: Ask, { id, ...answered }: Answered): void {
  const { parts, route, told } = ask
  const { calls, charter } = parts
  if (!calls || charter.retention.callDays === 0 || route === ownPath || !apis.some((prefix) => route === prefix || route.startsWith(`${prefix}/`))) return
  const at = new Date(parts.clock.now().getTime() - answered.milliseconds)
  void ask
    .findCaller()
    .then((caller) => {
      if (!caller || !keepsCalls(parts, caller)) return
      if (caller.kind !== 'key' && !(answered.method === 'POST' && orders.test(route))) return
      calls.note({ id, owner: caller.owner, key: caller.key?.id, at, route, ...answered, model: told?.model, made: told?.made })
    })
    .catch(() => undefined)
}

export async function listCalls({ parts, caller, query, language }: AskOfCaller): Promise<Response> {
  const read = callsQuery.safeParse(Object.fromEntries(query))
  if (!read.success) {
    const field = String(read.error.issues[0]?.path[0] ?? 'query')
    throw new Stated('field_invalid', { field, reason: reasons[language] }, field)
  }
  const { status, limit = usualLimit, since, until, ...rest } = read.data
  const views = await list(parts, caller, { ...rest, status: rangeOf(status), since: since ? new Date(since) : undefined, until: until ? new Date(until) : undefined }, limit + 1)
  const shown = views.slice(0, limit)
  return json({ object: 'list', days: parts.charter.retention.callDays, data: shown.map((view) => describe(view, language)), has_more: views.length > limit })
}

const reasons: Record<Language, string> = { en: 'see the description of GET /v1/calls.', zh: '请参阅 GET /v1/calls 的说明。' }

/** `404` is one status, `4xx` a hundred. */
function rangeOf(status: string | undefined): [number, number] | undefined {
  if (status === undefined) return undefined
  const first = Number(status.replace('xx', '00'))
  return [first, status.endsWith('xx') ? first + 99 : first]
}

/** The sentence of an error names what was asked for in its place; that is not kept, so it is left open. */
function errorOf(code: ErrorCode, language: Language): NonNullable<CallBody['error']> {
  return { code, message: sentenceOf(code, {}, language).replace(/\{\w+\}/g, '…'), status: statusOf(code) }
}

function describe({ row, key, price }: CallView, language: Language): CallBody {
  const { id, at, method, route, model, status, code, milliseconds, made } = row
  return {
    id,
    object: 'call',
    created_at: at.toISOString(),
    method,
    route,
    key: key && { id: key.id, name: key.name, hint: key.hint ?? null },
    model: model ?? null,
    status,
    error: code === undefined ? null : errorOf(code, language),
    milliseconds,
    price_micro: price === undefined ? null : Number(price),
    generation: made?.startsWith('gen_') ? made : null,
  }
}
