// Repeat keys, sessions and reports in memory.

import type { IdempotencyTable, ReportTable, SessionTable } from '../../core/ports.ts'
import { isOver } from '../../core/session-life.ts'
import { hexOf, type State } from './layers.ts'

export function idempotencyTable({ idempotency }: State): IdempotencyTable {
  const nameOf = (row: { owner: string; key: Uint8Array }): string => `${hexOf(row.key)} ${row.owner}`
  return {
    async claim(row, now) {
      const first = idempotency.get(nameOf(row))
      if (first && first.expiresAt > now) return first
      idempotency.set(nameOf(row), row)
      return undefined
    },
    countOf: async (owner) => idempotency.all().filter((row) => row.owner === owner).length,
    removeOf: async (owner) => idempotency.all().filter((row) => row.owner === owner && idempotency.remove(nameOf(row))).length,
    removeDue: async (now) => idempotency.all().filter((row) => row.expiresAt <= now && idempotency.remove(nameOf(row))).length,
  }
}

export function sessionTable({ sessions }: State): SessionTable {
  return {
    async insert(row) {
      if (sessions.get(row.id)) throw new Error('there is a session with this id already')
      sessions.set(row.id, row)
    },
    get: async (id) => sessions.get(id),
    async touch(id, at) {
      const row = sessions.get(id)
      if (row && row.lastSeenAt < at) sessions.set(id, { ...row, lastSeenAt: at })
    },
    async end(id, at) {
      const row = sessions.get(id)
      if (row && !row.endedAt) sessions.set(id, { ...row, endedAt: at })
    },
    over: async (now, usual, limit) => sessions.all().filter((row) => isOver({ sessions: usual }, row, now)).slice(0, limit),
    async remove(id) {
      sessions.remove(id)
    },
  }
}

export function reportTable({ reports }: State): ReportTable {
  return {
    async write(row) {
      const name = `${row.kind} ${row.rule}`
      const before = reports.get(name)
      if (!before || before.at <= row.at) reports.set(name, row)
    },
    newest: async () => reports.all().sort((a, b) => (`${a.rule} ${a.kind}` < `${b.rule} ${b.kind}` ? -1 : 1)),
  }
}
