// Honest words for how long something takes.

import type { Say } from '../words/words.ts'

export interface Range {
  least: number
  most: number
}

export function sayRange(say: Say, { least, most }: Range): string {
  if (most < 1) return say('time.underOne')
  const inMinutes = most > 90
  const low = inMinutes ? Math.floor(least / 60) : roundSeconds(least)
  const high = inMinutes ? Math.ceil(most / 60) : roundSeconds(most)
  const values = { least: Math.max(low, 1), most: Math.max(high, 1) }
  const same = values.least === values.most
  if (inMinutes) return same ? say('time.minutes', values) : say('time.minutesRange', values)
  return same ? say('time.seconds', values) : say('time.secondsRange', values)
}

/** Above ten seconds, steps of five: more would only look exact. */
function roundSeconds(seconds: number): number {
  return seconds > 10 ? Math.round(seconds / 5) * 5 : Math.round(seconds)
}

/** From the first to the last fifth of what finished orders took, for each picture; undefined when none is known. */
export function usualRange(took: Array<{ milliseconds: number; pictures: number }>, pictures: number): Range | undefined {
  const each = took.map((one) => one.milliseconds / one.pictures / 1000).sort((a, b) => a - b)
  if (each.length === 0) return undefined
  const at = (share: number) => each[Math.round((each.length - 1) * share)] ?? 0
  return { least: at(0.2) * pictures, most: at(0.8) * pictures }
}

/** How long each was worked on: from its start, or from the end of the one before it, until its own end. */
export function workTimes(ended: Array<{ created_at: string; ended_at: string | null; pictures: number }>): Array<{ milliseconds: number; pictures: number }> {
  const byEnd = ended
    .filter((one) => one.ended_at !== null)
    .map((one) => ({ from: Date.parse(one.created_at), to: Date.parse(one.ended_at ?? ''), pictures: one.pictures }))
    .sort((a, b) => a.to - b.to)
  return byEnd.map(({ from, to, pictures }, number) => ({ milliseconds: to - Math.max(from, byEnd[number - 1]?.to ?? from), pictures }))
}
