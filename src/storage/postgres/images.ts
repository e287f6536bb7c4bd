// Images and their links in PostgreSQL.

import { sql, type Kysely } from 'kysely'
import type { ImageTable, LinkTable } from '../../core/ports.ts'
import { present, type Database } from './rows.ts'

export function imageTable(db: Kysely<Database>): ImageTable {
  return {
    async insert(row) {
      await db.insertInto('images').values({ object: null, deadline: null, deletedAt: null, ...row }).execute()
    },
    async get(id) {
      const row = await db.selectFrom('images').selectAll().where('id', '=', id).executeTakeFirst()
      return row && present(row)
    },
    async ofGeneration(generation) {
      return (await db.selectFrom('images').selectAll().where('generation', '=', generation).orderBy('number').execute()).map(present)
    },
    async markDeleted(id, at) {
      await db.updateTable('images').set({ deletedAt: at }).where('id', '=', id).where('deletedAt', 'is', null).execute()
    },
    async due(now, limit) {
      const query = db.selectFrom('images').selectAll()
      return (await query.where((is) => is.or([is('deletedAt', 'is not', null), is('deadline', '<=', now)])).limit(limit).execute()).map(present)
    },
    async remove(id) {
      await db.deleteFrom('images').where('id', '=', id).execute()
    },
    async exists(ids) {
      const rows = await db.selectFrom('images').select('id').where(sql<boolean>`id = any(${[...ids]}::text[])`).execute()
      return new Set(rows.map((row) => row.id))
    },
    async oldestDeadline() {
      const row = await db.selectFrom('images').selectAll().where('deadline', 'is not', null).orderBy('deadline').limit(1).executeTakeFirst()
      return row && present(row)
    },
  }
}

export function linkTable(db: Kysely<Database>): LinkTable {
  return {
    async insert(row) {
      await db.insertInto('links').values({ object: null, ...row }).execute()
    },
    async get(digest) {
      const row = await db.selectFrom('links').selectAll().where('digest', '=', digest).executeTakeFirst()
      return row && present(row)
    },
    async removeOf(image) {
      await db.deleteFrom('links').where('image', '=', image).execute()
    },
    removeDue: async (now) => Number((await db.deleteFrom('links').where('expiresAt', '<=', now).executeTakeFirstOrThrow()).numDeletedRows),
  }
}
