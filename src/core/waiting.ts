// How long until a generation is ready: an honest range from real durations of its engine, or nothing where there are none.

import type { Router } from './engines.ts'
import type { GenerationRow } from './rows.ts'
import type { LineBefore } from './tables.ts'

export interface Waiting {
  row: Pick<GenerationRow, 'pictures' | 'expectedLeast' | 'expectedMost'>
  before: LineBefore
  /** Pictures that its engine draws at the same time. */
  atOnce: number
  /** Milliseconds since its own drawing began; 0 while it waits. */
  elapsed: number
}

/** undefined while nothing is known of it or of what is drawn before it, and when it takes longer than anything did so far. */
export function secondsUntilReady({ row, before, atOnce, elapsed }: Waiting): { least: number; most: number } | undefined {
  const { pictures, expectedLeast, expectedMost } = row
  if (expectedLeast === undefined || expectedMost === undefined || before.unknown > 0) return undefined
  const rounds = Math.ceil(pictures / atOnce)
  const least = Math.max(rounds * expectedLeast, (before.least + pictures * expectedLeast) / atOnce) - elapsed
  // Nobody can be later than if the longest began last.
  const most = (before.most + pictures * expectedMost + (atOnce - 1) * expectedMost) / atOnce - elapsed
  if (most <= 0) return undefined
  return { least: toSeconds(least), most: Math.max(toSeconds(most), toSeconds(least)) }
}

/** Pictures that the engine which was expected to draw it draws at the same time. */
export const atOnceOf = (router: Pick<Router, 'cards'>, { expectedEngine }: Pick<GenerationRow, 'expectedEngine'>): number =>
  router.cards().find(({ engine }) => engine === expectedEngine)?.facts.concurrency ?? 1

/** Milliseconds that it has been drawn for. */
export const elapsedOf = ({ state, startedAt }: Pick<GenerationRow, 'state' | 'startedAt'>, now: Date): number =>
  state === 'running' && startedAt ? now.getTime() - startedAt.getTime() : 0

/** To a tenth below ten seconds, whole above: more would be pretended. */
function toSeconds(milliseconds: number): number {
  const seconds = Math.max(0, milliseconds / 1000)
  return seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds)
}
