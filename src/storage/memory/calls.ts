// The calls of accounts in memory.

import type { CallRow, CallTable } from '../../core/call-tables.ts'
import { accountIn } from '../../core/callers.ts'
import type { State } from './layers.ts'

const newestFirst = (a: CallRow, b: CallRow): number => Number(b.at) - Number(a.at) || (a.id < b.id ? 1 : -1)

export function callTable({ calls, accounts }: State): CallTable {
  const own = (owner: string) => calls.all().filter((row) => row.owner === owner)
  const remove = (rows: CallRow[]): number => rows.filter(({ id }) => calls.remove(id)).length
  return {
    async add(rows) {
      for (const row of rows) {
        const account = accountIn(row.owner)
        if (account === undefined || accounts.get(account)) calls.set(row.id, row)
      }
    },
    async listOf(owner, { key, status, model, since, until, after, limit }) {
      const all = own(owner).sort(newestFirst)
      const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1
      const fits = (row: CallRow): boolean =>
        row.at >= since && (until === undefined || row.at <= until) && (key === undefined || row.key === key) && (model === undefined || row.model === model) && (status === undefined || (row.status >= status[0] && row.status <= status[1]))
      return all.slice(from).filter(fits).slice(0, limit)
    },
    async countOf(owner) {
      const rows = own(owner).sort(newestFirst)
      return { calls: rows.length, oldest: rows.at(-1)?.at }
    },
    oldest: async () => calls.all().sort(newestFirst).at(-1)?.at,
    removeOf: async (owner, upTo) => remove(own(owner).filter(({ at }) => at <= upTo)),
    removeBefore: async (before) => remove(calls.all().filter(({ at }) => at < before)),
  }
}
