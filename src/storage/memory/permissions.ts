// Permissions to leave the visible mark out, in memory.

import type { PermissionTable } from '../../core/permission-tables.ts'
import type { State } from './layers.ts'

export function permissionTable({ permissions }: State): PermissionTable {
  const newestFirst = () => permissions.all().sort((a, b) => Number(b.grantedAt) - Number(a.grantedAt) || (a.id < b.id ? 1 : -1))
  return {
    insert: async (row) => permissions.set(row.id, row),
    get: async (id) => permissions.get(id),
    list: async () => newestFirst(),
    listOf: async (owner) => newestFirst().filter((row) => row.owner === owner),
    async revoke(id, at) {
      const row = permissions.get(id)
      if (!row || row.revokedAt) return false
      permissions.set(id, { ...row, revokedAt: at })
      return true
    },
    async used(id, at) {
      const row = permissions.get(id)
      if (row) permissions.set(id, { ...row, uses: row.uses + 1, lastUsedAt: at })
    },
    removeOf: async (owner) => permissions.all().filter((row) => row.owner === owner && permissions.remove(row.id)).length,
    removeDue: async (now) => permissions.all().filter((row) => row.expiresAt < now && permissions.remove(row.id)).length,
  }
}
