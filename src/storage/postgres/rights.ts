// Requests by right, and choices about purposes, in PostgreSQL.

import type { Kysely } from 'kysely'
import type { ChoiceTable, RequestRow, RequestTable } from '../../core/ports.ts'
import { present, type Database } from './rows.ts'

const emptied = { owner: null, decidedAt: null, ground: null, receipt: null, words: null }

export function requestTable(db: Kysely<Database>): RequestTable {
  return {
    async insert(row) {
      await db.insertInto('requests').values({ ...emptied, ...row }).execute()
    },
    async get(id) {
      const row = await db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirst()
      return row && (present(row) satisfies RequestRow)
    },
    async unfinished(owner) {
      let query = db.selectFrom('requests').selectAll().where('state', 'in', ['open', 'doing'])
      if (owner !== undefined) query = query.where('owner', '=', owner)
      return (await query.orderBy('askedAt').orderBy('id').execute()).map(present)
    },
    async update({ id, ...row }) {
      const { owner = null, decidedAt = null, ground = null, receipt = null, words = null, ...rest } = row
      await db.updateTable('requests').set({ ...rest, owner, decidedAt, ground, receipt, words }).where('id', '=', id).execute()
    },
    removeDue: async (now) => Number((await db.deleteFrom('requests').where('expiresAt', '<=', now).where('state', 'in', ['done', 'refused']).executeTakeFirstOrThrow()).numDeletedRows),
  }
}

export function choiceTable(db: Kysely<Database>): ChoiceTable {
  return {
    async insert(row) {
      await db.insertInto('choices').values(row).onConflict((conflict) => conflict.doNothing()).execute()
    },
    listOf: (owner) => db.selectFrom('choices').selectAll().where('owner', '=', owner).orderBy('at', 'desc').execute(),
    removeOf: async (owner) => Number((await db.deleteFrom('choices').where('owner', '=', owner).executeTakeFirstOrThrow()).numDeletedRows),
  }
}
