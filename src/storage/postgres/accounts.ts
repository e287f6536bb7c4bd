// Accounts, their members, invitations and keys in PostgreSQL.

import { sql, type Kysely } from 'kysely'
import type { AccountTables, Standing } from '../../core/account-tables.ts'
import { present, whole, type Database } from './rows.ts'

const noAccount = { reason: null, appealedAt: null, verifiedUntil: null, terms: null, lookAt: null, closing: null }

export function accountTable(db: Kysely<Database>): AccountTables['accounts'] {
  const one = (id: string) => db.selectFrom('accounts').selectAll().where('id', '=', id)
  return {
    async insert(row) {
      await db.insertInto('accounts').values({ ...noAccount, ...row }).execute()
    },
    async get(id) {
      const row = await one(id).executeTakeFirst()
      return row && present(row)
    },
    async hold(id) {
      const row = await one(id).forUpdate().executeTakeFirst()
      return row && present(row)
    },
    async update({ id, ...row }) {
      await db.updateTable('accounts').set(whole(noAccount, row)).where('id', '=', id).execute()
    },
    async list({ before, limit, standing }) {
      let query = db.selectFrom('accounts').selectAll()
      if (standing !== undefined) query = query.where('standing', '=', standing)
      if (before !== undefined) query = query.where(sql<boolean>`(created_at, id) < (select created_at, id from accounts where id = ${before})`)
      return (await query.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limit).execute()).map(present)
    },
    due: async (now, limit) => (await db.selectFrom('accounts').selectAll().where('lookAt', '<=', now).orderBy('lookAt').limit(limit).execute()).map(present),
    async remove(id) {
      await db.deleteFrom('accounts').where('id', '=', id).execute()
    },
    async countByStanding() {
      const rows = await db.selectFrom('accounts').select(['standing', sql<bigint>`count(*)`.as('count')]).groupBy('standing').execute()
      return Object.fromEntries(rows.map(({ standing, count }) => [standing, Number(count)])) as Partial<Record<Standing, number>>
    },
  }
}

export function memberTable(db: Kysely<Database>): AccountTables['members'] {
  return {
    async insert(row) {
      await db.insertInto('members').values(row).execute()
    },
    get: (account, person) => db.selectFrom('members').selectAll().where('account', '=', account).where('person', '=', person).executeTakeFirst(),
    ofAccount: (account) => db.selectFrom('members').selectAll().where('account', '=', account).orderBy('since').orderBy('person').execute(),
    ofPerson: (person) => db.selectFrom('members').selectAll().where('person', '=', person).orderBy('since').orderBy('account').execute(),
    async setRole(account, person, role) {
      await db.updateTable('members').set({ role }).where('account', '=', account).where('person', '=', person).execute()
    },
    remove: async (account, person) => (await db.deleteFrom('members').where('account', '=', account).where('person', '=', person).returning('person').executeTakeFirst()) !== undefined,
  }
}

export function invitationTable(db: Kysely<Database>): AccountTables['invitations'] {
  const all = () => db.selectFrom('invitations').selectAll()
  return {
    async insert(row) {
      await db.insertInto('invitations').values({ person: null, ...row }).execute()
    },
    async get(id) {
      const row = await all().where('id', '=', id).executeTakeFirst()
      return row && present(row)
    },
    async byDigest(digest) {
      const row = await all().where('digest', '=', digest).executeTakeFirst()
      return row && present(row)
    },
    ofAccount: async (account) => (await all().where('account', '=', account).orderBy('createdAt', 'desc').orderBy('id').execute()).map(present),
    ofPerson: async (person) => (await all().where('person', '=', person).orderBy('createdAt', 'desc').orderBy('id').execute()).map(present),
    remove: async (id) => (await db.deleteFrom('invitations').where('id', '=', id).returning('id').executeTakeFirst()) !== undefined,
    removeOf: async (account) => Number((await db.deleteFrom('invitations').where('account', '=', account).executeTakeFirstOrThrow()).numDeletedRows),
    removeDue: async (now) => Number((await db.deleteFrom('invitations').where('expiresAt', '<=', now).executeTakeFirstOrThrow()).numDeletedRows),
  }
}

const noLimits = { hint: null, name: null, expiresAt: null, perMinute: null, concurrency: null, moneyPerDay: null, addresses: null, successor: null }

export function keyTable(db: Kysely<Database>): AccountTables['keys'] {
  return {
    async insert(row) {
      await db.insertInto('apiKeys').values({ ...noLimits, revokedAt: null, lastUsedAt: null, signing: null, ...row }).execute()
    },
    async get(id) {
      const row = await db.selectFrom('apiKeys').selectAll().where('id', '=', id).executeTakeFirst()
      return row && present(row)
    },
    async byHash(hash) {
      const row = await db.selectFrom('apiKeys').selectAll().where('hash', '=', hash).executeTakeFirst()
      return row && present(row)
    },
    listOf: async (owner) => (await db.selectFrom('apiKeys').selectAll().where('owner', '=', owner).orderBy('createdAt', 'desc').orderBy('id').execute()).map(present),
    async update({ id, hash: _h, owner: _o, createdAt: _c, revokedAt: _r, lastUsedAt: _l, signing: _s, ...row }) {
      await db.updateTable('apiKeys').set(whole(noLimits, row)).where('id', '=', id).execute()
    },
    async touch(id, hour) {
      await db.updateTable('apiKeys').set({ lastUsedAt: hour }).where('id', '=', id).where((is) => is.or([is('lastUsedAt', 'is', null), is('lastUsedAt', '<', hour)])).execute()
    },
    async revoke(id, at) {
      await db.updateTable('apiKeys').set({ revokedAt: at, signing: null }).where('id', '=', id).where('revokedAt', 'is', null).execute()
    },
    revokeOf: async (owner, at) => Number((await db.updateTable('apiKeys').set({ revokedAt: at, signing: null }).where('owner', '=', owner).where('revokedAt', 'is', null).executeTakeFirstOrThrow()).numUpdatedRows),
    removeOf: async (owner) => Number((await db.deleteFrom('apiKeys').where('owner', '=', owner).executeTakeFirstOrThrow()).numDeletedRows),
  }
}
