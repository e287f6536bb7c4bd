// Requests by right, and choices about purposes, in memory.

import type { ChoiceTable, RequestTable } from '../../core/ports.ts'
import type { State } from './layers.ts'

export function requestTable({ requests }: State): RequestTable {
  return {
    async insert(row) {
      if (requests.get(row.id)) throw new Error('there is a request with this id already')
      requests.set(row.id, row)
    },
    get: async (id) => requests.get(id),
    async unfinished(owner) {
      const open = requests.all().filter((row) => (row.state === 'open' || row.state === 'doing') && (owner === undefined || row.owner === owner))
      return open.sort((a, b) => Number(a.askedAt) - Number(b.askedAt) || (a.id < b.id ? -1 : 1))
    },
    async update(row) {
      if (requests.get(row.id)) requests.set(row.id, row)
    },
    removeDue: async (now) => requests.all().filter((row) => row.expiresAt <= now && (row.state === 'done' || row.state === 'refused') && requests.remove(row.id)).length,
  }
}

export function choiceTable({ choices }: State): ChoiceTable {
  const own = (owner: string) => choices.all().filter((row) => row.owner === owner)
  const nameOf = (row: { owner: string; purpose: string; at: Date }): string => `${row.at.toISOString()} ${row.purpose} ${row.owner}`
  return {
    async insert(row) {
      choices.set(nameOf(row), row)
    },
    listOf: async (owner) => own(owner).sort((a, b) => Number(b.at) - Number(a.at)),
    removeOf: async (owner) => own(owner).filter((row) => choices.remove(nameOf(row))).length,
  }
}
