// What keeps accounts within bounds, in PostgreSQL: paces, the audit, verifications, operators' openings, bans.

import { sql, type Kysely } from 'kysely'
import type { AccountTables } from '../../core/account-tables.ts'
import { paceOf } from '../../core/paces.ts'
import { advisoryLocks } from './locks.ts'
import { present, whole, type Database } from './rows.ts'
import { inTransaction } from './transactions.ts'

export function paceTable(db: Kysely<Database>): AccountTables['paces'] {
  const fullAtOf = async (name: string) => (await db.selectFrom('paces').select('fullAt').where('name', '=', name).executeTakeFirst())?.fullAt
  return {
    async take(name, now, pace) {
      const each = pace.milliseconds / pace.most
      const at = now.getTime()
      // The row's own lock puts those who come at once one after the other.
      const { rows } = await sql<{ fullAt: number }>`
        insert into paces (name, full_at) values (${name}, ${at + each})
        on conflict (name) do update set full_at = greatest(paces.full_at, ${at}::float8) + ${each}::float8
          where greatest(paces.full_at, ${at}::float8) + ${each}::float8 - ${at}::float8 <= ${pace.milliseconds + 1e-3}::float8
        returning full_at`.execute(db)
      return rows[0] ? paceOf(rows[0].fullAt, now, pace, true) : paceOf(await fullAtOf(name), now, pace, false)
    },
    look: async (name, now, pace) => paceOf(await fullAtOf(name), now, pace, false),
    async add(name, amount, until) {
      const { rows } = await sql<{ amount: bigint }>`
        insert into counts (name, amount, until) values (${name}, ${amount}, ${until})
        on conflict (name) do update set amount = counts.amount + excluded.amount, until = excluded.until
        returning amount`.execute(db)
      return Number(rows[0]?.amount ?? 0)
    },
    async count(name, now) {
      const row = await db.selectFrom('counts').select('amount').where('name', '=', name).where('until', '>', now).executeTakeFirst()
      return Number(row?.amount ?? 0)
    },
    async once(name, now, until) {
      const { rows } = await sql`
        insert into counts (name, amount, until) values (${name}, 1, ${until})
        on conflict (name) do update set amount = 1, until = excluded.until where counts.until <= ${now}
        returning name`.execute(db)
      return rows.length > 0
    },
    async removeDue(now) {
      const paces = await db.deleteFrom('paces').where('fullAt', '<=', now.getTime()).executeTakeFirstOrThrow()
      const counts = await db.deleteFrom('counts').where('until', '<=', now).executeTakeFirstOrThrow()
      return Number(paces.numDeletedRows + counts.numDeletedRows)
    },
  }
}

export function auditTable(db: Kysely<Database>): AccountTables['audit'] {
  return {
    append: (complete) =>
      inTransaction(db, async (trx) => {
        await sql`select pg_advisory_xact_lock(${advisoryLocks.audit}, 0)`.execute(trx)
        const last = await trx.selectFrom('audit').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst()
        await trx.insertInto('audit').values(complete(last)).execute()
      }),
    from: (after, limit) => db.selectFrom('audit').selectAll().where('number', '>', after).orderBy('number').limit(limit).execute(),
    ofSubject: (subject) => db.selectFrom('audit').selectAll().where('subject', '=', subject).orderBy('number').execute(),
  }
}

const noVerdict = { decidedAt: null, reason: null, form: null, reference: null }

export function verificationTable(db: Kysely<Database>): AccountTables['verifications'] {
  const all = () => db.selectFrom('verifications').selectAll()
  return {
    async insert(row) {
      await db.insertInto('verifications').values({ ...noVerdict, ...row }).execute()
    },
    async get(id) {
      const row = await all().where('id', '=', id).executeTakeFirst()
      return row && present(row)
    },
    async byReference(reference) {
      const row = await all().where('reference', '=', reference).executeTakeFirst()
      return row && present(row)
    },
    ofAccount: async (account) => (await all().where('account', '=', account).orderBy('askedAt', 'desc').execute()).map(present),
    waiting: async (limit) => (await all().where('state', '=', 'waiting').orderBy('askedAt').limit(limit).execute()).map(present),
    async update({ id, ...row }) {
      await db.updateTable('verifications').set(whole(noVerdict, row)).where('id', '=', id).execute()
    },
    removeOf: async (account) => Number((await db.deleteFrom('verifications').where('account', '=', account).executeTakeFirstOrThrow()).numDeletedRows),
    withPapers: async (limit) => (await all().where((is) => is.or([is('papers', '>', 0), is('form', 'is not', null)])).orderBy('askedAt').limit(limit).execute()).map(present),
  }
}

export function openingTable(db: Kysely<Database>): AccountTables['openings'] {
  return {
    async insert(row) {
      await db.insertInto('openings').values(row).execute()
    },
    ofAccount: (account) => db.selectFrom('openings').selectAll().where('account', '=', account).orderBy('at', 'desc').execute(),
    async countRead(id) {
      await db.updateTable('openings').set({ reads: sql`reads + 1` }).where('id', '=', id).execute()
    },
    async end(id, at) {
      await db.updateTable('openings').set({ until: at }).where('id', '=', id).where('until', '>', at).execute()
    },
    async countSince(at) {
      const row = await db.selectFrom('openings').select(sql<bigint>`count(*)`.as('count')).where('at', '>=', at).executeTakeFirstOrThrow()
      return Number(row.count)
    },
    removeOf: async (account) => Number((await db.deleteFrom('openings').where('account', '=', account).executeTakeFirstOrThrow()).numDeletedRows),
  }
}

export function banTable(db: Kysely<Database>): AccountTables['bans'] {
  return {
    async insert(digest, until) {
      await db.insertInto('bans').values({ digest, until }).onConflict((conflict) => conflict.column('digest').doUpdateSet({ until })).execute()
    },
    has: async (digest, now) => (await db.selectFrom('bans').select('digest').where('digest', '=', digest).where('until', '>', now).executeTakeFirst()) !== undefined,
    removeDue: async (now) => Number((await db.deleteFrom('bans').where('until', '<=', now).executeTakeFirstOrThrow()).numDeletedRows),
  }
}

export function operatorTable(db: Kysely<Database>): AccountTables['operators'] {
  return {
    async add(person, since) {
      await db.insertInto('operators').values({ person, since }).onConflict((conflict) => conflict.doNothing()).execute()
    },
    has: async (person) => (await db.selectFrom('operators').select('person').where('person', '=', person).executeTakeFirst()) !== undefined,
    remove: async (person) => (await db.deleteFrom('operators').where('person', '=', person).returning('person').executeTakeFirst()) !== undefined,
    list: () => db.selectFrom('operators').selectAll().orderBy('since').execute(),
  }
}
