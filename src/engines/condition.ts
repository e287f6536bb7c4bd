// How one engine is: its breaker, its health, its speed, and the gate before it.

import { BrokenCircuitError, CircuitState, circuitBreaker, ConsecutiveBreaker, ExponentialBackoff, handleWhen, noJitterGenerator, type IBackoff, type IBackoffFactory } from 'cockatiel'
import { EngineFault } from '../core/errors.ts'
import type { EngineStanding, ImageEngine } from '../core/ports.ts'
import { expectationOf, timingsKept, type Timing } from '../core/timings.ts'
import { createGate } from './gate.ts'

export interface ConditionTimes {
  /** Milliseconds that a failing engine is left alone: always these on this machine, where it is back as soon as its process is. */
  rest: number
  /** Somebody else's is spared twice as long with every probe that fails, up to these milliseconds. */
  mostRest: number
  /** Milliseconds of failing for which orders wait through the rests; after that they are told so at once. */
  patience: number
  /** Milliseconds for which an answer about health counts. */
  health: number
}

export const usualTimes: ConditionTimes = { rest: 2_000, mostRest: 15_000, patience: 25_000, health: 15_000 }
const faultsInARow = 3
/** Milliseconds after which an order asks again whether a paused engine goes on. */
const pausedLook = 5_000
const pauseFault = (): EngineFault => new EngineFault('The operator wants it left alone.', 'engine_unavailable', { again: false, pause: pausedLook })
const notWell = (): EngineFault => new EngineFault('It is still not well.', 'engine_unavailable', { again: false })

type Kind = Omit<Timing, 'engine' | 'milliseconds'>
type Known = Kind & Pick<Timing, 'milliseconds'>

export interface Condition {
  engine: ImageEngine
  /**
   * Draws one picture when it is the lane's turn. While the breaker is open it is a fault at once; the first picture
   * after a rest is risked only when the engine says that it is well.
   */
  draw<T extends { warmed: boolean }>(lane: string, signal: AbortSignal, kind: Kind, work: () => Promise<T>): Promise<{ result: T; milliseconds: number }>
  /** Whether it is worth asking now. */
  ready(): Promise<boolean>
  /** Milliseconds until a picture ordered now would begin, as far as is known: an engine that drew nothing yet has no speed to go by. */
  expectedWait(): number
  /** Milliseconds until such a picture ordered now would be there. One that drew nothing yet is worth a try while it is idle (0), and nobody is sent to wait for it. */
  expectedEnd(kind: Kind): number
  learn(timings: readonly Timing[]): void
  steer(how: { paused?: boolean; tryAgain?: boolean }): void
  standing(): Promise<EngineStanding>
}

