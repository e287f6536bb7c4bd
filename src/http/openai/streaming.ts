// Pictures as server-sent events, as OpenAI's clients read them: partial ones while it is drawn, then each finished one.

import { readGeneration } from '../../core/images.ts'
import type { GenerationEvent } from '../../core/rows.ts'
import type { AskOfCaller } from '../ask.ts'
import { answerError } from '../errors.ts'
import { awaitMade, base64Of, addressOf, lookOf, usageOf, type Made } from './answers.ts'
import type { Asked } from './asked.ts'

/** Milliseconds between comments that keep proxies from closing a silent stream. */
const keepAliveEvery = 15_000
/** No preview comes from the last quarter of the steps. */
const lastPreview = 0.75

export async function streamMade(ask: AskOfCaller, id: string, asked: Asked): Promise<Response> {
  const { parts } = ask
  const { words } = await readGeneration(parts, ask.caller, id)
  const left = new AbortController()
  const hungUp = AbortSignal.any([left.signal, ask.request.signal])
  const encoder = new TextEncoder()
  const due = partialsDue(asked.shape.partials)
  let stop = () => {}

  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string): void => {
        if (!hungUp.aborted) controller.enqueue(encoder.encode(text))
      }
      const tell = (type: string, data: object): void => send(`event: ${asked.kind}.${type}\ndata: ${JSON.stringify({ type: `${asked.kind}.${type}`, ...data })}\n\n`)
      const signs = setInterval(() => send(': still here\n\n'), keepAliveEvery)
      const forget = parts.announcements.subscribe(id, 0, (event) => {
        const index = due(event)
        if (index === undefined || !event.preview) return
        tell('partial_image', {
          b64_json: Buffer.from(event.preview.bytes).toString('base64'),
          partial_image_index: index,
          image_index: event.picture ?? 0,
          created_at: Math.floor(parts.clock.now().getTime() / 1000),
          size: `${words.width}x${words.height}`,
          quality: asked.shape.quality ?? 'auto',
          background: 'opaque',
          output_format: 'webp',
        })
      })
      stop = () => {
        clearInterval(signs)
        forget()
      }
      send(': accepted\n\n')
      awaitMade(ask, id, hungUp)
        .then((made) => tellAll(ask, made, asked, tell))
        .catch(async (error: unknown) => send(`event: error\ndata: ${await answerError(parts, error, ask.language, ask.route).text()}\n\n`))
        .finally(() => {
          stop()
          send('data: [DONE]\n\n')
          if (!hungUp.aborted) controller.close()
        })
    },
    cancel() {
      left.abort()
      stop()
    },
  })
  return new Response(stream, { headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no', 'x-gesso-generation': id } })
}

async function tellAll(ask: AskOfCaller, made: Made, { shape, warnings }: Asked, tell: (type: string, data: object) => void): Promise<void> {
  const { view, outcome, images } = made
  for (const image of images) {
    tell('completed', {
      ...(shape.response === 'url' ? { url: await addressOf(ask, image.id) } : { b64_json: await base64Of(ask, image.id) }),
      id: image.id,
      image_index: image.number,
      created_at: Math.floor(view.createdAt.getTime() / 1000),
      ...lookOf(made, { ...shape, quality: shape.quality ?? 'auto' }),
      seed: outcome.seeds[image.number],
      model: outcome.model,
      generation: view.id,
      warnings: [...warnings, ...outcome.warnings],
      usage: usageOf(made),
    })
  }
}

/** Which of the wanted previews an event is, if it is one: they are spread over the steps that have previews. */
function partialsDue(wanted: number): (event: GenerationEvent) => number | undefined {
  const sent = new Map<number, number>()
  return ({ preview, picture = 0, step = 0, steps = 1 }) => {
    const next = sent.get(picture) ?? 0
    if (!preview || next >= wanted || step / (steps * lastPreview) < (next + 1) / (wanted + 1)) return undefined
    sent.set(picture, next + 1)
    return next
  }
}
