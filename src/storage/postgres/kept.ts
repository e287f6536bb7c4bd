// Holds and published pictures in PostgreSQL.

import { sql, type Kysely } from 'kysely'
import type { HoldTable, KeptTables, PublicationTable } from '../../core/kept-tables.ts'
import { present, type Database } from './rows.ts'
import { inTransaction } from './transactions.ts'

export const keptTables = (db: Kysely<Database>): KeptTables => ({ holds: holdTable(db), publications: publicationTable(db) })

function holdTable(db: Kysely<Database>): HoldTable {
  return {
    insert: (row, things) =>
      inTransaction(db, async (trx) => {
        await trx.insertInto('holds').values({ endedAt: null, ...row }).execute()
        for (const thing of things) await trx.insertInto('heldThings').values(thing).execute()
      }),
    async get(id) {
      const row = await db.selectFrom('holds').selectAll().where('id', '=', id).executeTakeFirst()
      return row && present(row)
    },
    async living(now, owner) {
      let query = db.selectFrom('holds').selectAll().where('endedAt', 'is', null).where('endsAt', '>', now)
      if (owner !== undefined) query = query.where('owner', '=', owner)
      return (await query.orderBy('placedAt').orderBy('id').execute()).map(present)
    },
    thingsOf: (id) => db.selectFrom('heldThings').selectAll().where('hold', '=', id).orderBy('name').execute(),
    async end(id, at) {
      await db.updateTable('holds').set({ endedAt: at }).where('id', '=', id).where('endedAt', 'is', null).execute()
    },
    async due(now, limit) {
      const query = db.selectFrom('holds').selectAll().where((is) => is.or([is('endedAt', 'is not', null), is('endsAt', '<=', now)]))
      return (await query.orderBy('endsAt').limit(limit).execute()).map(present)
    },
    async remove(id) {
      await db.deleteFrom('holds').where('id', '=', id).execute()
    },
  }
}

function publicationTable(db: Kysely<Database>): PublicationTable {
  return {
    async insert(row) {
      await db.insertInto('publications').values({ withdrawnAt: null, ...row }).execute()
    },
    async get(id) {
      const row = await db.selectFrom('publications').selectAll().where('id', '=', id).executeTakeFirst()
      return row && present(row)
    },
    async newest(now, { before, limit }) {
      let query = db.selectFrom('publications').selectAll().where('withdrawnAt', 'is', null).where('deadline', '>', now)
      if (before !== undefined) query = query.where(sql<boolean>`(published_at, id) < (select published_at, id from publications where id = ${before})`)
      return (await query.orderBy('publishedAt', 'desc').orderBy('id', 'desc').limit(limit).execute()).map(present)
    },
    async living(of) {
      const [column, value] = entryOf(of)
      const query = db.selectFrom('publications').selectAll().where(column, '=', value).where('withdrawnAt', 'is', null)
      return (await query.orderBy('publishedAt', 'desc').orderBy('id').execute()).map(present)
    },
    async withdraw(of, at) {
      const [column, value] = entryOf(of)
      const query = db.updateTable('publications').set({ withdrawnAt: at }).where(column, '=', value).where('withdrawnAt', 'is', null)
      return (await query.returningAll().execute()).map(present)
    },
    async due(now, limit) {
      const query = db.selectFrom('publications').selectAll().where((is) => is.or([is('withdrawnAt', 'is not', null), is('deadline', '<=', now)]))
      return (await query.limit(limit).execute()).map(present)
    },
    async remove(id) {
      await db.deleteFrom('publications').where('id', '=', id).execute()
    },
  }
}

function entryOf(of: { id: string } | { owner: string } | { image: string }): ['id' | 'owner' | 'image', string] {
  if ('id' in of) return ['id', of.id]
  return 'owner' in of ? ['owner', of.owner] : ['image', of.image]
}
