// Generations in PostgreSQL: the row is its own job, taken by one worker at a time under a lease and a fence.

import { sql, type Kysely } from 'kysely'
import type { GenerationTable, KeyName } from '../../core/ports.ts'
import { figuresSince } from './figures.ts'
import { takeNext } from './line.ts'
import { advisoryLocks, lockNumber } from './locks.ts'
import { generationOf, type Database } from './rows.ts'
import { inTransaction } from './transactions.ts'

/** `lockOf` gives the number of the advisory lock that a holder holds at this moment, if it does. */
export function generationTable(db: Kysely<Database>, lockOf: (holder: string) => number | undefined): GenerationTable {
  return {
    insert: (row) =>
      inTransaction(db, async (trx) => {
        const share = row.share ?? row.owner
        // One after the other for one place in line, so that no two of its orders get the same turn.
        await sql`select pg_advisory_xact_lock(${advisoryLocks.line}, ${lockNumber(share)})`.execute(trx)
        const { lease: _, ...columns } = row
        await trx.insertInto('generations').values({ ...emptied, ...columns, turn: fairTurn(share) }).execute()
      }),
    async get(id) {
      const row = await db.selectFrom('generations').selectAll().where('id', '=', id).executeTakeFirst()
      return row && generationOf(row)
    },
    async listOf(owner, { before, limit }) {
      let query = db.selectFrom('generations').selectAll().where('owner', '=', owner)
      if (before !== undefined) {
        query = query.where(sql<boolean>`(created_at, id) < (select created_at, id from generations where id = ${before} and owner = ${owner})`)
      }
      const rows = await query.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limit).execute()
      return rows.map(generationOf)
    },
    async listOfRoot(owner, root, limit) {
      const query = db.selectFrom('generations').selectAll().where('owner', '=', owner).where('root', '=', root)
      return (await query.orderBy('createdAt').orderBy('id').limit(limit).execute()).map(generationOf)
    },
    async finishedAfter(after, limit) {
      let query = db.selectFrom('generations').selectAll().where('state', '=', 'finished')
      if (after !== undefined) query = query.where(sql<boolean>`(created_at, id) > (select created_at, id from generations where id = ${after})`)
      return (await query.orderBy('createdAt').orderBy('id').limit(limit).execute()).map(generationOf)
    },
    take: (holder, now, leaseUntil, notOf = []) => takeNext(db, { holder, lock: lockOf(holder), now, leaseUntil, notOf }),
    async renew(id, fence, until) {
      const query = db.updateTable('generations').set({ leaseUntil: until }).where('id', '=', id).where('fence', '=', fence)
      const row = await query.where('state', '=', 'running').returning('cancelAsked').executeTakeFirst()
      return { held: row !== undefined, cancelAsked: row?.cancelAsked ?? false }
    },
    async giveBack(id, fence) {
      const query = db.updateTable('generations').set({ state: 'waiting', ...unleased }).where('id', '=', id).where('fence', '=', fence)
      return (await query.where('state', '=', 'running').returning('id').executeTakeFirst()) !== undefined
    },
    async end(id, fence, { state, endedAt, engine, outcome, error, milliseconds }) {
      const ended = { state, endedAt, engine: engine ?? null, outcome: outcome ?? null, error: error ?? null, milliseconds: milliseconds ?? null, share: null, ...unexpected }
      const query = db.updateTable('generations').set({ ...ended, order: null, ...unleased }).where('id', '=', id)
      const held = fence === undefined ? query.where('state', '=', 'waiting') : query.where('state', '=', 'running').where('fence', '=', fence)
      return (await held.returning('id').executeTakeFirst()) !== undefined
    },
    async askCancel(id) {
      await db.updateTable('generations').set({ cancelAsked: true }).where('id', '=', id).where('state', 'in', ['waiting', 'running']).execute()
    },
    async lineBefore(id) {
      const { rows } = await sql<Record<'place' | 'least' | 'most' | 'unknown', bigint | number | null>>`
        select count(*) filter (where other.state = 'waiting') as place,
          sum(other.pictures * other.expected_least) filter (where other.state = 'waiting' and other.expected_engine = own.expected_engine)::float8 as least,
          sum(other.pictures * other.expected_most) filter (where other.expected_engine = own.expected_engine)::float8 as most,
          count(*) filter (where other.expected_most is null and other.expected_engine = own.expected_engine) as unknown
        from generations as other, generations as own
        where own.id = ${id} and own.state = 'waiting' and other.state in ('waiting', 'running') and other.id <> own.id
          and (other.state = 'running' or (other.turn, other.created_at, other.id) < (own.turn, own.created_at, own.id))`.execute(db)
      const { place, least, most, unknown } = rows[0] ?? {}
      return { place: Number(place ?? 0), least: Number(least ?? 0), most: Number(most ?? 0), unknown: Number(unknown ?? 0) }
    },
    async firstUnfinishedOf(of) {
      const query = db.selectFrom('generations').selectAll().where('state', 'in', ['waiting', 'running'])
      const own = 'key' in of ? query.where('key', '=', of.key) : query.where(sql<boolean>`coalesce(share, owner) = ${of.share}`)
      const row = await own.orderBy('state').orderBy('turn').orderBy('createdAt').orderBy('id').executeTakeFirst()
      return row && generationOf(row)
    },
    async countUnfinished(owner) {
      let query = db.selectFrom('generations').select(sql<bigint>`count(*)`.as('count')).where('state', 'in', ['waiting', 'running'])
      if (owner !== undefined) query = query.where('owner', '=', owner)
      return Number((await query.executeTakeFirstOrThrow()).count)
    },
    async countUnfinishedOf(of) {
      const query = db.selectFrom('generations').select(sql<bigint>`count(*)`.as('count')).where('state', 'in', ['waiting', 'running'])
      const own = 'key' in of ? query.where('key', '=', of.key) : query.where(sql<boolean>`coalesce(share, owner) = ${of.share}`)
      return Number((await own.executeTakeFirstOrThrow()).count)
    },
    async queueKeysInUse() {
      const rows = await db.selectFrom('generations').select('queue').distinct().where('state', 'in', ['waiting', 'running']).execute()
      return rows.map((row): KeyName => row.queue)
    },
    async due(now, limit) {
      const query = db.selectFrom('generations').selectAll().where('endedAt', 'is not', null).where('deadline', '<=', now)
      return (await query.orderBy('deadline').limit(limit).execute()).map(generationOf)
    },
    async setNote(id, note) {
      await db.updateTable('generations').set({ note: note ?? null }).where('id', '=', id).execute()
    },
    async remove(id) {
      await db.deleteFrom('generations').where('id', '=', id).execute()
    },
    async removeAll(ids) {
      await db.deleteFrom('generations').where(sql<boolean>`id = any(${[...ids]}::text[])`).execute()
    },
    async briefOf(owner, upTo) {
      const query = db.selectFrom('generations').select(['id', 'pictures', 'endedAt', sql<boolean>`object_keys is not null`.as('ownKeys')])
      const rows = await query.where('owner', '=', owner).where('createdAt', '<=', upTo).execute()
      return rows.map(({ endedAt, ...row }) => ({ ...row, unfinished: endedAt === null }))
    },
    async removeUnfinished(id) {
      const query = db.deleteFrom('generations').where('id', '=', id).where('state', 'in', ['waiting', 'running'])
      return (await query.returning('id').executeTakeFirst()) !== undefined
    },
    async listOfEndUser(owner, endUser, limit) {
      const query = db.selectFrom('generations').selectAll().where('owner', '=', owner)
      const theirs = endUser ? query.where('endUser', '=', endUser) : query.where('endUser', 'is not', null)
      return (await theirs.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limit).execute()).map(generationOf)
    },
    figuresSince: (since) => figuresSince(db, since),
    async removeEndedOf(owner, upTo) {
      const query = db.deleteFrom('generations').where('owner', '=', owner).where('createdAt', '<=', upTo)
      return Number((await query.where('endedAt', 'is not', null).executeTakeFirstOrThrow()).numDeletedRows)
    },
  }
}

const unexpected = { expectedEngine: null, expectedLeast: null, expectedMost: null, expectedFrom: null, countedPictures: null, countedAs: null }
const unleased = { leaseHolder: null, leaseUntil: null, leaseLock: null }
const emptied = {
  share: null,
  key: null,
  endUser: null,
  root: null,
  objectKeys: null,
  startedAt: null,
  endedAt: null,
  deadline: null,
  order: null,
  outcome: null,
  note: null,
  engine: null,
  error: null,
  milliseconds: null,
  tier: null,
  uses: null,
  ...unexpected,
  ...unleased,
}

/**
 * Start-time fair queueing: an order starts where the line is now, or where the order before it of the same share ends,
 * whichever is later; each picture is one step.
 */
function fairTurn(share: string) {
  return sql<bigint>`greatest(
    coalesce((select turn from generations where fence > 0 order by turn desc limit 1), 0),
    coalesce((select turn + pictures from generations where coalesce(share, owner) = ${share} order by turn desc limit 1), 0))`
}
