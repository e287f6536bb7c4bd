// How a command asks a Gesso server, and what it says when the server says no or nobody answers.

import { Failure } from './exit.ts'

/** `body` is sent as JSON, bytes as they are. */
export type Ask = (path: string, init?: { method?: string; body?: unknown; accept?: string }) => Promise<Response>

/** Where a server on this machine usually listens. */
export const usualServer = 'http://127.0.0.1:3000'

export const serverArgs = {
  server: { type: 'string', default: usualServer, valueHint: 'URL', description: 'The Gesso server' },
  key: { type: 'string', valueHint: 'KEY', description: 'API key for it; usual: GESSO_API_KEY' },
} as const

/** @throws Failure with the server's own sentence, or one that tells that nobody answers */
export function askerOf(server: string, key: string | undefined): Ask {
  return async (path, { method = 'GET', body, accept = 'application/json' } = {}) => {
    const type = body instanceof Uint8Array ? 'application/octet-stream' : 'application/json'
    const headers: Record<string, string> = { accept, ...(key ? { authorization: `Bearer ${key}` } : {}), ...(body ? { 'content-type': type } : {}) }
    const sent = body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : body ? JSON.stringify(body) : undefined
    let response: Response
    try {
      response = await fetch(new URL(path, `${server}/`), { method, headers, body: sent })
    } catch (error) {
      const cause = (error as { cause?: { code?: string } }).cause?.code ?? 'no answer'
      throw new Failure('unreachable', `No Gesso server answers at ${server} (${cause}). Is it running, and is the address right?`)
    }
    if (response.ok) return response
    throw await failureOf(response, server)
  }
}

async function failureOf(response: Response, server: string): Promise<Failure> {
  const body = (await response.json().catch(() => undefined)) as { error?: { code?: string; message?: string } } | undefined
  const { code, message } = body?.error ?? {}
  if (!message) return new Failure('unreachable', `What answers at ${server} is not a Gesso server (HTTP ${response.status}).`)
  if (code === 'refused_by_rule' || code === 'rule_failed') return new Failure('refused', message, code)
  return new Failure([400, 404, 413, 415, 422].includes(response.status) ? 'usage' : 'failed', message, code)
}
