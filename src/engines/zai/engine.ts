// GLM-Image and CogView-4 at Z.ai or BigModel, at once or by asking again; what they answer is an address, opened right away.

import type { EngineEntry, EngineModel } from '../../charter/sections/engines.ts'
import { EngineFault } from '../../core/errors.ts'
import type { Order } from '../../core/orders.ts'
import type { ImageEngine } from '../../core/ports.ts'
import { planCanvas, type Canvas } from '../canvas.ts'
import { cardOf, factsOf } from '../cards.ts'
import { drawEach } from '../one-by-one.ts'
import { createAnswerDecoder, finishPicture, sizeWarnings } from '../pictures.ts'
import { sizesFor } from '../sizes.ts'
import { askVendor, type Surroundings } from '../vendor.ts'
import { readPicture, readTask } from './answer.ts'
import { modelsOf } from './models.ts'

const none = { seed: false, negativePrompt: false, previews: false, reference: false, mask: false, strength: false, steps: false, guidance: false }

/** `pollMilliseconds` is the pause between two questions how far a task is. */
export function createZai(entry: EngineEntry, { reach, key }: Surroundings, { pollMilliseconds = 1_000 } = {}): ImageEngine {
  const { id, quirks, timeoutSeconds } = entry
  const base = (entry.url ?? '').replace(/\/+$/, '')
  const models = modelsOf(entry.models)
  const answers = createAnswerDecoder()
  const headers = { accept: 'application/json', 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) }

  const ask = (path: string, body: unknown, signal: AbortSignal) =>
    askVendor(reach, { url: `${base}${path}`, method: body ? 'POST' : 'GET', headers, body: body ? JSON.stringify(body) : undefined, timeoutSeconds }, signal)

  /** Their address of the picture. */
  async function order(words: Order, model: EngineModel, canvas: Canvas, signal: AbortSignal): Promise<string> {
    const { width, height } = canvas.native
    const name = model.sends ?? model.id
    // One model draws in `hd` only; the others are asked for what they usually draw.
    const quality = name.startsWith('glm-image') ? { quality: 'hd' } : {}
    const body = { model: name, prompt: words.prompt, size: `${width}x${height}`, ...quality, ...quirks.add }
    if (!quirks.async) return readPicture(id, await ask('/images/generations', body, signal))
    const task = readTask(id, await ask('/async/images/generations', body, signal))
    if (task.address) return task.address
    if (!task.id) throw new EngineFault('The answer names no task.')
    return wait(task.id, signal)
  }

  async function wait(task: string, signal: AbortSignal): Promise<string> {
    const over = performance.now() + timeoutSeconds * 1000
    while (performance.now() < over) {
      await pause(pollMilliseconds, signal)
      const { address } = readTask(id, await ask(`/async-result/${encodeURIComponent(task)}`, undefined, signal))
      if (address) return address
    }
    throw new EngineFault(`No picture within ${timeoutSeconds} seconds.`, 'engine_failed', { again: false })
  }

  async function open(address: string, signal: AbortSignal) {
    const url = URL.parse(address)
    if (!url || !/^https?:$/.test(url.protocol)) throw new EngineFault('The address of the picture cannot be opened.')
    const answer = await askVendor(reach, { url: url.href, publicOnly: url.origin !== new URL(base).origin, timeoutSeconds }, signal)
    if (answer.status !== 200) throw new EngineFault(`The address of the picture answered ${answer.status}.`)
    return answers.decode(answer.bytes)
  }

  return {
    id,
    facts: factsOf(entry, models.map((model) => cardOf(model, entry, none))),
    async generate(words, hear, signal) {
      signal.throwIfAborted()
      const model = models.find((one) => one.id === words.model)
      if (!model) throw new EngineFault('It has no such model.', 'engine_failed', { again: false })
      const canvas = planCanvas(words.width, words.height, sizesFor(model, words.width, words.height))
      const pictures = await drawEach(words, hear, signal, async ({ seed }) => finishPicture(await open(await order(words, model, canvas, signal), signal), seed, canvas))
      return { pictures, warnings: sizeWarnings(canvas), used: {} }
    },
    /** There is no address to ask whether it is well; a question for a task that is not there says that it answers. */
    async health() {
      const answer = await ask('/async-result/health', undefined, AbortSignal.timeout(10_000))
      return answer.status < 500 && ![401, 403].includes(answer.status) ? { ready: true } : { ready: false, detail: `answered ${answer.status}` }
    },
    close: async () => answers.close(),
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal.addEventListener('abort', stop, { once: true })
  })
}
