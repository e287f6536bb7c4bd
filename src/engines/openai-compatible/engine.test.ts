import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engineEntrySchema, type EngineEntry } from '../../charter/sections/engines.ts'
import { EngineFault, Refused } from '../../core/errors.ts'
import type { EngineEvent, Pixels } from '../../core/ports.ts'
import type { Order } from '../../core/orders.ts'
import { guardOutbound, type Door } from '../../outbound/door.ts'
import { createOpenAiVendor, type Accent } from '../../../test/vendors/openai.ts'
import type { Vendor } from '../../../test/vendors/listen.ts'
import { engineContract } from '../engine.contract.ts'
import { createOpenAiCompatible } from './engine.ts'

let door: Door
beforeAll(() => void (door = guardOutbound({ rules: [] })))
afterAll(() => door.release())

const range = (usual: number) => ({ usual, least: 1, most: 50 })
const small = { id: 'some-model', sends: 'org/Some-Model', sizes: [[128, 128], [192, 96]], reference: true, mask: true }
const entryOf = (url: string, change: object = {}): EngineEntry =>
  engineEntrySchema.parse({ id: 'server', driver: 'openai-compatible', url: `${url}/v1`, timeoutSeconds: 5, models: [small], ...change })

const vendors: Vendor[] = []
afterAll(() => Promise.all(vendors.map((vendor) => vendor.close())))
async function engineAt(accent: Accent, change: object = {}, key?: string) {
  const vendor = await createOpenAiVendor(accent, key)
  vendors.push(vendor)
  return { vendor, engine: createOpenAiCompatible(entryOf(vendor.url, change), { reach: door.fetch, key }) }
}

engineContract('OpenAI itself', { create: async () => (await engineAt('openai', {}, 'sk-test')).engine })
engineContract('SGLang with a stream that is blank', { create: async () => withPreviewsOff(await engineAt('sglang', { quirks: { stream: 2 } })) })
engineContract('vLLM-Omni with all of its own fields', {
  create: async () =>
    (await engineAt('vllm-omni', { models: [{ ...small, steps: range(8), guidance: range(4) }], quirks: { sends: ['seed', 'negative_prompt', 'steps', 'guidance'] } })).engine,
})
engineContract('a server that answers with addresses only', { create: async () => (await engineAt('url-only')).engine })

/** It claims previews and has none: what counts here is that the picture comes all the same. */
function withPreviewsOff({ engine }: Awaited<ReturnType<typeof engineAt>>) {
  engine.facts.models[0]!.abilities.previews = false
  return engine
}

const order: Order = { model: 'some-model', prompt: 'a red fox', negativePrompt: '', width: 128, height: 128, seeds: [1], format: 'png' }
const never = new AbortController().signal

