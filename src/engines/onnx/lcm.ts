// Steps of a latent consistency model: each foresees the whole picture, and new noise carries it to the next.

import { signalShares, type Sampler, type SchedulerSettings } from './scheduler.ts'

/** Standard deviation of the data that consistency models are made for. */
const dataDeviation = 0.5

/** `strength` below 1 draws from a reference, all steps within the last part of the schedule. */
export function createLcm(settings: SchedulerSettings, steps: number, strength = 1): Sampler {
  const shares = signalShares(settings)
  const times = timesOf(settings, steps, strength)
  const timeOf = (step: number): number => times[step] ?? 0
  const signal = (step: number): number => Math.sqrt(shares[timeOf(step)] ?? 1)
  const noisiness = (step: number): number => Math.sqrt(1 - (shares[timeOf(step)] ?? 1))

  function foresee(latent: Float32Array, output: Float32Array, step: number): Float32Array {
    const [a, b] = [signal(step), noisiness(step)]
    if (settings.prediction === 'sample') return output
    if (settings.prediction === 'epsilon') return latent.map((value, place) => (value - b * (output[place] ?? 0)) / a)
    return latent.map((value, place) => a * value - b * (output[place] ?? 0))
  }

  return {
    times,
    begin: (noise, reference) => (reference ? noised(reference, noise, 0) : noise),
    seen: (latent) => latent,
    move(latent, output, step, fresh) {
      const scaled = timeOf(step) * settings.timestepScaling
      const skip = dataDeviation ** 2 / (scaled ** 2 + dataDeviation ** 2)
      const out = scaled / Math.sqrt(scaled ** 2 + dataDeviation ** 2)
      const foreseen = foresee(latent, output, step)
      const clean = latent.map((value, place) => out * (foreseen[place] ?? 0) + skip * value)
      return { clean, latent: step + 1 < times.length ? noised(clean, fresh(), step + 1) : clean }
    },
    noised,
  }

  function noised(reference: Float32Array, noise: Float32Array, step: number): Float32Array {
    if (step >= times.length) return reference
    const [a, b] = [signal(step), noisiness(step)]
    return reference.map((value, place) => a * value + b * (noise[place] ?? 0))
  }
}

/** Evenly among the teacher's steps that the strength leaves, the noisiest first. */
function timesOf({ trainSteps, originalSteps }: SchedulerSettings, steps: number, strength: number): number[] {
  const between = Math.floor(trainSteps / originalSteps)
  const left = Math.max(1, Math.floor(originalSteps * strength))
  const own = Math.min(steps, left)
  return Array.from({ length: own }, (_, step) => (left - Math.floor((left * step) / own)) * between - 1)
}
