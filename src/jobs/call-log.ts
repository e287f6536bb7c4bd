// Gathers the calls of accounts in memory and writes them together, after their answers.

import type { CallRow } from '../core/call-tables.ts'
import type { CallLog } from '../core/calls.ts'
import type { Parts } from '../core/ports.ts'

/** Milliseconds until what was noted is written; a crash loses no more than this. */
const flushEvery = 1_000
/** Beyond that many they are written at once. */
const mostHeld = 500
/** While the database is away no more than this waits; the oldest are dropped. */
const mostWaiting = 10_000

export function createCallLog({ store, log }: Pick<Parts, 'store' | 'log'>): CallLog {
  let held: CallRow[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let last: Promise<void> = Promise.resolve()

  async function write(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const rows = held
    held = []
    if (rows.length === 0) return
    try {
      await store.calls.add(rows)
    } catch {
      held = [...rows, ...held].slice(-mostWaiting)
      log.write({ level: 'warning', event: 'calls-unwritten', count: rows.length })
    }
  }

  const flush = (): Promise<void> => (last = last.then(write))
  return {
    flush,
    note(row) {
      held.push(row)
      if (held.length >= mostHeld && held.length % mostHeld === 0) void flush()
      else timer ??= setTimeout(() => void flush(), flushEvery).unref()
    },
  }
}
