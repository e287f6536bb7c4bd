// Published terms and acceptances in PostgreSQL.

import type { Kysely } from 'kysely'
import type { AcceptanceTable, VersionTable } from '../../core/terms-tables.ts'
import type { Database } from './rows.ts'

const json = (value: unknown): string => JSON.stringify(value)

export function versionTable(db: Kysely<Database>): VersionTable {
  return {
    async insert(row) {
      const { settings, texts, changes } = row
      await db.insertInto('versions').values({ ...row, settings: json(settings), texts: json(texts), changes: json(changes) } as never).execute()
    },
    get: (id) => db.selectFrom('versions').selectAll().where('id', '=', id).executeTakeFirst(),
    list: () =>
      db
        .selectFrom('versions')
        .select(['id', 'digest', 'charter', 'changes', 'significant', 'noticeDays', 'announcedAt', 'effectiveAt'])
        .orderBy('effectiveAt', 'desc')
        .orderBy('announcedAt', 'desc')
        .execute(),
    withdraw: async (now) => Number((await db.deleteFrom('versions').where('effectiveAt', '>', now).executeTakeFirstOrThrow()).numDeletedRows),
    async removeReplaced(before) {
      const kept = db.selectFrom('versions').select('id').where('effectiveAt', '<=', before).orderBy('effectiveAt', 'desc').limit(1)
      const removed = await db.deleteFrom('versions').where('effectiveAt', '<=', before).where('id', 'not in', kept).executeTakeFirstOrThrow()
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
