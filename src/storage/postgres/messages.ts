// The outbox in PostgreSQL.

import type { Kysely } from 'kysely'
import type { MessageTable } from '../../core/messages.ts'
import { present, type Database } from './rows.ts'

const emptied = { person: null, notice: null, code: null, endedAt: null, sealed: null }

export function messageTable(db: Kysely<Database>): MessageTable {
  return {
    async insert(row) {
      await db.insertInto('messages').values({ ...emptied, ...row }).execute()
    },
    async get(id) {
      const row = await db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst()
      return row && present(row)
    },
    async take(now, again, limit) {
      const due = db.selectFrom('messages').select('id').where('state', '=', 'waiting').where('nextAt', '<=', now).orderBy('nextAt').orderBy('id').limit(limit).forUpdate().skipLocked()
      const rows = await db.updateTable('messages').set({ nextAt: again }).where('id', 'in', due).returningAll().execute()
      return rows.map(present).sort((a, b) => Number(a.createdAt) - Number(b.createdAt) || (a.id < b.id ? -1 : 1))
    },
    async note(id, { state, attempts, nextAt, code = null, endedAt = null, sealed = null }) {
      const done = await db.updateTable('messages').set({ state, attempts, nextAt, code, endedAt, sealed }).where('id', '=', id).where('state', '=', 'waiting').executeTakeFirstOrThrow()
      return done.numUpdatedRows > 0n
    },
    newest: async (limit) => (await db.selectFrom('messages').selectAll().orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limit).execute()).map(present),
    async countWaiting() {
      const { count } = await db.selectFrom('messages').select((count) => count.fn.countAll<string>().as('count')).where('state', '=', 'waiting').executeTakeFirstOrThrow()
      return Number(count)
    },
    removeOf: async (person) => Number((await db.deleteFrom('messages').where('person', '=', person).executeTakeFirstOrThrow()).numDeletedRows),
    removeDue: async (now) => Number((await db.deleteFrom('messages').where('expiresAt', '<=', now).executeTakeFirstOrThrow()).numDeletedRows),
  }
}
