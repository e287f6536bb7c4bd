// Draws on a Gesso server: the native API over HTTP, progress by server-sent events.

import { readConfig } from '../config.ts'
import type { Warning } from '../core/orders.ts'
import type { GenerationEvent } from '../core/rows.ts'
import { askerOf, type Ask } from './ask-server.ts'
import type { Drawing, DrawnPictures, Show } from './draw-input.ts'
import { Failure } from './exit.ts'

interface Answer {
  id: string
  state: string
  model: string
  prompt: string
  negative_prompt: string
  style: string | null
  format: string
  steps: number | null
  guidance: number | null
  warnings: Warning[]
  error: { code: string; message: string } | null
  outcome?: { engine: string; model: string; version: string; prompt_sent: string; seeds: number[]; steps: number | null; guidance: number | null }
  images: Array<{ id: string; number: number; seed: number; width: number; height: number; url: string }>
}

/** @throws Failure */
export async function drawThere({ request, server = '', key }: Drawing, show: Show, stop: AbortSignal): Promise<DrawnPictures> {
  const ask = askerOf(server, key ?? readConfig().apiKey)
  const { negativePrompt, width, height, pictures, reference, ...same } = request
  const size = width === undefined ? undefined : `${width}x${height}`
  const accepted = (await (await ask('/v1/generations', { method: 'POST', body: { ...same, negative_prompt: negativePrompt, size, pictures } })).json()) as Answer
  const cancel = () => void ask(`/v1/generations/${accepted.id}/cancel`, { method: 'POST' }).catch(() => undefined)
  if (stop.aborted) cancel()
  stop.addEventListener('abort', cancel, { once: true })

  const ended = await follow(ask, accepted.id, (event) => show(event, pictures ?? 1))
  if (ended.state === 'cancelled') throw new Failure('interrupted', 'Stopped.', 'cancelled')
  if (ended.state !== 'finished' || !ended.outcome) {
    throw new Failure(ended.state === 'refused' ? 'refused' : 'failed', ended.error?.message ?? 'The server could not draw this.', ended.error?.code)
  }
  const { outcome } = ended
  const files = ended.images.map(async ({ url, seed, width, height }) => ({ bytes: new Uint8Array(await (await ask(url)).arrayBuffer()), seed, width, height }))
  return {
    pictures: await Promise.all(files),
    facts: {
      model: outcome.model,
      version: outcome.version,
      engine: outcome.engine,
      prompt: outcome.prompt_sent,
      negative_prompt: ended.negative_prompt,
      style: ended.style,
      steps: outcome.steps,
      guidance: outcome.guidance,
      format: ended.format,
      warnings: accepted.warnings.concat(ended.warnings.filter(({ field }) => !accepted.warnings.some((one) => one.field === field))),
    },
  }
}

/** A stream that breaks is opened again where it stopped; the answer itself tells the end. */
async function follow(ask: Ask, id: string, hear: (event: GenerationEvent) => void): Promise<Answer> {
  for (let breaks = 0; ; breaks++) {
    const stream = await ask(`/v1/generations/${id}/events`, { accept: 'text/event-stream' })
    try {
      for await (const event of eventsOf(stream)) hear(event)
    } catch {
      // Asked again below: the drawing goes on without a listener.
    }
    const answer = (await (await ask(`/v1/generations/${id}`)).json()) as Answer
    if (!['waiting', 'running'].includes(answer.state)) return answer
    if (breaks > 100) throw new Failure('unreachable', 'The connection to the server breaks again and again. The drawing goes on there; look for it in the studio.')
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

async function* eventsOf(response: Response): AsyncGenerator<GenerationEvent> {
  if (!response.body) return
  let rest = ''
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text.replaceAll('\r\n', '\n')).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = block.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5)).join('\n')
      if (data) yield withoutNulls(JSON.parse(data) as Record<string, unknown>)
    }
  }
}

function withoutNulls(event: Record<string, unknown>): GenerationEvent {
  return Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null)) as unknown as GenerationEvent
}
