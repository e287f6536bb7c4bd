import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import proto from 'onnx-proto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eulerConfig, lcmConfig, makeDiffusion, makeZImage } from '../../../models/make-diffusion.ts'
import { engineEntrySchema } from '../../charter/sections/engines.ts'
import { Stated } from '../../core/errors.ts'
import type { Order } from '../../core/orders.ts'
import type { Mask, Pixels } from '../../core/ports.ts'
import { distance, engineContract } from '../engine.contract.ts'
import { createOnnx, type OnnxEngine } from './engine.ts'
import { readFolder } from './folder.ts'

let base = ''
let made = 0
beforeAll(async () => void (base = await mkdtemp(join(tmpdir(), 'gesso-onnx-'))))
afterAll(() => rm(base, { recursive: true }))

async function write(files: Map<string, Uint8Array>): Promise<string> {
  const folder = join(base, String(made++))
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
  return folder
}
const open = async (files: Map<string, Uint8Array>, entry: object = {}, options: object = {}): Promise<OnnxEngine> =>
  createOnnx(engineEntrySchema.parse({ id: 'sd', driver: 'onnx', folder: await write(files), ...entry }), { threads: 1, ...options })
const breakIt = (engine: unknown) => void process.kill((engine as OnnxEngine).pid()!, 'SIGKILL')

engineContract('a Stable Diffusion folder with Euler steps', { create: () => open(makeDiffusion({ spread: true }), { models: [{ id: 'sd', steps: { usual: 8, least: 1, most: 100 } }] }), breakIt })
engineContract('a latent consistency folder', { create: () => open(makeDiffusion({ scheduler: lcmConfig, guided: true })) })
engineContract('a Z-Image folder', { create: () => open(makeZImage(), { models: [{ id: 'z-image-turbo', sizes: [[64, 64]], least: 64 }] }) })

/** A folder of real weights, where there is one; it takes as long as it takes. */
const real = process.env['GESSO_ONNX_FOLDER']
if (real) engineContract('the folder of GESSO_ONNX_FOLDER', { create: () => createOnnx(engineEntrySchema.parse({ id: 'real', driver: 'onnx', folder: real, timeoutSeconds: 3600 })) })

const never = new AbortController().signal
const order: Order = { model: 'sd', prompt: 'the red fox', negativePrompt: '', width: 64, height: 64, seeds: [7], format: 'png' }
const stripes: Pixels = { width: 64, height: 64, rgb: Uint8Array.from({ length: 64 * 64 * 3 }, (_, place) => (Math.floor(place / 3 / 512) % 2 === 0 ? 230 : 20)) }

