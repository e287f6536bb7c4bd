// Reads what Z.ai and BigModel answer: an address, a state, a refusal by their filter, or one of their numbered errors.

import { EngineFault } from '../../core/errors.ts'
import { faultOfStatus, isRecord, readJson, refusedBy, textIn, type VendorAnswer } from '../vendor.ts'

/** @throws Refused for their filter, EngineFault for everything else */
export function readPicture(engine: string, answer: VendorAnswer): string {
  const body = bodyOf(engine, answer)
  return addressIn(engine, body, body.data)
}

export interface Task {
  id: string
  state: 'PROCESSING' | 'SUCCESS' | 'FAIL'
  address?: string
}

/** Of the order and of the question how far it is. */
export function readTask(engine: string, answer: VendorAnswer): Task {
  const body = bodyOf(engine, answer)
  const state = body.task_status
  const id = textIn(body, 'id') ?? ''
  if (state === 'PROCESSING') return { id, state }
  if (state === 'SUCCESS') return { id, state, address: addressIn(engine, body, body.image_result) }
  if (refuses(body)) throw refusedBy(engine)
  throw new EngineFault('The task failed.')
}

function addressIn(engine: string, body: Record<string, unknown>, list: unknown): string {
  if (worstLevel(body) === 0) throw refusedBy(engine)
  const address = textIn(Array.isArray(list) ? list[0] : undefined, 'url')
  if (address) return address
  throw refuses(body) ? refusedBy(engine) : new EngineFault('The answer has no picture.')
}

function bodyOf(engine: string, answer: VendorAnswer): Record<string, unknown> {
  const body = answer.status === 200 ? readJson(answer) : quietly(answer)
  if (answer.status === 200 && !body?.error) return body ?? {}
  throw errorOf(engine, answer, body)
}

function quietly(answer: VendorAnswer): Record<string, unknown> | undefined {
  try {
    return readJson(answer)
  } catch {
    return undefined
  }
}

/** Their string codes; what no other try mends goes elsewhere at once. */
function errorOf(engine: string, { status, headers }: VendorAnswer, body: Record<string, unknown> | undefined): Error {
  const code = isRecord(body?.error) ? String(body.error.code ?? '') : ''
  if (['1300', '1301'].includes(code)) return refusedBy(engine)
  if (['1302', '1303', '1305', '1312'].includes(code)) return new EngineFault(`It is busy (${code}).`, 'engine_unavailable', { again: false, pause: 2_000 })
  if (/^(10|11)\d\d$/.test(code) || /^13(04|08|09|1\d|2\d)$/.test(code)) return new EngineFault(`The account cannot draw now (${code}).`, 'engine_unavailable', { again: false })
  if (/^12(1\d|20|21|22|61)$/.test(code)) return new EngineFault(`It does not take this order (${code}).`, 'engine_failed', { again: false })
  if (/^12\d\d$/.test(code)) return new EngineFault(`It failed (${code}).`)
  return faultOfStatus(status === 200 ? 500 : status, headers)
}

/** `content_filter` levels go from 0, the worst, to 3. */
function worstLevel(body: Record<string, unknown>): number | undefined {
  const entries: unknown[] = [body.content_filter, body.contentFilter].flatMap((list) => (Array.isArray(list) ? list : []))
  const levels = entries.flatMap((entry) => (isRecord(entry) && typeof entry.level === 'number' ? [entry.level] : []))
  return levels.length > 0 ? Math.min(...levels) : undefined
}

const refuses = (body: Record<string, unknown>): boolean => (worstLevel(body) ?? 3) < 3
