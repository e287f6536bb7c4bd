// The times at which a picture is drawn: flow matching from noise (1) to picture (0), in Euler steps.

/**
 * `steps` + 1 falling times from `begin` (1 = pure noise, less = an input seen through that much noise) to 0. A shift
 * above 1 spends more of the steps on the noisy half, where a picture's layout is decided.
 */
export function timesOf(steps: number, shift: number, begin = 1): Float64Array {
  return Float64Array.from({ length: steps + 1 }, (_, step) => {
    const time = (begin * (steps - step)) / steps
    return (shift * time) / (1 + (shift - 1) * time)
  })
}

/** An input changed with `strength` is drawn through that part of the steps. */
export function stepsFor(steps: number, strength: number): number {
  return Math.max(1, Math.round(steps * strength))
}
