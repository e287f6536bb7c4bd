// Euler steps along the noise schedule of a Stable Diffusion model, in its own measure: picture plus sigma times noise.

import { signalShares, type Sampler, type SchedulerSettings } from './scheduler.ts'

/** `strength` below 1 draws only the last part of the steps, from a reference. */
export function createEuler(settings: SchedulerSettings, steps: number, strength = 1): Sampler {
  const sigmaAt = sigmasOf(settings)
  const times = timesOf(settings, steps, strength)
  const sigmas = [...times.map(sigmaAt), 0]
  const sigmaOf = (step: number): number => sigmas[step] ?? 0
  // Only a schedule that begins at its noisiest begins with noise alone.
  const first = settings.spacing === 'leading' ? Math.sqrt(sigmaOf(0) ** 2 + 1) : sigmaOf(0)

  function clean(latent: Float32Array, output: Float32Array, sigma: number): Float32Array {
    const square = sigma * sigma + 1
    if (settings.prediction === 'sample') return output
    if (settings.prediction === 'epsilon') return latent.map((value, place) => value - sigma * (output[place] ?? 0))
    return latent.map((value, place) => value / square - (sigma / Math.sqrt(square)) * (output[place] ?? 0))
  }

  return {
    times,
    begin: (noise, reference) => (reference ? noised(reference, noise, 0) : noise.map((value) => value * first)),
    seen: (latent, step) => latent.map((value) => value / Math.sqrt(sigmaOf(step) ** 2 + 1)),
    move(latent, output, step) {
      const [now, next] = [sigmaOf(step), sigmaOf(step + 1)]
      const foreseen = clean(latent, output, now)
      return { clean: foreseen, latent: latent.map((value, place) => value + ((value - (foreseen[place] ?? 0)) / now) * (next - now)) }
    },
    noised,
  }

  function noised(reference: Float32Array, noise: Float32Array, step: number): Float32Array {
    return reference.map((value, place) => value + sigmaOf(step) * (noise[place] ?? 0))
  }
}

/** The noise at any time, also between two steps of the training. */
function sigmasOf(settings: SchedulerSettings): (time: number) => number {
  const sigmas = signalShares(settings).map((share) => Math.sqrt((1 - share) / share))
  return (time) => {
    const low = Math.floor(time)
    const part = time - low
    const below = sigmas[low] ?? 0
    return below + ((sigmas[low + 1] ?? below) - below) * part
  }
}

function timesOf({ trainSteps, spacing, offset }: SchedulerSettings, steps: number, strength: number): number[] {
  const all = Array.from({ length: steps }, (_, step) => {
    if (spacing === 'linspace') return steps === 1 ? trainSteps - 1 : ((trainSteps - 1) * (steps - 1 - step)) / (steps - 1)
    if (spacing === 'trailing') return Math.round(trainSteps - (trainSteps * step) / steps) - 1
    return Math.min(trainSteps - 1, Math.floor(trainSteps / steps) * (steps - 1 - step) + offset)
  })
  const kept = Math.min(steps, Math.floor(steps * strength))
  // Fewer than one step is one that begins where the strength says.
  return kept >= 1 ? all.slice(steps - kept) : [Math.max(0, Math.round(trainSteps * strength) - 1)]
}
