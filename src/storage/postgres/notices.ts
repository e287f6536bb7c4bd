// Notices in PostgreSQL.

import { sql, type Kysely } from 'kysely'
import type { NoticeTable } from '../../core/notice-tables.ts'
import { present, type Database } from './rows.ts'

export function noticeTable(db: Kysely<Database>): NoticeTable {
  const all = () => db.selectFrom('notices').selectAll()
  return {
    async insert(row) {
      await db.insertInto('notices').values({ version: null, cursor: null, mailedAt: null, lastAt: null, ...row, words: row.words ? JSON.stringify(row.words) : null } as never).execute()
    },
    async get(id) {
      const row = await all().where('id', '=', id).executeTakeFirst()
      return row && present(row)
    },
    list: async (limit) => (await all().orderBy('announcedAt', 'desc').orderBy('id', 'desc').limit(limit).execute()).map(present),
    unmailed: async () => (await all().where('mailedAt', 'is', null).orderBy('announcedAt').orderBy('id').execute()).map(present),
    async progress(id, { due, ...done }) {
      await db.updateTable('notices').set((row) => ({ ...done, ...(done.mailedAt ? { cursor: null } : {}), due: row('due', '+', due) })).where('id', '=', id).execute()
    },
    async count(id, outcome, at) {
      await db.updateTable('notices').set((row) => ({ [outcome]: row(outcome, '+', 1), lastAt: at })).where('id', '=', id).execute()
    },
    remove: async (id) => (await db.deleteFrom('notices').where('id', '=', id).executeTakeFirstOrThrow()).numDeletedRows > 0n,
    async removeOver(before) {
      const gone = sql<boolean>`announced_at < ${before} or (kind = 'terms' and not exists (select 1 from versions where versions.id = notices.version))`
      return Number((await db.deleteFrom('notices').where(gone).executeTakeFirstOrThrow()).numDeletedRows)
    },
  }
}
