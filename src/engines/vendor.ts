// Speaks to a vendor by HTTP: one request, one whole answer, and every way in which it can go wrong as a fault.

import { EngineFault, Refused } from '../core/errors.ts'
import type { Bytes } from '../core/ports.ts'
import type { Door, FetchOptions } from '../outbound/door.ts'

export type Reach = Door['fetch']

/** What a driver gets from its surroundings. */
export interface Surroundings {
  /** The door out; absent in processes that only show the engine. */
  reach?: Reach
  /** The key, where the entry names one that was found. */
  key?: string
}

export interface VendorRequest extends Pick<FetchOptions, 'headers' | 'body' | 'hear' | 'publicOnly' | 'mostBytes'> {
  url: string
  method?: 'GET' | 'POST'
  /** Seconds until it counts as failed. */
  timeoutSeconds: number
}

export interface VendorAnswer {
  status: number
  headers: Headers
  bytes: Bytes
}

/** @throws EngineFault, or the signal's reason when that was the cause */
export async function askVendor(reach: Reach | undefined, { url, timeoutSeconds, ...request }: VendorRequest, signal: AbortSignal): Promise<VendorAnswer> {
  if (!reach) throw new EngineFault('This process opens no connections.', 'engine_unavailable', { again: false })
  const late = AbortSignal.timeout(timeoutSeconds * 1000)
  try {
    const answer = await reach(url, 'engine', { ...request, signal: AbortSignal.any([signal, late]) })
    return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) }
  } catch (error) {
    signal.throwIfAborted()
    if (late.aborted) throw new EngineFault(`No answer within ${timeoutSeconds} seconds.`, 'engine_failed', { again: false, cause: error })
    throw new EngineFault('The connection failed.', 'engine_failed', { cause: error })
  }
}

/** A JSON object; anything else, a page for people say, is a fault. */
export function readJson({ bytes }: Pick<VendorAnswer, 'bytes'>): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (isRecord(value)) return value
  } catch {
    // Below.
  }
  throw new EngineFault('The answer is not JSON.')
}

export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
export const textIn = (record: unknown, field: string): string | undefined => {
  const value = isRecord(record) ? record[field] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Faults by status alone, where the body says nothing better. */
export function faultOfStatus(status: number, headers: Headers): EngineFault {
  if (status === 429) return new EngineFault('It is busy.', 'engine_unavailable', { again: false, pause: pauseIn(headers) })
  if ([401, 402, 403].includes(status)) return new EngineFault(`It does not let us in (${status}).`, 'engine_unavailable', { again: false })
  const itsFault = status >= 500 || status === 408
  return new EngineFault(`It answered ${status}.`, 'engine_failed', { again: itsFault })
}

export function refusedBy(engine: string): Refused {
  return new Refused('engine', 'engine_refused', { engine })
}

/** Milliseconds in Retry-After, as seconds; at most ten minutes. */
function pauseIn(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return seconds > 0 ? Math.min(seconds, 600) * 1000 : undefined
}
