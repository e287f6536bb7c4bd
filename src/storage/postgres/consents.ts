// Consents, answers about age and questions to guardians in PostgreSQL.

import { sql, type Kysely } from 'kysely'
import type { ConsentTables } from '../../core/consent-tables.ts'
import { present, whole, type Database } from './rows.ts'

const removed = (result: { numDeletedRows: bigint }): number => Number(result.numDeletedRows)
const emptyGuardian = { contact: null, lockedUntil: null }

export function consentTables(db: Kysely<Database>): ConsentTables {
  return {
    consents: {
      async insert(row) {
        await db.insertInto('consents').values(whole({ version: null }, row) as never).execute()
      },
      async listOf(owner) {
        const rows = await db.selectFrom('consents').selectAll().where('owner', '=', owner).orderBy('number', 'desc').execute()
        return rows.map(({ number: _, ...row }) => present(row))
      },
      removeOf: async (owner) => removed(await db.deleteFrom('consents').where('owner', '=', owner).executeTakeFirstOrThrow()),
    },
    ageAnswers: {
      async write({ owner, sealed, answeredAt }) {
        await db.insertInto('ageAnswers').values({ owner, sealed, answeredAt }).onConflict((conflict) => conflict.column('owner').doUpdateSet({ sealed, answeredAt })).execute()
      },
      get: (owner) => db.selectFrom('ageAnswers').selectAll().where('owner', '=', owner).executeTakeFirst(),
      removeOf: async (owner) => removed(await db.deleteFrom('ageAnswers').where('owner', '=', owner).executeTakeFirstOrThrow()),
    },
    ageBlocks: {
      async insert(digest, until) {
        await db.insertInto('ageBlocks').values({ digest, until }).onConflict((conflict) => conflict.column('digest').doUpdateSet({ until })).execute()
      },
      async until(digests, now) {
        if (digests.length === 0) return undefined
        const found = db.selectFrom('ageBlocks').select('until').where('digest', 'in', [...digests]).where('until', '>', now)
        return (await found.orderBy('until', 'desc').limit(1).executeTakeFirst())?.until
      },
      async countEndedBefore(before) {
        const { rows } = await sql<{ count: bigint }>`select count(*) as count from age_blocks where until <= ${before}`.execute(db)
        return Number(rows[0]?.count ?? 0)
      },
      removeDue: async (now) => removed(await db.deleteFrom('ageBlocks').where('until', '<=', now).executeTakeFirstOrThrow()),
    },
    guardians: guardianTable(db),
  }
}

function guardianTable(db: Kysely<Database>): ConsentTables['guardians'] {
  const all = () => db.selectFrom('guardians').selectAll()
  return {
    async insert(row) {
      await db.insertInto('guardians').values(whole(emptyGuardian, row)).execute()
    },
    async get(id) {
      const row = await all().where('id', '=', id).executeTakeFirst()
      return row && present(row)
    },
    listOf: async (owner) => (await all().where('owner', '=', owner).orderBy('askedAt', 'desc').execute()).map(present),
    async update({ id, ...row }) {
      await db.updateTable('guardians').set(whole(emptyGuardian, row)).where('id', '=', id).execute()
    },
    async remove(id) {
      await db.deleteFrom('guardians').where('id', '=', id).execute()
    },
    removeOf: async (owner) => removed(await db.deleteFrom('guardians').where('owner', '=', owner).executeTakeFirstOrThrow()),
    due: async (before, limit) => (await all().where('expiresAt', '<=', before).orderBy('expiresAt').limit(limit).execute()).map(present),
  }
}
