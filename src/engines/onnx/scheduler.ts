// The noise schedule of a Stable Diffusion folder: how much noise each step holds, and which sampler the folder asks for.

import { z } from 'zod'

export interface SchedulerSettings {
  kind: 'euler' | 'lcm'
  /** Its class in the folder, for people. */
  name: string
  trainSteps: number
  betaStart: number
  betaEnd: number
  betaSchedule: 'linear' | 'scaled_linear'
  prediction: 'epsilon' | 'v_prediction' | 'sample'
  spacing: 'linspace' | 'leading' | 'trailing'
  offset: number
  /** Steps of the teacher that an LCM was made from; its own are chosen among these. */
  originalSteps: number
  timestepScaling: number
}

/** What draws the way from noise to picture; numbers of the latent only, no networks. */
export interface Sampler {
  /** What the network is told at each step, falling. */
  times: readonly number[]
  /** The first latent: noise alone, or a reference seen through as much noise as the first step holds. */
  begin(noise: Float32Array, reference?: Float32Array): Float32Array
  /** The latent as the network sees it. */
  seen(latent: Float32Array, step: number): Float32Array
  /** From one step to the next; `clean` is the whole picture as it is foreseen now. `fresh` gives new noise. */
  move(latent: Float32Array, output: Float32Array, step: number, fresh: () => Float32Array): { latent: Float32Array; clean: Float32Array }
  /** A reference with the noise that the latent holds before this step; none after the last. */
  noised(reference: Float32Array, noise: Float32Array, step: number): Float32Array
}

/** Others of the same family have the same noise; Euler steps draw with it. Those of other families are refused. */
const eulerClasses = ['EulerDiscreteScheduler', 'EulerAncestralDiscreteScheduler', 'DDIMScheduler', 'DDPMScheduler', 'PNDMScheduler', 'LMSDiscreteScheduler', 'HeunDiscreteScheduler', 'DPMSolverMultistepScheduler', 'DPMSolverSinglestepScheduler', 'UniPCMultistepScheduler', 'KDPM2DiscreteScheduler', 'DEISMultistepScheduler']

const usualSpacing: Record<string, SchedulerSettings['spacing']> = { PNDMScheduler: 'leading', DDIMScheduler: 'leading', DDPMScheduler: 'leading' }

const configSchema = z.looseObject({
  _class_name: z.enum(['LCMScheduler', ...eulerClasses], { error: `the scheduler must be LCMScheduler, EulerDiscreteScheduler or one of its family (${eulerClasses.slice(1, 5).join(', ')} ...); write one of these into _class_name` }),
  num_train_timesteps: z.number().int().min(1).default(1000),
  beta_start: z.number().positive().max(1).default(0.00085),
  beta_end: z.number().positive().max(1).default(0.012),
  beta_schedule: z.enum(['linear', 'scaled_linear'], { error: 'only "linear" and "scaled_linear" can be used' }).default('scaled_linear'),
  trained_betas: z.null({ error: 'own betas cannot be used' }).optional(),
  prediction_type: z.enum(['epsilon', 'v_prediction', 'sample']).default('epsilon'),
  timestep_spacing: z.enum(['linspace', 'leading', 'trailing']).optional(),
  steps_offset: z.number().int().min(0).max(10).default(0),
  original_inference_steps: z.number().int().min(1).max(1000).default(50),
  timestep_scaling: z.number().positive().default(10),
  rescale_betas_zero_snr: z.literal(false, { error: 'a schedule without any signal at its first step cannot be used; take a folder without it' }).nullish(),
  use_karras_sigmas: z.literal(false, { error: 'Karras sigmas cannot be used; set it to false' }).nullish(),
})

/** scheduler_config.json as settings of a sampler. */
export const schedulerSchema = configSchema.transform((read): SchedulerSettings => {
  const name = read._class_name
  return {
    kind: name === 'LCMScheduler' ? 'lcm' : 'euler',
    name,
    trainSteps: read.num_train_timesteps,
    betaStart: read.beta_start,
    betaEnd: read.beta_end,
    betaSchedule: read.beta_schedule,
    prediction: read.prediction_type,
    spacing: read.timestep_spacing ?? usualSpacing[name] ?? 'linspace',
    offset: read.steps_offset,
    originalSteps: Math.min(read.original_inference_steps, read.num_train_timesteps),
    timestepScaling: read.timestep_scaling,
  }
})

/** How much of the picture's variance is left after each of the training's steps: the running product of 1 - beta. */
export function signalShares({ trainSteps, betaStart, betaEnd, betaSchedule }: SchedulerSettings): Float64Array {
  const root = betaSchedule === 'scaled_linear' ? 2 : 1
  const [first, last] = [betaStart ** (1 / root), betaEnd ** (1 / root)]
  let product = 1
  return Float64Array.from({ length: trainSteps }, (_, step) => {
    const beta = (first + ((last - first) * step) / Math.max(1, trainSteps - 1)) ** root
    return (product *= 1 - beta)
  })
}
