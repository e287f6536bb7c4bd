// Lets a few pieces of work run at once, a few more wait, and tells the rest that it is full.

import { Stated, type ErrorCode } from '../core/errors.ts'

export interface Gate {
  /** @throws Stated `full` when as many wait as may */
  run<T>(work: () => Promise<T>): Promise<T>
}

export function createGate(atOnce: number, mostWaiting: number, full: ErrorCode): Gate {
  const waiting: Array<() => void> = []
  let running = 0
  return {
    async run(work) {
      if (running >= atOnce) {
        if (waiting.length >= mostWaiting) throw new Stated(full)
        await new Promise<void>((resolve) => waiting.push(resolve))
      } else running++
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else running--
      }
    },
  }
}