describe('what it sends', () => {
  it('is what OpenAI documents and nothing more, one picture a request', async () => {
    const { vendor, engine } = await engineAt('openai', {}, 'sk-test')
    const made = await engine.generate({ ...order, seeds: [1, 2], negativePrompt: 'snow' }, () => undefined, never)
    expect(made.pictures).toHaveLength(2)
    expect(vendor.asked.map(({ body }) => JSON.parse(body.toString()))).toEqual([1, 2].map(() => ({ model: 'org/Some-Model', prompt: 'a red fox', n: 1, size: '128x128' })))
    expect(vendor.asked[0]!.headers.authorization).toBe('Bearer sk-test')
  })

  it('goes by the names of the server, with what is added for it', async () => {
    const models = [{ ...small, steps: range(8) }]
    const { vendor, engine } = await engineAt('openai', { models, quirks: { sends: ['steps', 'seed', 'response_format'], names: { num_inference_steps: 'step', seed: 'rng' }, add: { quality: 'low' } } })
    await engine.generate({ ...order, steps: 4 }, () => undefined, never)
    expect(JSON.parse(vendor.asked[0]!.body.toString())).toMatchObject({ step: 4, rng: 1, quality: 'low', response_format: 'b64_json' })
  })

  it('takes a size that is ordered where the model draws any, and the nearest where it does not', async () => {
    const { vendor, engine } = await engineAt('openai', { models: [{ id: 'some-model', multipleOf: 16, least: 128, largest: 512 }] })
    for (const [width, height] of [[176, 144], [100, 100], [500, 200]] as const) {
      const { pictures } = await engine.generate({ ...order, width, height }, () => undefined, never)
      expect([pictures[0]!.width, pictures[0]!.height]).toEqual([width, height])
    }
    expect(vendor.asked.map(({ body }) => JSON.parse(body.toString()).size)).toEqual(['176x144', '128x128', '512x208'])
  })

  it('sends a picture and a mask whose transparent part is drawn anew, as files', async () => {
    const { vendor, engine } = await engineAt('openai')
    const pixels: Pixels = { width: 128, height: 128, rgb: new Uint8Array(128 * 128 * 3).fill(90) }
    const alpha = new Uint8Array(128 * 128).fill(255, 0, 64 * 128)
    const { warnings } = await engine.generate({ ...order, reference: { pixels, strength: 0.5, mask: { width: 128, height: 128, alpha } } }, () => undefined, never)
    const { path, headers, body } = vendor.asked[0]!
    expect([path, warnings]).toEqual(['/v1/images/edits', []])
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type']! } }).formData()
    expect([...form.keys()]).toEqual(['model', 'prompt', 'n', 'size', 'image', 'mask'])
    const { default: sharp } = await import('sharp')
    const mask = await sharp(await (form.get('mask') as File).arrayBuffer()).raw().toBuffer({ resolveWithObject: true })
    expect([mask.info.channels, mask.data[3], mask.data.at(-1)]).toEqual([4, 0, 255])
  })

  it('says what it cannot honour', async () => {
    const { engine } = await engineAt('openai')
    const pixels: Pixels = { width: 128, height: 128, rgb: new Uint8Array(128 * 128 * 3).fill(90) }
    const { warnings } = await engine.generate({ ...order, reference: { pixels, strength: 0.5, more: [pixels] } }, () => undefined, never)
    expect(warnings.map(({ field, code }) => [field, code])).toEqual([['strength', 'ignored'], ['image', 'ignored']])
  })
})

describe('what it is answered', () => {
  it('shows the previews of a stream', async () => {
    const { engine } = await engineAt('openai', { quirks: { stream: 2 } })
    const events: EngineEvent[] = []
    const { pictures } = await engine.generate(order, (event) => events.push(event), never)
    expect(pictures).toHaveLength(1)
    expect(events.at(-1)).toMatchObject({ kind: 'step', step: 3, steps: 3 })
  })

  it('asks for the whole picture when a stream ends blank', async () => {
    const { vendor, engine } = await engineAt('sglang', { quirks: { stream: 2 } })
    await engine.generate(order, () => undefined, never)
    expect(vendor.asked.map(({ body }) => JSON.parse(body.toString()).stream ?? false)).toEqual([true, false])
  })

  it('takes one of two pictures that were not asked for', async () => {
    expect((await (await engineAt('more')).engine.generate(order, () => undefined, never)).pictures).toHaveLength(1)
  })

  it.each<Accent>(['openai', 'sglang', 'vllm-omni'])('tells a refusal from a fault, as %s says it', async (accent) => {
    const { engine } = await engineAt(accent)
    const refused = engine.generate({ ...order, prompt: 'a forbidden thing' }, () => undefined, never)
    await expect(refused).rejects.toMatchObject({ code: 'engine_refused' })
    await expect(refused).rejects.toBeInstanceOf(Refused)
  })

  it.each<Accent>(['empty', 'error-200'])('takes %s for a fault', async (accent) => {
    await expect((await engineAt(accent)).engine.generate(order, () => undefined, never)).rejects.toBeInstanceOf(EngineFault)
  })

  it('hears for how long a busy server wants to be left alone', async () => {
    await expect((await engineAt('busy')).engine.generate(order, () => undefined, never)).rejects.toMatchObject({ code: 'engine_unavailable', again: false, pause: 1000 })
  })

  it('knows a key that is not accepted', async () => {
    const { vendor } = await engineAt('openai', {}, 'right')
    const engine = createOpenAiCompatible(entryOf(vendor.url), { reach: door.fetch, key: 'wrong' })
    await expect(engine.generate(order, () => undefined, never)).rejects.toMatchObject({ code: 'engine_unavailable', again: false })
    expect((await engine.health()).ready).toBe(false)
  })

  it.each(['cut', 'page', 'error', 'cut-picture', 'silent'] as const)('takes an answer that is %s for a fault', async (trouble) => {
    const { vendor, engine } = await engineAt('openai', { timeoutSeconds: 1 })
    vendor.trouble = trouble
    await expect(engine.generate(order, () => undefined, never)).rejects.toBeInstanceOf(EngineFault)
  })
})
