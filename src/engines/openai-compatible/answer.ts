// Reads what such a server answers: a picture in one of four shapes, a refusal, or a fault in one of five.

import { EngineFault } from '../../core/errors.ts'
import type { Bytes } from '../../core/ports.ts'
import { fromBase64 } from '../pictures.ts'
import { faultOfStatus, isRecord, readJson, refusedBy, textIn, type VendorAnswer } from '../vendor.ts'

/** The file itself, or the address where it lies. */
export type Found = { file: Bytes } | { address: string }

/** @throws Refused for the server's own rules, EngineFault for everything else */
export function readAnswer(engine: string, answer: VendorAnswer): Found {
  if (answer.status !== 200) throw errorOf(engine, answer)
  const body = readJson(answer)
  // Some report a failure with status 200.
  if ('error' in body && body.error !== null) throw errorOf(engine, answer)
  const first: unknown = Array.isArray(body.data) ? body.data[0] : undefined
  const found = foundIn(first)
  if (!found) throw new EngineFault('The answer has no picture.')
  return found
}

export function foundIn(item: unknown): Found | undefined {
  const text = textIn(item, 'b64_json')
  if (text) return { file: fromBase64(text) }
  const address = textIn(item, 'url')
  if (!address) return undefined
  return address.startsWith('data:') ? { file: fromBase64(address) } : { address }
}

/** `{error: {...}}` (OpenAI), `{error: "..."}` (stable-diffusion.cpp), `{detail: ...}` (FastAPI), a page, or nothing. */
export function errorOf(engine: string, { status, headers, bytes }: VendorAnswer): Error {
  const body = quietly(() => readJson({ bytes }))
  const error = body?.error
  const words = [error, body, body?.detail].flatMap((one) => [textIn(one, 'code'), textIn(one, 'type')]).filter((word) => word !== undefined)
  const refused = ['moderation_blocked', 'content_policy_violation', 'image_generation_user_error', 'content_filter']
  if (words.some((word) => refused.includes(word))) return refusedBy(engine)
  if (words.includes('insufficient_quota')) return new EngineFault('Its quota is used up.', 'engine_unavailable', { again: false })
  if (status === 200) return new EngineFault('It reports an error.')
  return faultOfStatus(status, headers)
}

function quietly(read: () => Record<string, unknown>): Record<string, unknown> | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** What one event of a stream holds. */
export function readEvent(engine: string, data: string): { preview?: Bytes; place?: number; picture?: Bytes } {
  const event: unknown = quietly(() => readJson({ bytes: new TextEncoder().encode(data) }))
  if (!isRecord(event)) return {}
  if (event.error || event.type === 'error') throw errorOf(engine, { status: 200, headers: new Headers(), bytes: new TextEncoder().encode(data) })
  const text = textIn(event, 'b64_json')
  const bytes = text ? fromBase64(text) : undefined
  const type = String(event.type ?? '')
  if (type.endsWith('.partial_image')) return { preview: bytes, place: Number(event.partial_image_index ?? 0) }
  return type.endsWith('.completed') ? { picture: bytes } : {}
}
