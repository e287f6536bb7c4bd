// Draws with a Stable Diffusion model: words, noise, UNet and scheduler, decoder; runs in the child process.

import type { InferenceSession } from 'onnxruntime-node'
import type { DrawOne } from '../drawing-child.ts'
import { shrinkMask } from '../given-pixels.ts'
import { gaussianNoise } from '../noise.ts'
import { GraphMismatch, openSession } from '../onnx-session.ts'
import { createEuler } from './euler.ts'
import { createLcm } from './lcm.ts'
import type { DiffusionModel, Job, Load } from './messages.ts'
import { learnLook, type LatentShape, type Look } from './previews.ts'
import type { Sampler } from './scheduler.ts'
import { runGraph, toPixels, toPlanes, type Numbers } from './tensors.ts'

interface Opened {
  model: DiffusionModel
  text: InferenceSession
  unet: InferenceSession
  decoder: InferenceSession
  encoder?: InferenceSession
  look: Look
}

export async function openDiffusion(model: DiffusionModel, { threads, frugal, side, empty }: Load): Promise<(job: Job) => Promise<DrawOne>> {
  const { graphs } = model
  const text = await openSession(graphs.text, 'text_encoder/model.onnx', threads, frugal)
  const unet = await openSession(graphs.unet, 'unet/model.onnx', threads, frugal)
  const decoder = await openSession(graphs.decoder, 'vae_decoder/model.onnx', threads, frugal)
  const encoder = graphs.encoder ? await openSession(graphs.encoder, 'vae_encoder/model.onnx', threads, frugal) : undefined
  const shape = shapeOf(model, ...side)
  const look = await learnLook(shape, (latent) => decode({ model, decoder }, latent, shape))
  const opened: Opened = { model, text, unet, decoder, encoder, look }
  await tryOut(opened, empty, shape)
  return (job) => begin(opened, job)
}

const shapeOf = ({ channels, scale }: DiffusionModel, width: number, height: number): LatentShape => ({ channels, rows: height / scale, columns: width / scale })

/** Graphs that do not fit each other fail here instead of in an order. */
async function tryOut(opened: Opened, empty: number[], shape: LatentShape): Promise<void> {
  const words = await encodeWords(opened, empty)
  const size = shape.channels * shape.rows * shape.columns
  const output = await predict(opened, new Float32Array(size), shape, 1, words, 1).catch((error: unknown) => {
    throw new GraphMismatch(`unet/model.onnx does not take what text_encoder/model.onnx makes: ${(error as Error).message.slice(0, 200)}`)
  })
  if (output.length !== size) throw new GraphMismatch(`unet/model.onnx makes ${output.length} numbers for a latent of ${size}`)
}

async function encodeWords({ text }: Opened, ids: number[]): Promise<Numbers> {
  const given = { data: ids, dims: [1, ids.length] }
  return runGraph(text, { input_ids: given, attention_mask: { data: ids.map(() => 1), dims: given.dims } }, (name, dims) => name === 'last_hidden_state' || dims.length === 3)
}

async function predict({ unet, model }: Opened, seen: Float32Array, { channels, rows, columns }: LatentShape, time: number, words: Numbers, guidance: number): Promise<Float32Array> {
  const given: Record<string, Numbers> = { sample: { data: seen, dims: [1, channels, rows, columns] }, timestep: { data: [time], dims: [1] }, encoder_hidden_states: words }
  if (model.guidanceWidth) given.timestep_cond = { data: waves((guidance - 1) * 1000, model.guidanceWidth), dims: [1, model.guidanceWidth] }
  return (await runGraph(unet, given)).data
}

/** One number as sines and cosines of falling frequency. */
export function waves(value: number, width: number): Float32Array {
  const half = Math.floor(width / 2)
  return Float32Array.from({ length: width }, (_, place) => {
    if (place >= half * 2) return 0
    const angle = value * 10_000 ** -((place % half) / Math.max(1, half - 1))
    return place < half ? Math.sin(angle) : Math.cos(angle)
  })
}

async function decode({ decoder, model }: Pick<Opened, 'decoder' | 'model'>, latent: Float32Array, { channels, rows, columns }: LatentShape) {
  const name = decoder.inputNames[0] ?? ''
  return toPixels(await runGraph(decoder, { [name]: { data: latent.map((value) => value / model.scaling + model.shift), dims: [1, channels, rows, columns] } }))
}

/** Some encoders give the latent, others its mean and its spread: the mean comes first. */
async function encodePixels({ encoder, model }: Opened, rgb: Uint8Array, width: number, height: number): Promise<Float32Array> {
  if (!encoder) throw new GraphMismatch('there is no vae_encoder/model.onnx')
  const { data } = await runGraph(encoder, { [encoder.inputNames[0] ?? '']: { data: toPlanes(rgb), dims: [1, 3, height, width] } })
  const { channels, rows, columns } = shapeOf(model, width, height)
  return data.slice(0, channels * rows * columns).map((value) => (value - model.shift) * model.scaling)
}

async function begin(opened: Opened, job: Job): Promise<DrawOne> {
  const { model, look } = opened
  const shape = shapeOf(model, job.width, job.height)
  const words = await encodeWords(opened, job.words)
  const without = job.without && (await encodeWords(opened, job.without))
  const known = job.reference && (await encodePixels(opened, job.reference.rgb, job.width, job.height))
  const mask = job.reference?.mask && shrinkMask(job.reference.mask, job.width, job.height, shape.rows, shape.columns)
  const sampler = (model.scheduler.kind === 'lcm' ? createLcm : createEuler)(model.scheduler, job.steps, job.reference?.strength ?? 1)
  const size = shape.channels * shape.rows * shape.columns

  async function outputAt(latent: Float32Array, step: number): Promise<Float32Array> {
    const seen = sampler.seen(latent, step)
    const time = sampler.times[step] ?? 0
    const towards = await predict(opened, seen, shape, time, words, job.guidance)
    if (!without) return towards
    const away = await predict(opened, seen, shape, time, without, job.guidance)
    return towards.map((value, place) => (away[place] ?? 0) + job.guidance * (value - (away[place] ?? 0)))
  }

  return async (seed, next) => {
    const noise = gaussianNoise(seed, size)
    let latent = sampler.begin(noise, known)
    const steps = sampler.times.length
    for (let step = 0; step < steps; step++) {
      const moved = sampler.move(latent, await outputAt(latent, step), step, () => gaussianNoise(seed, size, step + 1))
      latent = keepOutside(moved.latent, sampler, step + 1, noise, known, mask)
      const shown = step + 1 <= steps * job.previewsUntil
      const clean = shown && keepOutside(moved.clean, sampler, steps, noise, known, mask)
      await next({ step: step + 1, steps, preview: clean ? look(clean, shape, model.scale) : undefined })
    }
    return decode(opened, latent, shape)
  }
}

/** Where the mask keeps, the latent is the reference's, with as much noise as there is before `step`. */
function keepOutside(latent: Float32Array, sampler: Sampler, step: number, noise: Float32Array, known: Float32Array | undefined, mask: Float32Array | undefined): Float32Array {
  if (!known || !mask) return latent
  const kept = sampler.noised(known, noise, step)
  return latent.map((value, place) => {
    const part = mask[place % mask.length] ?? 1
    return part * value + (1 - part) * (kept[place] ?? 0)
  })
}
