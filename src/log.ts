// The program's log: one JSON line an event, cleaned by every rule, in a file a day that is removed when its days are over.

import { appendFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Clock, Log, LogEntry } from './core/ports.ts'
import type { TrustRule } from './core/rules.ts'

export interface LogOptions {
  rules: readonly TrustRule[]
  clock: Clock
  /** Folder of the daily files; standard output when absent. */
  folder?: string
  /** Days that a daily file is kept. Usual: 90. */
  keepDays?: number
}

const fileName = /^gesso-(\d{4}-\d{2}-\d{2})\.log$/
const day = 86_400_000

/** A rule that throws lets nothing of the entry through but its level. */
export function createLog({ rules, clock, folder, keepDays = 90 }: LogOptions): Log {
  const sink = folder === undefined ? { write: (line: string) => void process.stdout.write(line) } : dailyFiles(folder, clock, keepDays)
  const lines = pino(
    {
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: () => `,"time":"${clock.now().toISOString().slice(0, 16)}Z"`,
    },
    sink,
  )
  const writers = { info: lines.info.bind(lines), warning: lines.warn.bind(lines), error: lines.error.bind(lines) }
  return {
    write(entry) {
      const { level, ...rest } = clean(rules, entry)
      writers[level](rest)
    },
  }
}

function clean(rules: readonly TrustRule[], entry: LogEntry): LogEntry {
  try {
    return rules.reduce((left, rule) => rule.cleanLog?.(left) ?? left, entry)
  } catch {
    return { level: entry.level, event: 'entry-withheld' }
  }
}

/** Appends, so that server and worker may share a file. A full disk costs lines, never a picture. */
function dailyFiles(folder: string, clock: Clock, keepDays: number): { write(line: string): void } {
  let today = ''
  const turnDay = (): void => {
    const now = clock.now()
    const name = now.toISOString().slice(0, 10)
    if (name === today) return
    today = name
    removeOld(folder, new Date(now.getTime() - keepDays * day).toISOString().slice(0, 10))
  }
  turnDay()
  setInterval(turnDay, 3_600_000).unref()
  return {
    write(line) {
      turnDay()
      try {
        appendFileSync(join(folder, `gesso-${today}.log`), line, { mode: 0o600 })
      } catch {
        // Nowhere to say it.
      }
    },
  }
}

function removeOld(folder: string, oldestKept: string): void {
  try {
    for (const file of readdirSync(folder)) {
      const of = fileName.exec(file)?.[1]
      if (of && of < oldestKept) rmSync(join(folder, file), { force: true })
    }
  } catch {
    // The folder is away; the next day tries again.
  }
}
