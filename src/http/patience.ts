// Answers that take long: after a while the status line and white space go out, so that no proxy on the way gives up.

import type { AskOfCaller } from './ask.ts'
import { Stated } from '../core/errors.ts'

/** Milliseconds until the first sign of life; most proxies wait 60 to 100 seconds. */
const usualPatience = 45_000
const signEvery = 10_000

/**
 * The answer itself when it is there in time, error or not. A later one begins with status 200 and white space, which
 * JSON allows; if it turns out to be an error, the connection breaks off, so that no client takes it for a success.
 */
export async function answerInTime(ask: AskOfCaller, id: string, work: Promise<Response>): Promise<Response> {
  const patience = ask.options.patience ?? usualPatience
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), patience)))
  const first = await Promise.race([work, late]).finally(() => clearTimeout(timer))
  return first === 'late' ? slowAnswer(ask, id, work, Math.min(signEvery, patience)) : first
}

function slowAnswer({ parts }: AskOfCaller, id: string, work: Promise<Response>, every: number): Response {
  const encoder = new TextEncoder()
  let signs: NodeJS.Timeout | undefined
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(' '))
      signs = setInterval(() => controller.enqueue(encoder.encode(' ')), every)
      work
        .then(async (answer) => {
          controller.enqueue(new Uint8Array(await answer.arrayBuffer()))
          controller.close()
        })
        .catch((error: unknown) => {
          parts.log.write({ level: 'info', event: 'late-answer-broken-off', code: error instanceof Stated ? error.code : 'internal' })
          controller.error(new Error('It could not be drawn; GET /v1/generations/{id} tells why.'))
        })
        .finally(() => clearInterval(signs))
    },
    cancel: () => clearInterval(signs),
  })
  return new Response(stream, { headers: { 'content-type': 'application/json; charset=utf-8', 'x-gesso-generation': id, 'x-accel-buffering': 'no' } })
}
