// Permissions to leave the visible mark out, in PostgreSQL.

import { sql, type Kysely } from 'kysely'
import type { PermissionRow, PermissionTable } from '../../core/permission-tables.ts'
import { present, type Columns, type Database } from './rows.ts'

const rowOf = (columns: Columns<PermissionRow>): PermissionRow => present(columns) as PermissionRow

export function permissionTable(db: Kysely<Database>): PermissionTable {
  const all = () => db.selectFrom('permissions').selectAll().orderBy('grantedAt', 'desc').orderBy('id', 'desc')
  return {
    async insert(row) {
      await db.insertInto('permissions').values({ revokedAt: null, lastUsedAt: null, ...row }).execute()
    },
    async get(id) {
      const found = await db.selectFrom('permissions').selectAll().where('id', '=', id).executeTakeFirst()
      return found && rowOf(found)
    },
    list: async () => (await all().execute()).map(rowOf),
    listOf: async (owner) => (await all().where('owner', '=', owner).execute()).map(rowOf),
    async revoke(id, at) {
      const done = await db.updateTable('permissions').set({ revokedAt: at }).where('id', '=', id).where('revokedAt', 'is', null).executeTakeFirstOrThrow()
      return Number(done.numUpdatedRows) > 0
    },
    async used(id, at) {
      await db.updateTable('permissions').set({ uses: sql`uses + 1`, lastUsedAt: at }).where('id', '=', id).execute()
    },
    removeOf: async (owner) => Number((await db.deleteFrom('permissions').where('owner', '=', owner).executeTakeFirstOrThrow()).numDeletedRows),
    removeDue: async (now) => Number((await db.deleteFrom('permissions').where('expiresAt', '<', now).executeTakeFirstOrThrow()).numDeletedRows),
  }
}