describe('a folder', () => {
  it('says what its model can do, and what the operator says goes first', async () => {
    const plain = await open(makeDiffusion())
    const [card] = plain.facts.models
    expect(card).toMatchObject({ id: 'sd', sizes: { native: [[64, 64]] }, steps: { usual: 20 }, guidance: { usual: 7.5 }, abilities: { negativePrompt: true, reference: true, mask: true, previews: true } })
    const lcm = await open(makeDiffusion({ scheduler: lcmConfig, guided: true }), { models: [{ id: 'lcm', licence: 'MIT', steps: { usual: 6, least: 1, most: 8 } }] })
    expect(lcm.facts.models[0]).toMatchObject({ id: 'lcm', licence: 'MIT', steps: { usual: 6, most: 8 }, guidance: { usual: 8.5 }, abilities: { negativePrompt: false } })
    expect(lcm.facts.models[0]!.version).toMatch(/^onnx-[0-9a-f]{12}$/)
    expect(lcm.facts.models[0]!.version).not.toBe(card!.version)
    const [flow] = (await open(makeZImage())).facts.models
    expect(flow).toMatchObject({ guidance: null, steps: { usual: 9 }, abilities: { negativePrompt: false, reference: false, mask: false } })
  })

  it('says what it cannot honour', async () => {
    const engine = await open(makeDiffusion({ scheduler: lcmConfig, guided: true }))
    const warned = async (change: Partial<Order>) => (await engine.generate({ ...order, ...change }, () => undefined, never)).warnings.map(({ field, code }) => `${field} ${code}`)
    expect(await warned({ negativePrompt: 'snow' })).toEqual(['negative_prompt ignored'])
    expect(await warned({ prompt: 'fox '.repeat(80) })).toEqual(['prompt clamped'])
    await engine.close()
  })

  it('keeps a reference around a mask from the first step on, not only in the end', async () => {
    const engine = await open(makeDiffusion())
    const alpha = new Uint8Array(64 * 64)
    for (let y = 24; y < 40; y++) alpha.fill(255, y * 64 + 24, y * 64 + 40)
    const mask: Mask = { width: 64, height: 64, alpha }
    const previews: Pixels[] = []
    await engine.generate({ ...order, reference: { pixels: stripes, strength: 1, mask } }, (event) => event.kind === 'step' && event.preview && previews.push(event.preview), never)
    const top = (of: Pixels): Pixels => ({ width: 64, height: 16, rgb: of.rgb.slice(0, 64 * 16 * 3) })
    for (const preview of previews) expect(distance(top(preview), top(stripes))).toBeLessThan(70)
    const plain: Pixels[] = []
    await engine.generate(order, (event) => event.kind === 'step' && event.preview && plain.push(event.preview), never)
    expect(distance(top(plain[0]!), top(stripes))).toBeGreaterThan(80)
    await engine.close()
  })

  it('gives its child no words, no environment and no streams', async () => {
    const engine = await open(makeDiffusion())
    await engine.generate({ ...order, prompt: 'an odd word: zyxwvut' }, () => undefined, never)
    const of = (file: string) => readFileSync(`/proc/${engine.pid()}/${file}`, 'utf8')
    expect(of('cmdline')).not.toContain('zyxwvut')
    expect(of('environ')).not.toMatch(/(^|\0)(PATH|HOME)=/)
    await engine.close()
  })
})

