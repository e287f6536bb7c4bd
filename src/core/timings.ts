// How long engines really take: durations alone, nobody's words and nobody's name, and what they let one expect.

import type { Order } from './orders.ts'
import type { Parts, Picture } from './ports.ts'
import type { GenerationRow } from './rows.ts'

/** One picture, from its first stroke until it was kept. */
export interface Timing {
  engine: string
  model: string
  /** Width times height. */
  pixels: number
  /** Absent where the model has none. */
  steps?: number
  /** Made from a picture that was given. */
  edited: boolean
  milliseconds: number
}

export interface EngineTimingTable {
  /** Adds some of one engine and model; only the newest of both are kept. */
  add(timings: readonly Timing[]): Promise<void>
  /** Newest first; of all models when none is named. */
  newest(engine: string, model?: string): Promise<Timing[]>
}

/** Timings that are kept of each engine and model. */
export const timingsKept = 50
/** So many of exactly this kind are enough to speak of nothing else. */
const enough = 3

/** Milliseconds for one picture, by so many durations. */
export interface Expectation {
  least: number
  most: number
  from: number
}

type Kind = Pick<Timing, 'pixels' | 'steps' | 'edited'>

export function kindOf({ width, height, steps, reference }: Pick<Order, 'width' | 'height' | 'steps' | 'reference'>): Kind {
  return { pixels: width * height, steps, edited: reference !== undefined }
}

/**
 * From the fast to the slow tenth. Durations of other sizes and steps count where there are too few of the same: the
 * truth lies between as they are and as much longer as there is more to do. undefined = nothing is known, and nothing is said.
 */
export function expectationOf(timings: readonly Timing[], kind: Kind): Expectation | undefined {
  const same = timings.filter((one) => one.pixels === kind.pixels && one.steps === kind.steps && one.edited === kind.edited)
  if (same.length >= enough || (same.length > 0 && same.length === timings.length)) return rangeOf(same.map(({ milliseconds }) => [milliseconds, milliseconds]))
  if (timings.length === 0) return undefined
  return rangeOf(timings.map((one) => [one.milliseconds, one.milliseconds * workOf(kind) / workOf(one)]))
}

/** What is written down of a new order: the engine that is likely to draw it, and how long it took for others like it. */
export async function expected({ store, router }: Pick<Parts, 'store' | 'router'>, order: Order): Promise<Pick<GenerationRow, 'expectedEngine' | 'expectedLeast' | 'expectedMost' | 'expectedFrom'>> {
  const [first] = router.offers(order.model)
  if (!first) return {}
  const known = expectationOf(await store.engineTimings.newest(first.engine, first.card.id), kindOf(order))
  return { expectedEngine: first.engine, expectedLeast: known?.least, expectedMost: known?.most, expectedFrom: known?.from }
}

/** `finishing`: milliseconds that marking, encoding and sealing took for all of them. */
export function timingsOf(pictures: readonly Picture[], order: Order, finishing: number): Timing[] {
  return pictures.flatMap(({ by, took }) => (by && took !== undefined ? [{ engine: by.engine, model: order.model, ...kindOf(order), milliseconds: took + Math.max(0, finishing) / pictures.length }] : []))
}

const workOf = ({ pixels, steps = 1 }: Kind): number => Math.max(1, pixels * steps)

function rangeOf(pairs: ReadonlyArray<readonly [number, number]>): Expectation {
  const low = pairs.map((pair) => Math.min(...pair)).toSorted((a, b) => a - b)
  const high = pairs.map((pair) => Math.max(...pair)).toSorted((a, b) => a - b)
  const least = low[Math.floor((low.length - 1) * 0.1)] ?? 0
  return { least: Math.round(least), most: Math.round(Math.max(least, high[Math.ceil((high.length - 1) * 0.9)] ?? 0)), from: pairs.length }
}
