// Tries to open a sealed thing as a thief would: with every combination of the keys at hand.

import { SealBroken } from '../core/errors.ts'
import type { Bytes, Sealing } from '../core/ports.ts'

export interface Attempt {
  opened: boolean
  tried: number
}

/** `choices` has one list of private halves for each lock, the likeliest first; `most` limits the combinations. */
export function tryKeys(sealing: Sealing, objectId: string, choices: readonly (readonly Bytes[])[], sealed: Bytes, most = 2_000): Attempt {
  let tried = 0
  for (const keys of combinations(choices)) {
    if (tried++ >= most) break
    try {
      sealing.open(objectId, keys, sealed)
      return { opened: true, tried }
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error
    }
  }
  return { opened: false, tried }
}

/** How many locks a sealed thing says it has. */
export const locksOn = (sealed: Bytes): number => sealed[1] ?? 0

function* combinations(choices: readonly (readonly Bytes[])[]): Generator<Bytes[]> {
  const [first, ...rest] = choices
  if (!first) return yield []
  for (const key of first) for (const others of combinations(rest)) yield [key, ...others]
}