describe('a folder that cannot be used says why and what to do', () => {
  const reasonOf = async (opening: Promise<OnnxEngine>): Promise<string> => {
    const error = await opening.then(() => undefined, (reason: unknown) => reason)
    expect(error).toBeInstanceOf(Stated)
    expect(error).toMatchObject({ code: 'model_folder_unusable', values: { engine: 'sd' } })
    return String((error as Stated).values.reason)
  }
  const without = (path: string) => {
    const files = makeDiffusion()
    files.delete(path)
    return files
  }
  const cut = (path: string, files = makeDiffusion()) => files.set(path, files.get(path)!.slice(0, -20))
  const put = (path: string, content: unknown, files = makeDiffusion()) => files.set(path, new TextEncoder().encode(JSON.stringify(content)))

  it.each([
    ['model_index.json', 'neither model_index.json'],
    ['scheduler/scheduler_config.json', 'scheduler_config.json is missing; fetch it too'],
    ['tokenizer/vocab.json', 'vocab.json is missing'],
    ['tokenizer/merges.txt', 'merges.txt is missing'],
    ['text_encoder/model.onnx', 'text_encoder/model.onnx is missing; fetch the folder again'],
    ['unet/model.onnx', 'unet/model.onnx is missing'],
    ['vae_decoder/model.onnx', 'vae_decoder/model.onnx is missing'],
  ])('without %s', async (path, reason) => expect(await reasonOf(open(without(path)))).toContain(reason))

  it.each<[string, () => Map<string, Uint8Array>, string]>([
    ['cut short', () => cut('unet/model.onnx'), 'unet/model.onnx is truncated'],
    ['whose encoder is cut short', () => cut('vae_encoder/model.onnx'), 'vae_encoder/model.onnx is truncated'],
    ['with half a JSON file', () => cut('model_index.json'), 'model_index.json is not whole JSON'],
    ['with other names', () => makeDiffusion({ inputs: { sample: 'latent' } }), 'unet/model.onnx takes "latent", "timestep"'],
    ['in half precision', () => makeDiffusion({ half: true }), 'take the float32 files'],
    ['for inpainting alone', () => makeDiffusion({ channels: 9 }), 'made for inpainting alone'],
    ['of SDXL', () => put('model_index.json', { _class_name: 'StableDiffusionXLPipeline', text_encoder_2: [] }), 'Stable Diffusion XL'],
    ['with a strange scheduler', () => put('scheduler/scheduler_config.json', { ...eulerConfig, _class_name: 'FlowMatchHeun' }), '_class_name: the scheduler must be LCMScheduler'],
    ['with another vocabulary', () => put('tokenizer/vocab.json', { a: 1 }), 'not the vocabulary of a CLIP'],
    ['with weights elsewhere', () => makeDiffusion().set('unet/model.onnx', withWeightsBeside('model.onnx_data', 64)), 'model.onnx_data, which is missing'],
    ['with too few weights', () => makeDiffusion().set('unet/model.onnx', withWeightsBeside('model.onnx_data', 64)).set('unet/model.onnx_data', new Uint8Array(10)), '10 bytes of at least 64'],
    ['with weights outside', () => makeDiffusion().set('unet/model.onnx', withWeightsBeside('../../passwords', 64)), 'outside of the folder'],
    ['of Z-Image with a part missing', () => drop(makeZImage(), 'onnx/scheduler_step_model_f16.onnx'), 'scheduler_step_model*.onnx is missing'],
    ['of Z-Image with a part twice', () => makeZImage().set('onnx/transformer_model_f16.onnx', new Uint8Array(5)), 'there are several of transformer_model'],
  ])('%s', async (_, files, reason) => expect(await reasonOf(open(files()))).toContain(reason))

  it('when it is not there, or the machine has no room for it', async () => {
    expect(await reasonOf(createOnnx(engineEntrySchema.parse({ id: 'sd', driver: 'onnx', folder: join(base, 'nowhere') })))).toContain('there is no such folder')
    expect(await reasonOf(open(makeDiffusion(), {}, { memory: 2 ** 28 }))).toMatch(/takes about 0\.5 GiB of memory and this machine has 0\.3; take a smaller model/)
  })

  it('draws also where there is room for one copy of the weights only', async () => {
    const files = makeDiffusion().set('unet/model.onnx', withWeightsBeside('model.onnx_data', 64)).set('unet/model.onnx_data', new Uint8Array(2 ** 20 * 40))
    expect((await readFolder(await write(files), 2 ** 30)).frugal).toBe(false)
    expect((await readFolder(await write(files), 2 ** 29 + 2 ** 20 * 60)).frugal).toBe(true)
    const small = makeDiffusion()
    const bytes = [...small].filter(([path]) => path.endsWith('.onnx')).reduce((sum, [, graph]) => sum + graph.length, 0)
    const memory = 2 ** 29 + Math.round(bytes * 1.5)
    expect((await readFolder(await write(small), memory)).frugal).toBe(true)
    const engine = await open(small, {}, { memory })
    expect((await engine.generate(order, () => undefined, never)).pictures).toHaveLength(1)
    await engine.close()
  })

  it('at the first order, when its graphs do not fit each other', async () => {
    const files = makeDiffusion()
    const engine = await open(files.set('text_encoder/model.onnx', makeZImage().get('onnx/text_encoder_model_q4f16.onnx')!).set('vae_decoder/model.onnx', makeDiffusion().get('vae_encoder/model.onnx')!))
    const drawing = engine.generate(order, () => undefined, never)
    await expect(drawing).rejects.toMatchObject({ code: 'model_folder_unusable' })
    await engine.close()
  })

  it('only draws from words without an encoder', async () => {
    const engine = await open(without('vae_encoder/model.onnx'))
    expect(engine.facts.models[0]!.abilities).toMatchObject({ reference: false, mask: false, strength: false })
  })
})

function drop(files: Map<string, Uint8Array>, path: string): Map<string, Uint8Array> {
  files.delete(path)
  return files
}

/** As large exports are: the weights of the graph lie in a file of their own. */
function withWeightsBeside(location: string, length: number): Uint8Array {
  const told = { location, offset: '0', length: String(length) }
  const externalData = Object.entries(told).map(([key, value]) => ({ key, value }))
  const model = proto.onnx.ModelProto.decode(makeDiffusion().get('unet/model.onnx')!)
  Object.assign(model.graph!.initializer![0]!, { externalData, dataLocation: 1, rawData: new Uint8Array() })
  return proto.onnx.ModelProto.encode(model).finish()
}
