// Repeat keys, sessions and reports in PostgreSQL.

import { sql, type Kysely } from 'kysely'
import type { IdempotencyTable, ReportTable, SessionTable } from '../../core/ports.ts'
import { present, type Database } from './rows.ts'

export function idempotencyTable(db: Kysely<Database>): IdempotencyTable {
  return {
    async claim(row, now) {
      const { body, generation, expiresAt } = row
      // A second claim waits here until the first one's transaction is kept or thrown away.
      const claimed = await db
        .insertInto('idempotency')
        .values(row)
        .onConflict((conflict) => conflict.columns(['owner', 'key']).doUpdateSet({ body, generation, expiresAt }).where('idempotency.expiresAt', '<=', now))
        .returning('generation')
        .executeTakeFirst()
      if (claimed) return undefined
      return db.selectFrom('idempotency').selectAll().where('owner', '=', row.owner).where('key', '=', row.key).executeTakeFirst()
    },
    async countOf(owner) {
      const row = await db.selectFrom('idempotency').select(sql<string>`count(*)`.as('count')).where('owner', '=', owner).executeTakeFirstOrThrow()
      return Number(row.count)
    },
    removeOf: async (owner) => Number((await db.deleteFrom('idempotency').where('owner', '=', owner).executeTakeFirstOrThrow()).numDeletedRows),
    removeDue: async (now) => Number((await db.deleteFrom('idempotency').where('expiresAt', '<=', now).executeTakeFirstOrThrow()).numDeletedRows),
  }
}

export function sessionTable(db: Kysely<Database>): SessionTable {
  return {
    async insert(row) {
      await db.insertInto('sessions').values({ endedAt: null, idleMinutes: null, mostHours: null, atEnd: null, ...row }).execute()
    },
    async get(id) {
      const row = await db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst()
      return row && present(row)
    },
    async touch(id, at) {
      await db.updateTable('sessions').set({ lastSeenAt: at }).where('id', '=', id).where('lastSeenAt', '<', at).execute()
    },
    async end(id, at) {
      await db.updateTable('sessions').set({ endedAt: at }).where('id', '=', id).where('endedAt', 'is', null).execute()
    },
    async over(now, { idleMinutes, mostHours }, limit) {
      const silent = sql<boolean>`last_seen_at <= ${now}::timestamptz - coalesce(idle_minutes, ${idleMinutes}) * interval '1 minute'`
      const old = sql<boolean>`created_at <= ${now}::timestamptz - coalesce(most_hours, ${mostHours}) * interval '1 hour'`
      const query = db.selectFrom('sessions').selectAll()
      return (await query.where((is) => is.or([is('endedAt', 'is not', null), silent, old])).limit(limit).execute()).map(present)
    },
    async remove(id) {
      await db.deleteFrom('sessions').where('id', '=', id).execute()
    },
  }
}

export function reportTable(db: Kysely<Database>): ReportTable {
  return {
    async write({ rule, kind, at, holds, numbers }) {
      await db
        .insertInto('reports')
        .values({ rule, kind, at, holds, numbers })
        .onConflict((conflict) => conflict.columns(['rule', 'kind']).doUpdateSet({ at, holds, numbers }).where('reports.at', '<=', at))
        .execute()
    },
    newest: () => db.selectFrom('reports').selectAll().orderBy('rule').orderBy('kind').execute(),
  }
}
