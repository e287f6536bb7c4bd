// API keys in memory.

import type { KeyTable } from '../../core/account-tables.ts'
import { hexOf, type State } from './layers.ts'

export function keyTable({ keys }: State): KeyTable {
  return {
    async insert(row) {
      const taken = keys.get(row.id) || keys.all().some((other) => hexOf(other.hash) === hexOf(row.hash))
      if (taken) throw new Error('there is such a key already')
      keys.set(row.id, row)
    },
    get: async (id) => keys.get(id),
    byHash: async (hash) => keys.all().find((row) => hexOf(row.hash) === hexOf(hash)),
    listOf: async (owner) => keys.all().filter((row) => row.owner === owner).sort((a, b) => Number(b.createdAt) - Number(a.createdAt) || (a.id < b.id ? -1 : 1)),
    async update(row) {
      const before = keys.get(row.id)
      if (before) keys.set(row.id, { ...row, hash: before.hash, owner: before.owner, createdAt: before.createdAt, revokedAt: before.revokedAt, lastUsedAt: before.lastUsedAt, signing: before.signing })
    },
    async touch(id, hour) {
      const row = keys.get(id)
      if (row && (!row.lastUsedAt || row.lastUsedAt < hour)) keys.set(id, { ...row, lastUsedAt: hour })
    },
    async revoke(id, at) {
      const row = keys.get(id)
      if (row && !row.revokedAt) keys.set(id, { ...row, revokedAt: at, signing: undefined })
    },
    async revokeOf(owner, at) {
      const living = keys.all().filter((row) => row.owner === owner && !row.revokedAt)
      for (const row of living) keys.set(row.id, { ...row, revokedAt: at, signing: undefined })
      return living.length
    },
    removeOf: async (owner) => keys.all().filter((row) => row.owner === owner && keys.remove(row.id)).length,
  }
}
