// What an operator sees at a glance: the line, what became of the last day's orders, storage, and whether promises hold.

import type { Parts } from './ports.ts'

const hour = 3_600_000
export const overviewHours = 24

/** Without anybody in it: counts and durations. */
export interface EndedFigures {
  /** Oldest first; hours in which nothing ended are absent. `at` = its beginning; durations in milliseconds of those finished. */
  hours: Array<{ at: Date; finished: number; failed: number; refused: number; cancelled: number; median?: number; slowest?: number }>
  /** Over the whole time: half of those finished took less than `median`, 95 % less than `most`. */
  median?: number
  most?: number
  /** By error code, the most frequent first. */
  errors: Array<{ code: string; count: number }>
  /** When the one that waits the longest was ordered. */
  oldestWaiting?: Date
  waiting: number
  running: number
}

export interface Overview {
  at: Date
  ended: EndedFigures
  kept: { images: number; bytes: number }
  promises: { hold: number; broken: string[]; unchecked: number }
}

export async function readOverview({ store, clock, rules, charter }: Parts): Promise<Overview> {
  const at = clock.now()
  const since = new Date(Math.floor(at.getTime() / hour) * hour - (overviewHours - 1) * hour)
  const [ended, kept, reports] = await Promise.all([store.generations.figuresSince(since), store.images.totals(), store.reports.newest()])
  const probes = new Map(reports.filter(({ kind }) => kind === 'probe').map(({ rule, holds }) => [rule, holds]))
  const inForce = rules.filter((rule) => rule.appliesTo?.(charter) ?? true).map(({ id }) => id)
  return {
    at,
    ended,
    kept,
    promises: {
      hold: inForce.filter((id) => probes.get(id) === true).length,
      broken: inForce.filter((id) => probes.get(id) === false),
      unchecked: inForce.filter((id) => !probes.has(id)).length,
    },
  }
}
