// Draws one picture in the model's own size: from noise to picture along the predicted velocity, step by step.

import type { Pixels } from '../../core/ports.ts'
import type { Step } from '../drawing-messages.ts'
import { shrinkMask } from '../given-pixels.ts'
import { gaussianNoise } from '../noise.ts'
import { firstOf, type Condition, type Graphs, type Latent } from './graphs.ts'
import type { Job, ModelShape } from './messages.ts'
import { stepsFor, timesOf } from './schedule.ts'

/** What all pictures of an order have in common. */
export interface Ground {
  both: Condition
  /** Of the prompt alone, for steps without guidance. */
  alone: Condition
  reference?: { latent: Latent; strength: number; mask?: Float32Array }
}

export async function prepareGround(graphs: Graphs, job: Job): Promise<Ground> {
  const both = await graphs.encodeWords([job.words, job.without])
  const ground: Ground = { both, alone: firstOf(both) }
  if (!job.reference) return ground
  const { rgb, strength, mask } = job.reference
  const latent = await graphs.encodePixels(rgb, job.width, job.height)
  return { ...ground, reference: { latent, strength, mask: mask && shrinkMask(mask, job.width, job.height, latent.dims[1], latent.dims[2]) } }
}

/**
 * `next` is awaited between steps; it throws to stop. Pictures are drawn one by one, never side by side in one run,
 * so that each has the same last bits as when it is drawn alone.
 */
export async function drawPicture(
  graphs: Graphs,
  shape: ModelShape,
  job: Job,
  ground: Ground,
  seed: number,
  next: (step: Step) => Promise<void>,
): Promise<Pixels> {
  const { reference } = ground
  const dims = graphs.latentDims(job.width, job.height)
  const noise = gaussianNoise(seed, dims[0] * dims[1] * dims[2])
  const strength = reference?.strength ?? 1
  const steps = stepsFor(job.steps, strength)
  const times = timesOf(steps, shape.shift, strength)
  let latent: Latent = { dims, data: reference ? between(reference.latent.data, noise, times[0] ?? 1) : noise }

  for (let step = 0; step < steps; step++) {
    const time = times[step] ?? 0
    const after = times[step + 1] ?? 0
    const velocity = await guidedVelocity(graphs, shape, job, ground, latent, time)
    const clean = latent.data.map((value, place) => value - time * (velocity[place] ?? 0))
    const moved = latent.data.map((value, place) => value + (after - time) * (velocity[place] ?? 0))
    latent = { dims, data: keepOutside(moved, ground, noise, after) }
    const shown = step + 1 <= steps * job.previewsUntil
    const preview = shown ? await graphs.decode({ dims, data: keepOutside(clean, ground, noise, 0) }) : undefined
    await next({ step: step + 1, steps, preview })
  }
  return graphs.decode(latent)
}

/** Away from what the negative prompt (or no prompt at all) would draw, towards the prompt. */
async function guidedVelocity(graphs: Graphs, shape: ModelShape, job: Job, ground: Ground, latent: Latent, time: number): Promise<Float32Array> {
  const [least, most] = shape.guidance_interval ?? [0, 1]
  const guided = job.guidance !== 1 && time >= least && time <= most
  const [towards, away] = await graphs.velocities(latent, time, guided ? ground.both : ground.alone)
  if (!towards) throw new Error('the transformer made nothing')
  if (!away) return towards
  return towards.map((value, place) => (away[place] ?? 0) + job.guidance * (value - (away[place] ?? 0)))
}

/** Where the mask keeps, the latent is the reference's at this time. */
function keepOutside(latent: Float32Array, { reference }: Ground, noise: Float32Array, time: number): Float32Array {
  const mask = reference?.mask
  if (!reference || !mask) return latent
  const known = between(reference.latent.data, noise, time)
  return latent.map((value, place) => {
    const part = mask[place % mask.length] ?? 1
    return part * value + (1 - part) * (known[place] ?? 0)
  })
}

function between(picture: Float32Array, noise: Float32Array, time: number): Float32Array {
  return picture.map((value, place) => (1 - time) * value + time * (noise[place] ?? 0))
}
