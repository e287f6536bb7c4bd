// Carries a call out under the session of the page, by the public API, and tells all that came back.

import { gesso, Trouble, withWork } from '../api.ts'
import type { Call } from './call.ts'

export interface Answered {
  status: number
  /** From sending until the whole answer was read. */
  milliseconds: number
  headers: Array<[name: string, value: string]>
  body: unknown
  /** Where the browser finds the pictures. */
  pictures: string[]
}

type Post = (path: string, asked: { body: unknown; headers?: Record<string, string>; signal: AbortSignal; bodySerializer?: (body: unknown) => BodyInit }) => Promise<{ data?: unknown; error?: unknown; response: Response }>

export async function carryOut(call: Call, picture: File | undefined, signal: AbortSignal): Promise<Answered> {
  const address = new URL(call.base).pathname + call.path
  const form = call.picture === undefined ? undefined : formOf(call, picture)
  let started = performance.now()
  // The path is known only now, so the description of the API cannot tell its type.
  const post = gesso.POST as unknown as Post
  const answer = await withWork(async (headers) => {
    started = performance.now()
    const answered = await post(address, { body: form ?? call.body, headers, signal, ...(form && { bodySerializer: () => form }) })
    if (codeOf(answered.error) === 'work_needed') throw new Trouble('work_needed', '')
    return answered
  })
  const body = answer.data ?? answer.error
  return { status: answer.response.status, milliseconds: performance.now() - started, headers: headersOf(answer.response), body, pictures: picturesOf(body) }
}

function formOf({ body }: Call, picture: File | undefined): FormData {
  const form = new FormData()
  if (picture) form.append('image', picture)
  for (const [name, value] of Object.entries(body)) form.append(name, String(value))
  return form
}

export function codeOf(error: unknown): string | undefined {
  return (error as { error?: { code?: string } } | undefined)?.error?.code
}

/** Limits, waiting times, and what the server says of itself; the rest is the browser's business. */
const told = /^(x-ratelimit-|x-gesso-|retry-after$|content-type$)/

export function headersOf({ headers }: Response): Answered['headers'] {
  return [...headers.entries()].filter(([name]) => told.test(name)).sort(([a], [b]) => a.localeCompare(b))
}

interface Shown {
  data?: Array<{ url?: string; b64_json?: string }>
  output_format?: string
}

function picturesOf(body: unknown): string[] {
  const { data, output_format: format = 'png' } = (body ?? {}) as Shown
  if (!Array.isArray(data)) return []
  return data.flatMap(({ url, b64_json: bytes }) => {
    if (bytes) return [`data:image/${format};base64,${bytes}`]
    // The address may name the server otherwise than this page does.
    return url ? [new URL(url).pathname] : []
  })
}

const shownOfBytes = 40

/** As JSON to read: the bytes of pictures are shortened, and say so. */
export function sayBody(body: unknown): string {
  const shorten = (key: string, value: unknown) => (key === 'b64_json' && typeof value === 'string' ? `${value.slice(0, shownOfBytes)}… (${value.length})` : value)
  return JSON.stringify(body, shorten, 2) ?? ''
}
