// The outbox in memory.

import type { MessageTable } from '../../core/messages.ts'
import type { State } from './layers.ts'

export function messageTable({ messages }: State): MessageTable {
  return {
    async insert(row) {
      if (messages.get(row.id)) throw new Error('there is a message with this id already')
      messages.set(row.id, row)
    },
    get: async (id) => messages.get(id),
    async take(now, again, limit) {
      const due = messages.all().filter((row) => row.state === 'waiting' && row.nextAt <= now)
      const taken = due.sort((a, b) => Number(a.nextAt) - Number(b.nextAt) || (a.id < b.id ? -1 : 1)).slice(0, limit)
      for (const row of taken) messages.set(row.id, { ...row, nextAt: again })
      return taken
    },
    async note(id, standing) {
      const row = messages.get(id)
      if (row?.state !== 'waiting') return false
      const { code: _, endedAt: _ended, sealed: _sealed, ...rest } = row
      messages.set(id, { ...rest, ...standing })
      return true
    },
    newest: async (limit) => messages.all().sort((a, b) => Number(b.createdAt) - Number(a.createdAt) || (a.id < b.id ? 1 : -1)).slice(0, limit),
    countWaiting: async () => messages.all().filter((row) => row.state === 'waiting').length,
    removeOf: async (person) => messages.all().filter((row) => row.person === person && messages.remove(row.id)).length,
    removeDue: async (now) => messages.all().filter((row) => row.expiresAt <= now && messages.remove(row.id)).length,
  }
}
