// Any server that speaks OpenAI's Images API: SGLang, vLLM-Omni, LocalAI, OpenAI itself; how it differs stands in its entry.

import type { EngineEntry, EngineModel } from '../../charter/sections/engines.ts'
import { EngineFault } from '../../core/errors.ts'
import type { Order, Warning } from '../../core/orders.ts'
import type { Bytes, ImageEngine, Pixels } from '../../core/ports.ts'
import { planCanvas, type Canvas } from '../canvas.ts'
import { cardOf, factsOf } from '../cards.ts'
import { drawEach, type DrawOne } from '../one-by-one.ts'
import { createAnswerDecoder, finishPicture, giveReference, ignored, sizeWarnings, type Given } from '../pictures.ts'
import { eventReader } from '../server-events.ts'
import { sizesFor } from '../sizes.ts'
import { askVendor, type Surroundings } from '../vendor.ts'
import { errorOf, readAnswer, readEvent, type Found } from './answer.ts'
import { writeRequest } from './request.ts'

export function createOpenAiCompatible(entry: EngineEntry, { reach, key }: Surroundings): ImageEngine {
  const { id, quirks, timeoutSeconds } = entry
  const base = (entry.url ?? '').replace(/\/+$/, '')
  const models = entry.models ?? []
  const answers = createAnswerDecoder()
  const sends = (name: string): boolean => quirks.sends?.some((one) => one === name) ?? false
  const abilities = {
    seed: sends('seed'),
    negativePrompt: sends('negative_prompt'),
    previews: quirks.stream !== undefined,
    reference: true,
    mask: true,
    strength: sends('strength'),
    steps: sends('steps'),
    guidance: sends('guidance'),
  }
  const headers = { accept: 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) }

  async function drawOne(order: Order, model: EngineModel, canvas: Canvas, given: Given | undefined, one: DrawOne, signal: AbortSignal) {
    const streamed = quirks.stream === undefined ? undefined : await ask(true)
    // Some streams end with a blank picture: then it is asked for whole.
    const file = streamed ?? (await ask(false))
    if (!file) throw new EngineFault('The answer has no picture.')
    return finishPicture(await answers.decode(file), one.seed, canvas, given)

    async function ask(stream: boolean): Promise<Bytes | undefined> {
      const { path, body, type } = await writeRequest(order, one.seed, model, quirks, canvas, given, stream)
      const heard = hearStream(one)
      const request = { url: `${base}${path}`, method: 'POST' as const, headers: { ...headers, 'content-type': type }, body, timeoutSeconds }
      const answer = await askVendor(reach, stream ? { ...request, hear: heard.part } : request, signal)
      if (!answer.headers.get('content-type')?.includes('event-stream')) return fileOf(readAnswer(id, answer), signal)
      if (answer.status !== 200) throw errorOf(id, answer)
      return heard.end()
    }
  }

  /** Previews are shown as they come; the last error or picture is the answer. */
  function hearStream({ tell }: DrawOne) {
    const steps = (quirks.stream ?? 0) + 1
    let picture: Bytes | undefined
    let failed: unknown
    const read = eventReader((data) => {
      try {
        const event = readEvent(id, data)
        picture = event.picture ?? picture
        const { preview, place = 0 } = event
        if (preview) answers.decode(preview).then((pixels: Pixels) => tell(place + 1, steps, pixels)).catch(() => undefined)
      } catch (error) {
        failed ??= error
      }
    })
    return {
      part: (part: Uint8Array, status: number) => status === 200 && read(part),
      end() {
        if (failed) throw failed
        return picture
      },
    }
  }

  async function fileOf(found: Found, signal: AbortSignal): Promise<Bytes> {
    if ('file' in found) return found.file
    const url = new URL(found.address, `${base}/`)
    const own = url.origin === new URL(base).origin
    if (!own && !/^https?:$/.test(url.protocol)) throw new EngineFault('The address of the picture cannot be opened.')
    const answer = await askVendor(reach, { url: url.href, headers: own && key ? { authorization: `Bearer ${key}` } : {}, publicOnly: !own, timeoutSeconds }, signal)
    if (answer.status !== 200) throw new EngineFault(`The address of the picture answered ${answer.status}.`)
    return answer.bytes
  }

  return {
    id,
    facts: factsOf(entry, models.map((model) => cardOf(model, entry, abilities))),
    async generate(order, hear, signal) {
      signal.throwIfAborted()
      const model = models.find((one) => one.id === order.model)
      if (!model) throw new EngineFault('It has no such model.', 'engine_failed', { again: false })
      const canvas = planCanvas(order.width, order.height, sizesFor(model, order.width, order.height))
      const used = { steps: order.steps ?? (abilities.steps ? model.steps?.usual : undefined), guidance: order.guidance ?? (abilities.guidance ? model.guidance?.usual : undefined) }
      const given = order.reference && (await giveReference(order.reference, canvas, 'transparent'))
      const pictures = await drawEach(order, hear, signal, (one) => drawOne({ ...order, ...used }, model, canvas, given, one, signal))
      return { pictures, warnings: [...sizeWarnings(canvas), ...leftOut(order)], used }
    },
    async health() {
      const answer = await askVendor(reach, { url: `${base}${quirks.health ?? '/models'}`, headers, timeoutSeconds: Math.min(timeoutSeconds, 10) }, AbortSignal.timeout(10_000))
      // A server without a list of models is alive all the same.
      return answer.status < 500 && ![401, 403].includes(answer.status) ? { ready: true } : { ready: false, detail: `answered ${answer.status}` }
    },
    close: async () => answers.close(),
  }

  function leftOut({ reference }: Order): Warning[] {
    if (!reference) return []
    return [...(abilities.strength || reference.mask ? [] : [ignored('strength')]), ...(reference.more?.length ? [ignored('image')] : [])]
  }
}
