// Reads the server-sent events of one generation by fetch, and comes back after a break where it left off.

import type { components } from './schema.ts'

export interface HeardEvent {
  kind: 'state' | 'progress' | 'preview'
  /** What Last-Event-ID takes; absent for what the row alone tells. */
  id?: string
  data: components['schemas']['GenerationEvent']
}

export interface EventsOptions {
  signal?: AbortSignal
  /** Id of the last event heard before, e.g. before a reload. */
  lastEventId?: string
}

/** The server said no; trying again would not help. */
export class EventsRefused extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'EventsRefused'
    this.status = status
    this.code = code
  }
}

interface Reading extends EventsOptions {
  fetch: typeof fetch
}

const firstPause = 500
const longestPause = 8_000

/** Ends after the event whose phase is `ended`, or when the signal aborts. @throws EventsRefused */
export async function* readEvents(url: string, { signal, lastEventId, fetch: fetchIt }: Reading): AsyncGenerator<HeardEvent> {
  let last = lastEventId
  let pause = firstPause
  while (!signal?.aborted) {
    try {
      const response = await fetchIt(url, { headers: { Accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}) }, signal })
      if (!response.ok || !response.body) await refuse(response)
      else {
        for await (const event of eventsIn(response.body)) {
          pause = firstPause
          last = event.id ?? last
          yield event
          if (event.data.phase === 'ended') return
        }
      }
    } catch (error) {
      if (signal?.aborted) return
      if (error instanceof EventsRefused) throw error
    }
    await wait(pause, signal)
    pause = Math.min(pause * 2, longestPause)
  }
}

/** 5xx and 429 pass; the rest stays as it is. */
async function refuse(response: Response): Promise<void> {
  const body: unknown = await response.json().catch(() => undefined)
  if (response.status >= 500 || response.status === 429) return
  const error = (body as Partial<components['schemas']['Error']> | undefined)?.error
  throw new EventsRefused(response.status, error?.code ?? 'internal', error?.message ?? `The server answered ${response.status}.`)
}

async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<HeardEvent> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let buffer = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      buffer += decoder.decode(value, { stream: true })
      const blocks = buffer.split('\n\n')
      buffer = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = eventOf(block)
        if (event) yield event
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** undefined for comments and the retry line. */
function eventOf(block: string): HeardEvent | undefined {
  const fields = new Map<string, string>()
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const name = line.slice(0, colon)
    const value = line.slice(colon + 1).replace(/^ /, '')
    fields.set(name, fields.has(name) ? `${fields.get(name)}\n${value}` : value)
  }
  const data = fields.get('data')
  if (data === undefined) return undefined
  return { kind: (fields.get('event') ?? 'state') as HeardEvent['kind'], id: fields.get('id'), data: JSON.parse(data) as HeardEvent['data'] }
}

function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds)
    function done(): void {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    signal?.addEventListener('abort', done)
  })
}
