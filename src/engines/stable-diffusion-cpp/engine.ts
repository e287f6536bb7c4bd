// Open models through stable-diffusion.cpp's sd-server: one job at a time, steps read from its output, stopped by ending it.

import type { EngineEntry } from '../../charter/sections/engines.ts'
import { EngineFault } from '../../core/errors.ts'
import type { Order, Warning } from '../../core/orders.ts'
import type { ImageEngine, Picture } from '../../core/ports.ts'
import { planCanvas } from '../canvas.ts'
import { cardOf, factsOf } from '../cards.ts'
import { createGate } from '../gate.ts'
import { drawEach, type DrawOne } from '../one-by-one.ts'
import { createAnswerDecoder, finishPicture, fromBase64, giveReference, ignored, sizeWarnings } from '../pictures.ts'
import { sizesFor } from '../sizes.ts'
import { askVendor, faultOfStatus, isRecord, readJson, textIn, type Surroundings } from '../vendor.ts'
import { createProgram } from './program.ts'
import { withoutCommands, writeJob } from './request.ts'

const abilities = { seed: true, negativePrompt: true, previews: false, reference: true, mask: true, strength: true, steps: true, guidance: true }

export interface StableDiffusionCpp extends ImageEngine {
  /** Of the program, while it runs as a child of ours. */
  pid(): number | undefined
}

interface Times {
  /** Between two questions how far a job is. */
  pollMilliseconds?: number
  loadMilliseconds?: number
}

