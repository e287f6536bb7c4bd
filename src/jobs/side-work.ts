// Work of the server beside requests: batches, one after the other, and news to webhooks as soon as there are some.

import { runBatch, type LineWork } from '../core/batch-lines.ts'
import type { Caller } from '../core/callers.ts'
import type { Parts } from '../core/ports.ts'
import { deliverNews } from '../core/webhooks.ts'

export interface SideWork {
  stop(): Promise<void>
}

export interface SideWorkOptions {
  callerOf(owner: string): Promise<Caller>
  draw: LineWork['draw']
  /** Milliseconds between looks when nothing was heard. */
  lookEvery?: number
  /** Batches of different accounts that are worked on at the same time. */
  batchesAtOnce?: number
}

const hold = 60_000

export function startSideWork(parts: Parts, { callerOf, draw, lookEvery = 2_000, batchesAtOnce = 4 }: SideWorkOptions): SideWork {
  const stopping = new AbortController()
  const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve(), { once: true }))
  const pause = (milliseconds: number): Promise<void> => {
    let timer: NodeJS.Timeout | undefined
    const soon = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)))
    return Promise.race([soon, stopped]).finally(() => clearTimeout(timer))
  }
  const running = new Map<string, Promise<void>>()

  async function takeBatches(): Promise<void> {
    while (running.size < batchesAtOnce) {
      const now = parts.clock.now()
      const batch = await parts.store.batches.take(now, new Date(now.getTime() + hold))
      if (!batch) return
      const work = callerOf(batch.owner)
        .then((caller) => runBatch(parts, batch, caller, { draw, pause, hold }, stopping.signal))
        .then(() => parts.store.batches.letGo(batch.id))
        .catch(() => parts.log.write({ level: 'warning', event: 'batch-interrupted' }))
        .finally(() => running.delete(batch.id))
      running.set(batch.id, work)
    }
  }

  async function loop(work: () => Promise<unknown>): Promise<void> {
    while (!stopping.signal.aborted) {
      await work().catch(() => parts.log.write({ level: 'warning', event: 'side-work-interrupted' }))
      await pause(lookEvery)
    }
  }

  const loops = [loop(takeBatches), loop(() => deliverNews(parts))]
  // A batch that takes long in one line stays held.
  const beat = setInterval(() => void holdOn(parts, [...running.keys()]), hold / 3)
  return {
    async stop() {
      stopping.abort()
      clearInterval(beat)
      await Promise.all(loops)
      await Promise.all(running.values())
    },
  }
}

async function holdOn(parts: Parts, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const row = await parts.store.batches.get(id).catch(() => undefined)
    const now = parts.clock.now()
    if (row && !row.endedAt) await parts.store.batches.note(id, row, now, new Date(now.getTime() + hold)).catch(() => undefined)
  }
}
