// Work on a great many things, in slices: several at a time, and never longer than a sweep may take.

import type { Clock } from './ports.ts'
import type { SweepReport } from './rules.ts'

/** Milliseconds that one rule's sweep works on a backlog; the next one goes on. */
const slice = 25_000
const atOnce = 8

/** Several at a time, each once. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = items.values()
  const hand = async (): Promise<void> => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, hand))
}

/** Whether the slice that began at `since` is over. */
export const isOver = (clock: Clock, since: number): boolean => clock.now().getTime() - since > slice

/** Batch after batch until one is not full or the slice is over. `removeBatch` tells how many it removed. */
export async function drain(clock: Clock, full: number, removeBatch: () => Promise<number>): Promise<SweepReport> {
  const since = clock.now().getTime()
  for (let removed = 0; ; ) {
    const count = await removeBatch()
    removed += count
    if (count < full) return { removed, left: 0 }
    if (isOver(clock, since)) return { removed, left: full }
  }
}