export function createStableDiffusionCpp(entry: EngineEntry, { reach }: Surroundings, { pollMilliseconds = 250, loadMilliseconds = 600_000 }: Times = {}): StableDiffusionCpp {
  const { id, timeoutSeconds } = entry
  const models = (entry.models ?? [{ id }]).map((model) => ({ reference: true, mask: true, ...model }))
  const line = createGate(1)
  const opened = createAnswerDecoder()
  const get = (url: string, signal: AbortSignal, seconds = 30) => askVendor(reach, { url, timeoutSeconds: seconds }, signal)
  const answers = (base: string): Promise<boolean> => get(`${base}/sdcpp/v1/capabilities`, new AbortController().signal, 5).then(({ status }) => status === 200, () => false)
  const program = entry.program ? createProgram({ program: entry.program, arguments: entry.arguments ?? [], loadMilliseconds, answers }) : undefined

  async function drawJob(base: string, body: unknown, signal: AbortSignal): Promise<Uint8Array> {
    let address: string | undefined
    try {
      const headers = { 'content-type': 'application/json' }
      const sent = await askVendor(reach, { url: `${base}/sdcpp/v1/img_gen`, method: 'POST', headers, body: JSON.stringify(body), timeoutSeconds: 60 }, signal)
      if (sent.status !== 202) throw faultOfStatus(sent.status, sent.headers)
      const job = textIn(readJson(sent), 'id')
      if (!job) throw new EngineFault('The answer names no job.')
      address = `${base}/sdcpp/v1/jobs/${encodeURIComponent(job)}`
      return await waitFor(address, signal)
    } catch (error) {
      // What it said itself is no reason to load the model anew; silence and a stop are.
      const said = error instanceof EngineFault && error.cause === undefined
      if (!said) await stop(address)
      throw error
    }
  }

  async function waitFor(address: string, signal: AbortSignal): Promise<Uint8Array> {
    const late = performance.now() + timeoutSeconds * 1000
    while (performance.now() < late) {
      const answer = await get(address, signal)
      if (answer.status !== 200) throw faultOfStatus(answer.status, answer.headers)
      const file = pictureIn(readJson(answer))
      if (file) return file
      await new Promise((resolve) => setTimeout(resolve, pollMilliseconds))
      signal.throwIfAborted()
    }
    throw new EngineFault(`No picture within ${timeoutSeconds} seconds.`, 'engine_failed', { cause: new Error('late') })
  }

  /** A job that is being drawn cannot be stopped by asking: then the program is ended, where it is ours. */
  async function stop(address: string | undefined): Promise<void> {
    if (program) return program.end()
    if (!address) return
    await askVendor(reach, { url: `${address}/cancel`, method: 'POST', timeoutSeconds: 5 }, AbortSignal.timeout(5_000)).catch(() => undefined)
  }

  /** Its bar also counts what it loads; only the bar with the steps of this order is meant. */
  async function drawOne(base: string, { tell }: DrawOne, body: Record<string, unknown>, steps: number | undefined, signal: AbortSignal): Promise<Uint8Array> {
    const forget = program?.listen((step, of) => of === steps && tell(step, of))
    try {
      return await drawJob(base, body, signal)
    } finally {
      forget?.()
    }
  }

  return {
    id,
    facts: { ...factsOf(entry, models.map((model) => cardOf(model, entry, abilities))), concurrency: 1 },
    async generate(order, hear, signal) {
      signal.throwIfAborted()
      const model = models.find((one) => one.id === order.model)
      if (!model) throw new EngineFault('It has no such model.', 'engine_failed', { again: false })
      const canvas = planCanvas(order.width, order.height, sizesFor(model, order.width, order.height))
      const given = order.reference && (await giveReference(order.reference, canvas, 'white'))
      const used = { steps: order.steps ?? model.steps?.usual, guidance: order.guidance ?? model.guidance?.usual }
      const warnings = [...sizeWarnings(canvas), ...commandWarnings(order)]
      if (given && order.reference?.strength === 0) return { pictures: keepAll(order, given.whole, hear), warnings, used }
      const pictures = await line.run('', signal, async () => {
        if (program && !program.isRunning()) hear({ kind: 'warming' })
        return drawEach(order, hear, signal, async (one) => {
          const base = program ? await program.running(signal) : (entry.url ?? '').replace(/\/+$/, '')
          const body = writeJob(order, one.seed, model, entry, canvas, given)
          return finishPicture(await opened.decode(await drawOne(base, one, body, used.steps, signal)), one.seed, canvas, given)
        })
      })
      return { pictures, warnings, used }
    },
    async health() {
      if (program) return program.isRunning() ? { ready: true, detail: 'running' } : { ready: true, detail: 'starts with the next order' }
      return { ready: await answers((entry.url ?? '').replace(/\/+$/, '')) }
    },
    pid: () => program?.pid(),
    async close() {
      opened.close()
      await program?.end()
    },
  }
}

function pictureIn(job: Record<string, unknown>): Uint8Array | undefined {
  if (job.status === 'failed' || job.status === 'cancelled') throw new EngineFault(`The job is ${job.status}.`)
  if (job.status !== 'completed') return undefined
  const images: unknown = isRecord(job.result) ? job.result.images : undefined
  const text = textIn(Array.isArray(images) ? images[0] : undefined, 'b64_json')
  if (!text) throw new EngineFault('The job has no picture.')
  return fromBase64(text)
}

/** Strength 0 asks for the reference itself. */
function keepAll(order: Order, whole: { width: number; height: number; rgb: Uint8Array }, hear: Parameters<ImageEngine['generate']>[1]): Picture[] {
  return order.seeds.map((seed, picture) => {
    hear({ kind: 'step', picture, step: 1, steps: 1 })
    return { ...whole, rgb: whole.rgb.slice(), seed }
  })
}

function commandWarnings({ prompt, negativePrompt, reference }: Order): Warning[] {
  const changed = (field: string, words: string): Warning[] =>
    withoutCommands(words) === words ? [] : [{ field, code: 'ignored', message: `Parts of "${field}" that the engine would read as commands were left out.` }]
  return [...changed('prompt', prompt), ...changed('negative_prompt', negativePrompt), ...(reference?.more?.length ? [ignored('image')] : [])]
}

