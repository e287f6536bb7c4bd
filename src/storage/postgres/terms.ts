// Published terms and acceptances in PostgreSQL.

import { sql, type Kysely } from 'kysely'
import type { AcceptanceTable, VersionTable } from '../../core/terms-tables.ts'
import { present, type Database } from './rows.ts'

const json = (value: unknown): string => JSON.stringify(value)

export function versionTable(db: Kysely<Database>): VersionTable {
  return {
    async insert(row) {
      const { settings, texts, changes } = row
      await db.insertInto('versions').values({ ...row, settings: json(settings), texts: json(texts), changes: json(changes) } as never).execute()
    },
    async get(id) {
      const row = await db.selectFrom('versions').selectAll().where('id', '=', id).executeTakeFirst()
      return row && present(row)
    },
    list: async () =>
      (await db
        .selectFrom('versions')
        .select(['id', 'digest', 'charter', 'changes', 'significant', 'noticeDays', 'announcedAt', 'effectiveAt', 'noticedAt'])
        .orderBy('effectiveAt', 'desc')
        .orderBy('announcedAt', 'desc')
        .execute()).map(present),
    async noticed(id, at) {
      const effectiveAt = sql<Date>`greatest(effective_at, ${at}::timestamptz + notice_days * interval '24 hours')`
      await db.updateTable('versions').set({ noticedAt: at, effectiveAt }).where('id', '=', id).execute()
    },
    async withdraw(now) {
      const gone = await db.deleteFrom('versions').where((row) => row.or([row('effectiveAt', '>', now), row('noticedAt', 'is', null)])).executeTakeFirstOrThrow()
      return Number(gone.numDeletedRows)
    },
    async removeReplaced(before) {
      const kept = db.selectFrom('versions').select('id').where('effectiveAt', '<=', before).where('noticedAt', 'is not', null).orderBy('effectiveAt', 'desc').limit(1)
      const removed = await db.deleteFrom('versions').where('effectiveAt', '<=', before).where('noticedAt', 'is not', null).where('id', 'not in', kept).executeTakeFirstOrThrow()
      return Number(removed.numDeletedRows)
    },
  }
}

export function acceptanceTable(db: Kysely<Database>): AcceptanceTable {
  return {
    async insert(row) {
      await db.insertInto('acceptances').values(row).execute()
    },
    listOf: (owner) => db.selectFrom('acceptances').selectAll().where('owner', '=', owner).orderBy('at', 'desc').execute(),
    removeOf: async (owner) => Number((await db.deleteFrom('acceptances').where('owner', '=', owner).executeTakeFirstOrThrow()).numDeletedRows),
    anybody: async () => (await db.selectFrom('acceptances').select('owner').limit(1).executeTakeFirst()) !== undefined,
  }
}
