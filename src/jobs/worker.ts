// Takes generations from the line, as many as the engines can draw at once, and draws each under a lease with a heartbeat.

import { CancelAsked, endUnsuccessfully, LeaseLost, run, Stopping, type Faults } from '../core/generate.ts'
import type { Parts, TakenGeneration } from '../core/ports.ts'

export interface WorkerTimes {
  /** Milliseconds until a silent worker's generation is given to another. */
  lease: number
  heartbeat: number
  /** Milliseconds between looks at the line when no news came. */
  idle: number
}

export const usualTimes: WorkerTimes = { lease: 10_000, heartbeat: 2_000, idle: 1_000 }

/** Most generations of one worker at once, however much its engines can draw. */
const mostHeld = 32
/** Further ones, each of an owner of whom none is held: at the engine they take turns, so that nobody waits behind an order of many pictures. */
const mostBeside = 8

export interface Worker {
  /** Gives what it holds back to the line, then resolves. */
  stop(): Promise<void>
}

/** `holder` names this worker in leases; no two living workers share one. */
export function startWorker(parts: Parts, holder: string, times: WorkerTimes = usualTimes): Worker {
  const stopping = new AbortController()
  const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve(), { once: true }))
  const faults: Faults = new Map()
  const held = new Map<string, { owner: string; over: Promise<void> }>()
  const atOnce = Math.min(mostHeld, picturesAtOnce(parts))
  let wake = () => {}
  const forget = parts.store.onGeneration((_, state) => {
    if (state === 'waiting') wake()
  })

  async function next(): Promise<TakenGeneration | undefined> {
    if (held.size < atOnce) return takeNext(parts, holder, times)
    if (held.size >= atOnce + mostBeside) return undefined
    return takeNext(parts, holder, times, [...new Set([...held.values()].map(({ owner }) => owner))])
  }

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      const news = new Promise<void>((resolve) => (wake = resolve))
      const taken = await next()
      if (!taken) {
        await Promise.race([news, pause(times.idle), stopped])
        continue
      }
      const name = `${taken.id}/${taken.fence}`
      const over = hold(parts, taken, times, stopping.signal, faults).finally(() => {
        held.delete(name)
        wake()
      })
      held.set(name, { owner: taken.owner, over })
    }
    await Promise.all([...held.values()].map(({ over }) => over))
  }

  const done = work()
  return {
    async stop() {
      stopping.abort(new Stopping())
      await done
      forget()
    },
  }
}

/** What all engines together draw at the same time. */
function picturesAtOnce({ router }: Parts): number {
  const engines = new Map(router.cards().map(({ engine, facts }) => [engine, facts.concurrency ?? 1]))
  return Math.max(1, [...engines.values()].reduce((sum, one) => sum + one, 0))
}

async function takeNext(parts: Parts, holder: string, times: WorkerTimes, notOf?: readonly string[]): Promise<TakenGeneration | undefined> {
  const now = parts.clock.now()
  try {
    return await parts.store.generations.take(holder, now, new Date(now.getTime() + times.lease), notOf)
  } catch {
    parts.log.write({ level: 'warning', event: 'line-unreachable' })
    return undefined
  }
}
/** Runs one generation while a heartbeat keeps its lease and listens for the owner's stop. */
async function hold(parts: Parts, taken: TakenGeneration, times: WorkerTimes, stop: AbortSignal, faults: Faults): Promise<void> {
  if (taken.cancelAsked) {
    await endUnsuccessfully(parts, taken, taken.fence, 'cancelled', 'cancelled').catch(() => false)
    return
  }
  const over = new AbortController()
  const leaseEnds = { at: taken.lease.until.getTime() }
  const beat = async (): Promise<void> => {
    const until = new Date(parts.clock.now().getTime() + times.lease)
    try {
      const { held, cancelAsked } = await parts.store.generations.renew(taken.id, taken.fence, until)
      if (!held) over.abort(new LeaseLost())
      else if (cancelAsked) over.abort(new CancelAsked())
      leaseEnds.at = until.getTime()
    } catch {
      // The database is away; the lease tells when to give up.
      if (parts.clock.now().getTime() > leaseEnds.at) over.abort(new LeaseLost())
    }
  }
  const timer = setInterval(() => void beat(), times.heartbeat)
  const forget = parts.store.onGeneration((id, state) => {
    if (id === taken.id && state !== 'waiting') void beat()
  })
  try {
    await run(parts, taken, AbortSignal.any([over.signal, stop]), faults)
  } finally {
    clearInterval(timer)
    forget()
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
