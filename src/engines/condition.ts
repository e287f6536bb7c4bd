// How one engine is: its breaker, its health, its speed, and the gate before it.

import { BrokenCircuitError, CircuitState, circuitBreaker, ConsecutiveBreaker, ExponentialBackoff, handleWhen } from 'cockatiel'
import { EngineFault } from '../core/errors.ts'
import type { EngineStanding, ImageEngine } from '../core/ports.ts'
import { createGate } from './gate.ts'

export interface ConditionTimes {
  /** Milliseconds that a failing engine is left alone at first; doubles with every probe that fails. */
  rest: number
  mostRest: number
  /** Milliseconds for which an answer about health counts. */
  health: number
}

export const usualTimes: ConditionTimes = { rest: 2_000, mostRest: 120_000, health: 15_000 }
const faultsInARow = 3
const timingsKept = 50

export interface Condition {
  engine: ImageEngine
  /**
   * Draws one picture when it is the lane's turn. While the breaker is open it is a fault at once; the first picture
   * after a rest is risked only when the engine says that it is well.
   */
  draw<T>(lane: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>
  /** Whether it is worth asking now. */
  ready(): Promise<boolean>
  /** Milliseconds until a picture ordered now would begin. */
  expectedWait(): number
  standing(): Promise<EngineStanding>
}

export function createCondition(engine: ImageEngine, now: () => Date, times: ConditionTimes = usualTimes): Condition {
  const gate = createGate(engine.facts.concurrency ?? 1)
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof EngineFault),
    { halfOpenAfter: new ExponentialBackoff({ initialDelay: times.rest, maxDelay: times.mostRest }), breaker: new ConsecutiveBreaker(faultsInARow) },
  )
  const timings: number[] = []
  const counts = { pictures: 0, faults: 0 }
  let lastFault: string | undefined
  let health = { at: Number.NEGATIVE_INFINITY, ready: true }
  let restsUntil = 0

  async function isWell(): Promise<boolean> {
    const ready = await engine.health().then((answer) => answer.ready, () => false)
    health = { at: performance.now(), ready }
    return ready
  }

  async function attempt<T>(work: () => Promise<T>): Promise<T> {
    if (breaker.state === CircuitState.HalfOpen && !(await isWell())) throw new EngineFault('It is still not well.', 'engine_unavailable', { again: false })
    const startedAt = performance.now()
    const result = await work()
    timings.push(performance.now() - startedAt)
    if (timings.length > timingsKept) timings.shift()
    counts.pictures++
    health = { at: performance.now(), ready: true }
    return result
  }

  return {
    engine,
    async draw(lane, signal, work) {
      try {
        if (performance.now() < restsUntil) throw new EngineFault('It asked to be left alone.', 'engine_unavailable', { again: false, pause: restsUntil - performance.now() })
        return await gate.run(lane, signal, () => breaker.execute(() => attempt(work)))
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw new EngineFault('It is left alone for a while.', 'engine_unavailable', { again: false, pause: times.rest })
        if (error instanceof EngineFault && !signal.aborted) {
          counts.faults++
          lastFault = error.code
          if (error.pause) restsUntil = Math.max(restsUntil, performance.now() + error.pause)
        }
        throw error
      }
    },
    async ready() {
      if (breaker.state === CircuitState.Open || performance.now() < restsUntil) return false
      if (performance.now() - health.at > times.health) {
        const asked = isWell()
        // Only the very first answer is waited for; later ones arrive beside the work.
        if (health.at === Number.NEGATIVE_INFINITY) await Promise.race([asked, pause(3_000)])
      }
      return health.ready
    },
    expectedWait: () => ((gate.waiting() + gate.drawing()) / (engine.facts.concurrency ?? 1)) * (shareOf(timings, 0.5) ?? 0),
    async standing() {
      const names = { [CircuitState.Closed]: 'closed', [CircuitState.HalfOpen]: 'half-open', [CircuitState.Open]: 'open', [CircuitState.Isolated]: 'open' } as const
      const ready = breaker.state !== CircuitState.Open && (await isWell())
      return {
        engine: engine.id,
        at: now(),
        ready,
        breaker: names[breaker.state],
        drawing: gate.drawing(),
        waiting: gate.waiting(),
        median: shareOf(timings, 0.5),
        slowest: shareOf(timings, 0.9),
        ...counts,
        lastFault,
      }
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
