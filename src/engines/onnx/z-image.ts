// Draws with Z-Image as published in ONNX, where the scheduler's step is a graph too; runs in the child process.

import type { InferenceSession } from 'onnxruntime-node'
import type { DrawOne } from '../drawing-child.ts'
import { gaussianNoise } from '../noise.ts'
import { GraphMismatch, openSession } from '../onnx-session.ts'
import type { Job, Load, ZImageModel } from './messages.ts'
import { learnLook, type LatentShape, type Look } from './previews.ts'
import { runGraph, toPixels, type Numbers } from './tensors.ts'

interface Opened {
  model: ZImageModel
  sessions: Record<keyof ZImageModel['graphs'], InferenceSession>
  look: Look
}

export async function openZImage(model: ZImageModel, { threads, frugal, side, empty }: Load): Promise<(job: Job) => Promise<DrawOne>> {
  const sessions = {} as Opened['sessions']
  for (const [name, file] of Object.entries(model.graphs)) sessions[name as keyof Opened['sessions']] = await openSession(file, file.split('/').at(-1) ?? name, threads, frugal)
  const shape = shapeOf(model, ...side)
  const look = await learnLook(shape, (latent) => decode(sessions, latent, shape))
  const opened: Opened = { model, sessions, look }
  const words = await encodeWords(opened, empty)
  const size = shape.channels * shape.rows * shape.columns
  const output = await predict(opened, new Float32Array(size), shape, 0, words).catch((error: unknown) => {
    throw new GraphMismatch(`the transformer does not take what the text encoder makes: ${(error as Error).message.slice(0, 200)}`)
  })
  if (output.length !== size) throw new GraphMismatch(`the transformer makes ${output.length} numbers for a latent of ${size}`)
  return (job) => begin(opened, job)
}

const shapeOf = ({ channels, scale }: ZImageModel, width: number, height: number): LatentShape => ({ channels, rows: height / scale, columns: width / scale })

function encodeWords({ sessions }: Opened, ids: number[]): Promise<Numbers> {
  const dims = [1, ids.length]
  return runGraph(sessions.text, { input_ids: { data: ids, dims }, attention_mask: { data: ids.map(() => 1), dims } })
}

async function predict({ sessions }: Opened, latent: Float32Array, { channels, rows, columns }: LatentShape, time: number, words: Numbers): Promise<Float32Array> {
  const hidden = { data: latent, dims: [1, channels, 1, rows, columns] }
  return (await runGraph(sessions.transformer, { hidden_states: hidden, timestep: { data: [time], dims: [1] }, encoder_hidden_states: words })).data
}

async function move({ sessions }: Opened, latent: Float32Array, predicted: Float32Array, { channels, rows, columns }: LatentShape, step: number, steps: number): Promise<Float32Array> {
  const given = {
    noise_pred: { data: predicted, dims: [channels, 1, rows, columns] },
    latents: { data: latent, dims: [1, channels, 1, rows, columns] },
    step_info: { data: [step, steps], dims: [2] },
  }
  return (await runGraph(sessions.step, given)).data
}

async function decode(sessions: Opened['sessions'], latent: Float32Array, { channels, rows, columns }: LatentShape) {
  const { data } = await runGraph(sessions.beforeDecoder, { latents: { data: latent, dims: [1, channels, 1, rows, columns] } })
  return toPixels(await runGraph(sessions.decoder, { latent_sample: { data, dims: [1, channels, rows, columns] } }))
}

/** Amounts of noise before each step and after the last, as the published steps have them: shifted twice, the second time on the way. */
export function noiseLevels(steps: number, shift: number): number[] {
  const shifted = (part: number): number => (shift * part) / (1 + (shift - 1) * part)
  const least = shifted(0.001)
  const levels = Array.from({ length: steps }, (_, step) => shifted(steps === 1 ? 1 : 1 + ((least - 1) * step) / (steps - 1)))
  return [...levels, 0]
}

/** What the transformer is told: how much of the picture is there; at the last step all of it. */
export function toldTimes(steps: number, shift: number): number[] {
  const levels = noiseLevels(steps, shift)
  return Array.from({ length: steps }, (_, step) => (step === steps - 1 ? 1 : 1 - (levels[step] ?? 0)))
}

async function begin(opened: Opened, job: Job): Promise<DrawOne> {
  const { model, look } = opened
  const shape = shapeOf(model, job.width, job.height)
  const words = await encodeWords(opened, job.words)
  const levels = noiseLevels(job.steps, model.shift)
  const times = toldTimes(job.steps, model.shift)

  return async (seed, next) => {
    let latent = gaussianNoise(seed, shape.channels * shape.rows * shape.columns)
    for (let step = 0; step < job.steps; step++) {
      const before = latent
      latent = await move(opened, before, await predict(opened, before, shape, times[step] ?? 0, words), shape, step, job.steps)
      const shown = step + 1 <= job.steps * job.previewsUntil
      const preview = shown ? look(foreseen(before, latent, levels[step] ?? 0, levels[step + 1] ?? 0), shape, model.scale) : undefined
      await next({ step: step + 1, steps: job.steps, preview })
    }
    return decode(opened.sessions, latent, shape)
  }
}

/** The way of this step, gone on to its end: the picture without noise. */
function foreseen(before: Float32Array, after: Float32Array, from: number, to: number): Float32Array {
  if (from - to < 1e-6) return after
  return before.map((value, place) => value + (((after[place] ?? 0) - value) * from) / (from - to))
}
