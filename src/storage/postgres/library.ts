// Boards, what lies on them, preferences and drafts, in PostgreSQL.

import { sql, type Kysely } from 'kysely'
import type { BoardTable, DraftTable, PreferencesTable } from '../../core/library-tables.ts'
import { present, type Database } from './rows.ts'

const removed = ({ numDeletedRows }: { numDeletedRows: bigint }): number => Number(numDeletedRows)

export function boardTable(db: Kysely<Database>): BoardTable {
  return {
    async insert(row) {
      await db.insertInto('boards').values(row).execute()
    },
    get: (id) => db.selectFrom('boards').selectAll().where('id', '=', id).executeTakeFirst(),
    listOf: (owner) => db.selectFrom('boards').selectAll().where('owner', '=', owner).orderBy('createdAt').orderBy('id').execute(),
    async rename(id, name) {
      await db.updateTable('boards').set({ name }).where('id', '=', id).execute()
    },
    async remove(id) {
      await db.deleteFrom('placings').where('board', '=', id).execute()
      await db.deleteFrom('boards').where('id', '=', id).execute()
    },
    async place(rows) {
      if (rows.length > 0) await db.insertInto('placings').values([...rows]).onConflict((conflict) => conflict.doNothing()).execute()
    },
    async take(owner, board, images) {
      if (images.length > 0) await db.deleteFrom('placings').where('owner', '=', owner).where('board', '=', board).where('image', 'in', [...images]).execute()
    },
    async placingsOf(owner, images) {
      if (images?.length === 0) return []
      const own = db.selectFrom('placings').selectAll().where('owner', '=', owner)
      return (images ? own.where('image', 'in', [...images]) : own).execute()
    },
    async removeImages(images) {
      await db.deleteFrom('placings').where(sql<boolean>`image = any(${[...images]}::text[])`).execute()
    },
    async countOf(owner) {
      const count = async (table: 'boards' | 'placings') =>
        Number((await db.selectFrom(table).select((on) => on.fn.countAll().as('count')).where('owner', '=', owner).executeTakeFirstOrThrow()).count)
      return (await count('boards')) + (await count('placings'))
    },
    async removeOf(owner) {
      const placings = removed(await db.deleteFrom('placings').where('owner', '=', owner).executeTakeFirstOrThrow())
      return placings + removed(await db.deleteFrom('boards').where('owner', '=', owner).executeTakeFirstOrThrow())
    },
  }
}

export function preferencesTable(db: Kysely<Database>): PreferencesTable {
  return {
    async write({ owner, person, ...rest }) {
      await db.insertInto('preferences').values({ owner, person, ...rest }).onConflict((conflict) => conflict.columns(['owner', 'person']).doUpdateSet(rest)).execute()
    },
    get: (owner, person) => db.selectFrom('preferences').selectAll().where('owner', '=', owner).where('person', '=', person).executeTakeFirst(),
    countOf: async (owner) => Number((await db.selectFrom('preferences').select((on) => on.fn.countAll().as('count')).where('owner', '=', owner).executeTakeFirstOrThrow()).count),
    removeOf: async (owner) => removed(await db.deleteFrom('preferences').where('owner', '=', owner).executeTakeFirstOrThrow()),
  }
}

export function draftTable(db: Kysely<Database>): DraftTable {
  const ofPerson = (owner: string, person: string) => db.selectFrom('drafts').where('owner', '=', owner).where('person', '=', person)
  return {
    async write({ owner, person, name, deadline, ...rest }, most) {
      const set = { ...rest, deadline: deadline ?? null }
      await db.insertInto('drafts').values({ owner, person, name, ...set }).onConflict((conflict) => conflict.columns(['owner', 'person', 'name']).doUpdateSet(set)).execute()
      const beyond = ofPerson(owner, person).select('name').orderBy('changedAt', 'desc').orderBy('name').offset(most)
      await db.deleteFrom('drafts').where('owner', '=', owner).where('person', '=', person).where('name', 'in', beyond).execute()
    },
    async get(owner, person, name) {
      const row = await ofPerson(owner, person).selectAll().where('name', '=', name).executeTakeFirst()
      return row && present(row)
    },
    listOf: (owner, person) => ofPerson(owner, person).select(['name', 'changedAt']).orderBy('changedAt', 'desc').orderBy('name').execute(),
    async remove(owner, person, name) {
      await db.deleteFrom('drafts').where('owner', '=', owner).where('person', '=', person).where('name', '=', name).execute()
    },
    countOf: async (owner) => Number((await db.selectFrom('drafts').select((on) => on.fn.countAll().as('count')).where('owner', '=', owner).executeTakeFirstOrThrow()).count),
    removeOf: async (owner) => removed(await db.deleteFrom('drafts').where('owner', '=', owner).executeTakeFirstOrThrow()),
    removeDue: async (now) => removed(await db.deleteFrom('drafts').where('deadline', '<=', now).executeTakeFirstOrThrow()),
  }
}
