// Images and their links in PostgreSQL.

import { sql, type Kysely } from 'kysely'
import type { ImageTable, LinkTable } from '../../core/ports.ts'
import { present, type Database } from './rows.ts'

export function imageTable(db: Kysely<Database>): ImageTable {
  return {
    async insert(row) {
      await db.insertInto('images').values({ object: null, deadline: null, deletedAt: null, ...row }).execute()
    },
    async get(id) {
      const row = await db.selectFrom('images').selectAll().where('id', '=', id).executeTakeFirst()
      return row && present(row)
    },
    async ofGeneration(generation) {
      return (await db.selectFrom('images').selectAll().where('generation', '=', generation).orderBy('number').execute()).map(present)
    },
    async markDeleted(id, at) {
      await db.updateTable('images').set({ deletedAt: at }).where('id', '=', id).where('deletedAt', 'is', null).execute()
    },
    async markDeletedOf(owner, upTo, except) {
      const query = db.updateTable('images').set({ deletedAt: upTo }).where('owner', '=', owner).where('deletedAt', 'is', null)
      const born = query.where(sql<boolean>`not exists (select from generations where generations.id = images.generation and generations.created_at > ${upTo})`)
      return Number((await born.where(sql<boolean>`id <> all(${[...except]}::text[])`).executeTakeFirstOrThrow()).numUpdatedRows)
    },
    async deletedOf(owner, limit) {
      return (await db.selectFrom('images').selectAll().where('owner', '=', owner).where('deletedAt', 'is not', null).limit(limit).execute()).map(present)
    },
    async listOf(owner, { before, limit }) {
      let query = db.selectFrom('images').selectAll().where('owner', '=', owner).where('deletedAt', 'is', null)
      if (before !== undefined) query = query.where(sql<boolean>`(created_at, id) < (select created_at, id from images where id = ${before} and owner = ${owner})`)
      return (await query.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limit).execute()).map(present)
    },
    async countOf(owner) {
      const query = db.selectFrom('images').where('owner', '=', owner).where('deletedAt', 'is', null)
      const row = await query.select([sql<string>`count(*)`.as('images'), sql<string>`coalesce(sum(size), 0)`.as('bytes'), sql<Date | null>`min(deadline)`.as('nextDeadline')]).executeTakeFirstOrThrow()
      return { images: Number(row.images), bytes: Number(row.bytes), ...(row.nextDeadline ? { nextDeadline: row.nextDeadline } : {}) }
    },
    async goingOf(owner, from, to) {
      const query = db.selectFrom('images').where('owner', '=', owner).where('deletedAt', 'is', null).where('deadline', '>', from).where('deadline', '<=', to)
      const row = await query.select([sql<string>`count(*)`.as('images'), sql<Date | null>`min(deadline)`.as('first')]).executeTakeFirstOrThrow()
      return row.first ? { images: Number(row.images), first: row.first } : undefined
    },
    async accountsGoing(from, to, after, limit) {
      const query = db.selectFrom('images').select('owner').distinct().where(sql<boolean>`starts_with(owner, 'owner/acc_')`).where('deletedAt', 'is', null).where('deadline', '>', from).where('deadline', '<=', to)
      const rows = await (after === undefined ? query : query.where('owner', '>', `owner/${after}`)).orderBy('owner').limit(limit).execute()
      return rows.map(({ owner }) => owner.slice('owner/'.length))
    },
    async totals() {
      const query = db.selectFrom('images').where('deletedAt', 'is', null)
      const row = await query.select([sql<string>`count(*)`.as('images'), sql<string>`coalesce(sum(size), 0)`.as('bytes')]).executeTakeFirstOrThrow()
      return { images: Number(row.images), bytes: Number(row.bytes) }
    },
    async due(now, limit) {
      const query = db.selectFrom('images').selectAll()
      return (await query.where((is) => is.or([is('deletedAt', 'is not', null), is('deadline', '<=', now)])).limit(limit).execute()).map(present)
    },
    async remove(ids) {
      await db.deleteFrom('images').where(sql<boolean>`id = any(${[...ids]}::text[])`).execute()
    },
    async exists(ids) {
      const rows = await db.selectFrom('images').select('id').where(sql<boolean>`id = any(${[...ids]}::text[])`).execute()
      return new Set(rows.map((row) => row.id))
    },
    async oldestDeadline() {
      const row = await db.selectFrom('images').selectAll().where('deadline', 'is not', null).orderBy('deadline').limit(1).executeTakeFirst()
      return row && present(row)
    },
  }
}

export function linkTable(db: Kysely<Database>): LinkTable {
  return {
    async insert(row) {
      await db.insertInto('links').values({ object: null, revokedAt: null, ...row }).execute()
    },
    async get(digest) {
      const row = await db.selectFrom('links').selectAll().where('digest', '=', digest).executeTakeFirst()
      return row && present(row)
    },
    async listOf(owner) {
      return (await db.selectFrom('links').selectAll().where('owner', '=', owner).orderBy('createdAt', 'desc').orderBy('id').execute()).map(present)
    },
    async revoke(id, owner, at) {
      const query = db.updateTable('links').set({ revokedAt: at }).where('id', '=', id).where('owner', '=', owner)
      return (await query.where('revokedAt', 'is', null).returning('id').executeTakeFirst()) !== undefined
    },
    async removeOfOwner(owner, except) {
      const query = db.deleteFrom('links').where('owner', '=', owner).where(sql<boolean>`image <> all(${[...except]}::text[])`)
      return Number((await query.executeTakeFirstOrThrow()).numDeletedRows)
    },
    async emptyAccess(id) {
      await db.updateTable('links').set({ access: new Uint8Array(0), smallAccess: new Uint8Array(0) }).where('id', '=', id).where('revokedAt', 'is not', null).execute()
    },
    async removeOf(images) {
      await db.deleteFrom('links').where(sql<boolean>`image = any(${[...images]}::text[])`).execute()
    },
    removeDue: async (now) => Number((await db.deleteFrom('links').where('expiresAt', '<=', now).executeTakeFirstOrThrow()).numDeletedRows),
  }
}
