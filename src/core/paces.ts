// How often somebody may ask: one number for each, the moment from which on all of their requests are free again.

import type { Pace, PaceStanding } from './account-tables.ts'

/** The new moment when one more is taken; undefined when none is free. Milliseconds since 1970, with fractions. */
export function paceAfter(fullAt: number | undefined, now: Date, { most, milliseconds }: Pace): number | undefined {
  const next = Math.max(fullAt ?? 0, now.getTime()) + milliseconds / most
  return next - now.getTime() <= milliseconds + rounding ? next : undefined
}

export function paceOf(fullAt: number | undefined, now: Date, { most, milliseconds }: Pace, taken: boolean): PaceStanding {
  const full = Math.max(fullAt ?? 0, now.getTime())
  const each = milliseconds / most
  const left = Math.max(0, Math.floor((milliseconds - (full - now.getTime())) / each + rounding))
  return { taken, left, fullAt: new Date(Math.ceil(full)), nextAt: left > 0 ? undefined : new Date(Math.ceil(full + each - milliseconds)) }
}

/** Sums of fractions come out a hair beside the whole. */
const rounding = 1e-3