export function createCondition(engine: ImageEngine, now: () => Date, times: ConditionTimes = usualTimes): Condition {
  const atOnce = engine.facts.concurrency ?? 1
  const gate = createGate(atOnce)
  let restsUntil = 0
  let failingSince: number | undefined
  const mostRest = engine.facts.sendsDataTo === 'here' ? times.rest : times.mostRest
  const rests = new ExponentialBackoff({ initialDelay: times.rest, maxDelay: mostRest, generator: noJitterGenerator })
  const halfOpenAfter = heard(rests, (duration) => {
    failingSince ??= performance.now()
    restsUntil = performance.now() + duration
  })
  function newBreaker() {
    const made = circuitBreaker(handleWhen((error) => error instanceof EngineFault), { halfOpenAfter, breaker: new ConsecutiveBreaker(faultsInARow) })
    made.onReset(() => (failingSince = undefined))
    return made
  }
  let breaker = newBreaker()
  let paused = false
  const timings: Known[] = []
  const counts = { pictures: 0, faults: 0 }
  let lastFault: string | undefined
  let health = { at: Number.NEGATIVE_INFINITY, ready: true }

  const restLeft = (): number => Math.max(0, restsUntil - performance.now())
  /** Tells for how long it rests, unless it has failed for so long that nobody should wait for it. */
  function restFault(): EngineFault {
    const away = failingSince !== undefined && performance.now() - failingSince > times.patience
    return new EngineFault('It is left alone for a while.', 'engine_unavailable', { again: false, pause: away ? undefined : Math.ceil(restLeft()) })
  }

  async function isWell(): Promise<boolean> {
    const ready = await engine.health().then((answer) => answer.ready, () => false)
    health = { at: performance.now(), ready }
    return ready
  }

  async function attempt<T extends { warmed: boolean }>(kind: Kind, work: () => Promise<T>): Promise<{ result: T; milliseconds: number }> {
    // The breaker calls this before it says that it is half open.
    if (breaker.state !== CircuitState.Closed && !(await isWell())) throw notWell()
    const startedAt = performance.now()
    const result = await work()
    const milliseconds = performance.now() - startedAt
    // A start is not what a picture takes.
    if (!result.warmed) timings.push({ ...kind, milliseconds })
    if (timings.length > timingsKept) timings.shift()
    counts.pictures++
    health = { at: performance.now(), ready: true }
    return { result, milliseconds }
  }

  const expectedWait = (): number => ((gate.waiting() + gate.drawing()) / atOnce) * (shareOf(timings.map(({ milliseconds }) => milliseconds), 0.5) ?? 0)

  return {
    engine,
    async draw(lane, signal, kind, work) {
      if (paused) throw pauseFault()
      if (restLeft() > 0) throw restFault()
      try {
        return await gate.run(lane, signal, async () => {
          if (paused) throw pauseFault()
          return breaker.execute(() => attempt(kind, work))
        })
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw restFault()
        if (!(error instanceof EngineFault) || signal.aborted || paused) throw error
        counts.faults++
        lastFault = error.code
        restsUntil = Math.max(restsUntil, performance.now() + (error.pause ?? 0))
        throw error.code === 'engine_unavailable' && error.pause === undefined && restLeft() > 0 ? restFault() : error
      }
    },
    async ready() {
      if (paused || breaker.state === CircuitState.Open || restLeft() > 0) return false
      if (performance.now() - health.at > times.health) {
        const asked = isWell()
        // Only the very first answer is waited for; later ones arrive beside the work.
        if (health.at === Number.NEGATIVE_INFINITY) await Promise.race([asked, pause(3_000)])
      }
      return health.ready
    },
    expectedWait,
    expectedEnd(kind) {
      const known = expectationOf(timings.map((one) => ({ ...one, engine: engine.id })), kind)
      if (known) return expectedWait() + known.most
      return gate.drawing() + gate.waiting() > 0 ? Number.POSITIVE_INFINITY : 0
    },
    learn(known) {
      // Oldest first, so that what this worker saw itself comes after it.
      if (timings.length === 0) timings.push(...known.toReversed().slice(-timingsKept))
    },
    steer({ paused: leave, tryAgain }) {
      paused = leave ?? paused
      if (!tryAgain) return
      breaker = newBreaker()
      restsUntil = 0
      failingSince = undefined
      health = { at: Number.NEGATIVE_INFINITY, ready: true }
    },
    async standing() {
      const names = { [CircuitState.Closed]: 'closed', [CircuitState.HalfOpen]: 'half-open', [CircuitState.Open]: 'open', [CircuitState.Isolated]: 'open' } as const
      const ready = breaker.state !== CircuitState.Open && (await isWell())
      const took = timings.map(({ milliseconds }) => milliseconds)
      return {
        engine: engine.id,
        at: now(),
        ready,
        breaker: names[breaker.state],
        ...(paused ? { paused } : {}),
        drawing: gate.drawing(),
        waiting: gate.waiting(),
        median: shareOf(took, 0.5),
        slowest: shareOf(took, 0.95),
        ...counts,
        lastFault,
      }
    },
  }
}

/** The same backoff, telling the milliseconds of each rest that begins. */
function heard(backoff: IBackoffFactory<unknown>, tell: (milliseconds: number) => void): IBackoffFactory<unknown> {
  return {
    next(context): IBackoff<unknown> {
      const begun = backoff.next(context)
      tell(begun.duration)
      return { duration: begun.duration, next: heard(begun, tell).next }
    },
  }
}

/** The value below which this part of the numbers lies. */
function shareOf(numbers: readonly number[], part: number): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]
  return value === undefined ? undefined : Math.round(value)
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
