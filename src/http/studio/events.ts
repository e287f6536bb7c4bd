// GET /v1/generations/{id}/events: a generation told as server-sent events.

import { readGeneration } from '../../core/images.ts'
import type { Parts } from '../../core/ports.ts'
import type { AskOfCaller } from '../ask.ts'
import { follow, type Told } from './follow.ts'

/** Milliseconds between comments that keep proxies from closing a silent stream. */
const keepAliveEvery = 15_000

/** Numbers of news start again with each process; the epoch in the ids tells the processes apart. */
const epochs = new WeakMap<Parts, string>()

export async function watchGeneration({ parts, caller, path, request, connection, language }: AskOfCaller): Promise<Response> {
  const id = path('id')
  // Read first, so that a wrong id is a plain error and no broken stream.
  await readGeneration(parts, caller, id)
  const epoch = epochOf(parts)
  const left = new AbortController()
  const over = AbortSignal.any([request.signal, left.signal, ...(connection.closing ? [connection.closing] : [])])
  const story = follow(parts, id, heardUpTo(request, epoch), over, language)
  const encoder = new TextEncoder()
  let spokeAt = performance.now()

  /** The next text to send; undefined at the end. */
  async function nextText(): Promise<string | undefined> {
    for (;;) {
      const { value: told, done } = await story.next()
      if (done) return undefined
      const silent = performance.now() - spokeAt > keepAliveEvery
      if (!told && !silent) continue
      spokeAt = performance.now()
      return told ? textOf(told, epoch) : ': still here\n\n'
    }
  }

  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode('retry: 1000\n\n')),
    async pull(controller) {
      const text = await nextText().catch(() => {
        // The database is away: the client comes back by itself.
        parts.log.write({ level: 'warning', event: 'event-stream-broke' })
        return undefined
      })
      if (left.signal.aborted) return
      if (text === undefined) controller.close()
      else controller.enqueue(encoder.encode(text))
    },
    cancel: () => left.abort(),
  })
  return new Response(stream, { headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' } })
}

function textOf({ event, kind, number }: Told, epoch: string): string {
  const id = number === undefined ? '' : `id: ${epoch}-${number}\n`
  return `${id}event: ${kind}\ndata: ${JSON.stringify(event)}\n\n`
}

/** What a client that comes back has heard already; nothing when that was another process. */
function heardUpTo(request: Request, epoch: string): number {
  const [of, number] = (request.headers.get('last-event-id') ?? '').split('-')
  return of === epoch && /^\d{1,9}$/.test(number ?? '') ? Number(number) : 0
}

function epochOf(parts: Parts): string {
  let epoch = epochs.get(parts)
  if (!epoch) {
    epoch = Array.from(parts.random.bytes(4), (byte) => byte.toString(16).padStart(2, '0')).join('')
    epochs.set(parts, epoch)
  }
  return epoch
}
