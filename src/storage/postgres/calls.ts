// The calls of accounts in PostgreSQL.

import { sql, type Kysely } from 'kysely'
import type { CallRow, CallTable } from '../../core/call-tables.ts'
import { accountIn } from '../../core/callers.ts'
import { present, whole, type Database } from './rows.ts'

const empty = { key: null, model: null, code: null, made: null }

export function callTable(db: Kysely<Database>): CallTable {
  /** Without those of accounts that were closed meanwhile. */
  async function living(rows: readonly CallRow[]): Promise<CallRow[]> {
    const named = [...new Set(rows.flatMap(({ owner }) => accountIn(owner) ?? []))]
    const there = named.length === 0 ? [] : await db.selectFrom('accounts').select('id').where('id', 'in', named).execute()
    const found = new Set(there.map(({ id }) => id))
    return rows.filter(({ owner }) => accountIn(owner) === undefined || found.has(accountIn(owner) ?? ''))
  }
  return {
    async add(rows) {
      const kept = await living(rows)
      if (kept.length > 0) await db.insertInto('calls').values(kept.map((row) => whole(empty, row))).execute()
    },
    async listOf(owner, { key, status, model, since, until, after, limit }) {
      let query = db.selectFrom('calls').selectAll().where('owner', '=', owner).where('at', '>=', since)
      if (until) query = query.where('at', '<=', until)
      if (key !== undefined) query = query.where('key', '=', key)
      if (model !== undefined) query = query.where('model', '=', model)
      if (status) query = query.where('status', '>=', status[0]).where('status', '<=', status[1])
      if (after !== undefined) query = query.where(sql<boolean>`(at, id) < (select at, id from calls where id = ${after})`)
      return (await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()).map(present)
    },
    async countOf(owner) {
      const { calls, oldest } = await db
        .selectFrom('calls')
        .select([sql<string>`count(*)`.as('calls'), sql<Date | null>`min(at)`.as('oldest')])
        .where('owner', '=', owner)
        .executeTakeFirstOrThrow()
      return { calls: Number(calls), oldest: oldest ?? undefined }
    },
    oldest: async () => (await db.selectFrom('calls').select('at').orderBy('at').limit(1).executeTakeFirst())?.at,
    removeOf: async (owner, upTo) => Number((await db.deleteFrom('calls').where('owner', '=', owner).where('at', '<=', upTo).executeTakeFirstOrThrow()).numDeletedRows),
    removeBefore: async (before) => Number((await db.deleteFrom('calls').where('at', '<', before).executeTakeFirstOrThrow()).numDeletedRows),
  }
}
