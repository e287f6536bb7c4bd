// Kept files, batches and webhooks in PostgreSQL.

import { sql, type Kysely, type SelectQueryBuilder } from 'kysely'
import { batchEnds, type BatchRow, type BatchTable, type ClientTables, type KeptFileRow, type KeptFileTable, type Page, type WebhookTable } from '../../core/client-tables.ts'
import { present, type Database } from './rows.ts'

type PagedTable = 'keptFiles' | 'batches'

/** Rows after the one named, by age. */
function paged<Row>(query: SelectQueryBuilder<Database, PagedTable, Row>, table: PagedTable, { after, limit, oldestFirst }: Page): SelectQueryBuilder<Database, PagedTable, Row> {
  const name = sql.table(table === 'keptFiles' ? 'kept_files' : 'batches')
  const [sign, direction] = oldestFirst ? [sql`>`, 'asc' as const] : [sql`<`, 'desc' as const]
  const from = after === undefined ? query : query.where(sql<boolean>`(created_at, id) ${sign} (select created_at, id from ${name} where id = ${after})`)
  return from.orderBy('createdAt', direction).orderBy('id', direction).limit(limit)
}

const emptyFile = { deadline: null, deletedAt: null, batch: null, part: null }
const emptyBatch = { key: null, outputFile: null, errorFile: null, startedAt: null, endedAt: null, deadline: null, heldUntil: null }
const unfinished = ['validating', 'in_progress', 'finalizing', 'cancelling'] as const

type FileColumns = Database['keptFiles']
const fileOf = (row: FileColumns): KeptFileRow => {
  const { size, ...rest } = present(row)
  return { ...rest, size: Number(size) }
}

function keptFileTable(db: Kysely<Database>): KeptFileTable {
  const living = () => db.selectFrom('keptFiles').selectAll().where('deletedAt', 'is', null)
  return {
    async insert(row) {
      await db.insertInto('keptFiles').values({ ...emptyFile, ...row, size: BigInt(row.size) }).execute()
    },
    async get(id) {
      const row = await living().where('id', '=', id).executeTakeFirst()
      return row && fileOf(row)
    },
    async listOf(owner, page) {
      let query = living().where('owner', '=', owner)
      if (page.purpose !== undefined) query = query.where('purpose', '=', page.purpose)
      return (await paged(query as never, 'keptFiles', page).execute()).map((row) => fileOf(row as FileColumns))
    },
    async countOf(owner) {
      const { files, bytes, next } = await db
        .selectFrom('keptFiles')
        .select([sql<string>`count(*)`.as('files'), sql<string>`coalesce(sum(size), 0)`.as('bytes'), sql<Date | null>`min(deadline)`.as('next')])
        .where('owner', '=', owner)
        .where('deletedAt', 'is', null)
        .executeTakeFirstOrThrow()
      return { files: Number(files), bytes: Number(bytes), next: next ?? undefined }
    },
    async markDeleted(id, at) {
      await db.updateTable('keptFiles').set({ deletedAt: at }).where('id', '=', id).where('deletedAt', 'is', null).execute()
    },
    async markDeletedOf(owner, upTo) {
      const result = await db.updateTable('keptFiles').set({ deletedAt: upTo }).where('owner', '=', owner).where('createdAt', '<=', upTo).where('deletedAt', 'is', null).executeTakeFirstOrThrow()
      return Number(result.numUpdatedRows)
    },
    allOf: async (owner, upTo) => (await db.selectFrom('keptFiles').selectAll().where('owner', '=', owner).where('createdAt', '<=', upTo).orderBy('createdAt').orderBy('id').execute()).map(fileOf),
    async due(now, limit) {
      const query = db.selectFrom('keptFiles').selectAll().where((is) => is.or([is('deletedAt', 'is not', null), is('deadline', '<=', now)]))
      return (await query.orderBy('createdAt').orderBy('id').limit(limit).execute()).map(fileOf)
    },
    async remove(id) {
      await db.deleteFrom('keptFiles').where('id', '=', id).execute()
    },
  }
}

function batchTable(db: Kysely<Database>): BatchTable {
  const batchOf = (row: Database['batches']): BatchRow => present(row)
  return {
    async insert(row) {
      await db.insertInto('batches').values({ ...emptyBatch, ...row }).execute()
    },
    async get(id) {
      const row = await db.selectFrom('batches').selectAll().where('id', '=', id).executeTakeFirst()
      return row && batchOf(row)
    },
    async listOf(owner, page) {
      const query = db.selectFrom('batches').selectAll().where('owner', '=', owner)
      return (await paged(query as never, 'batches', page).execute()).map((row) => batchOf(row as Database['batches']))
    },
    async take(now, until) {
      const next = db
        .selectFrom('batches')
        .select('id')
        .where('state', 'in', unfinished)
        .where((is) => is.or([is('heldUntil', 'is', null), is('heldUntil', '<=', now)]))
        .orderBy('createdAt')
        .orderBy('id')
        .limit(1)
        .forUpdate()
        .skipLocked()
      const row = await db.updateTable('batches').set({ heldUntil: until }).where('id', 'in', next).returningAll().executeTakeFirst()
      return row && batchOf(row)
    },
    async note(id, { total, completed, failed }, at, until) {
      const begun = total > 0
      const row = await db
        .updateTable('batches')
        .set({
          total,
          completed,
          failed,
          heldUntil: until,
          state: begun ? sql`case when state = 'validating' then 'in_progress' else state end` : sql`state`,
          startedAt: begun ? sql`coalesce(started_at, ${at})` : sql`started_at`,
        })
        .where('id', '=', id)
        .returning('state')
        .executeTakeFirst()
      return row?.state
    },
    async letGo(id) {
      await db.updateTable('batches').set({ heldUntil: null }).where('id', '=', id).execute()
    },
    async end({ id, ...row }) {
      const result = await db.updateTable('batches').set({ ...emptyBatch, ...row, heldUntil: null }).where('id', '=', id).where('state', 'in', unfinished).executeTakeFirstOrThrow()
      return result.numUpdatedRows > 0n
    },
    async askCancel(id, owner) {
      const result = await db.updateTable('batches').set({ state: 'cancelling' }).where('id', '=', id).where('owner', '=', owner).where('state', 'in', unfinished).executeTakeFirstOrThrow()
      return result.numUpdatedRows > 0n
    },
    async countOf(owner) {
      const { batches, next } = await db
        .selectFrom('batches')
        .select([sql<string>`count(*)`.as('batches'), sql<Date | null>`min(deadline)`.as('next')])
        .where('owner', '=', owner)
        .executeTakeFirstOrThrow()
      return { batches: Number(batches), next: next ?? undefined }
    },
    allOf: async (owner, upTo) => (await db.selectFrom('batches').selectAll().where('owner', '=', owner).where('createdAt', '<=', upTo).orderBy('createdAt').orderBy('id').execute()).map(batchOf),
    removeOf: async (owner, upTo) => Number((await db.deleteFrom('batches').where('owner', '=', owner).where('createdAt', '<=', upTo).executeTakeFirstOrThrow()).numDeletedRows),
    due: async (now, limit) => (await db.selectFrom('batches').selectAll().where('deadline', '<=', now).where('state', 'in', batchEnds).orderBy('createdAt').orderBy('id').limit(limit).execute()).map(batchOf),
    async remove(id) {
      await db.deleteFrom('batches').where('id', '=', id).execute()
    },
    async addLine({ batch, number, failed, answer }) {
      // Nothing is added to a batch that was erased meanwhile.
      await sql`insert into batch_lines (batch, number, failed, answer) select id, ${number}, ${failed}, ${answer} from batches where id = ${batch} on conflict do nothing`.execute(db)
    },
    linesOf: (batch, from, limit) => db.selectFrom('batchLines').selectAll().where('batch', '=', batch).where('number', '>=', from).orderBy('number').limit(limit).execute(),
  }
}

const emptyDelivery = { nextAt: null, triedAt: null, status: null }

function webhookTable(db: Kysely<Database>): WebhookTable {
  return {
    async insert(row) {
      await db.insertInto('webhooks').values(row).execute()
    },
    get: (id) => db.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst(),
    listOf: (owner) => db.selectFrom('webhooks').selectAll().where('owner', '=', owner).orderBy('createdAt').orderBy('id').execute(),
    async remove(id, owner) {
      const result = await db.deleteFrom('webhooks').where('id', '=', id).where('owner', '=', owner).executeTakeFirstOrThrow()
      return result.numDeletedRows > 0n
    },
    removeOf: async (owner) => Number((await db.deleteFrom('webhooks').where('owner', '=', owner).executeTakeFirstOrThrow()).numDeletedRows),
    async announce(rows) {
      if (rows.length > 0) await db.insertInto('webhookDeliveries').values(rows.map((row) => ({ ...emptyDelivery, ...row }))).execute()
    },
    async takeDue(now, until, limit) {
      const due = db.selectFrom('webhookDeliveries').select('id').where('state', '=', 'waiting').where('nextAt', '<=', now).orderBy('nextAt').orderBy('id').limit(limit).forUpdate().skipLocked()
      const rows = await db.updateTable('webhookDeliveries').set({ nextAt: until }).where('id', 'in', due).returningAll().execute()
      return rows.map(present).sort((a, b) => Number(a.createdAt) - Number(b.createdAt) || (a.id < b.id ? -1 : 1))
    },
    async write({ id, ...row }) {
      await db.updateTable('webhookDeliveries').set({ ...emptyDelivery, ...row }).where('id', '=', id).execute()
    },
    deliveriesOf: async (webhook, limit) => (await db.selectFrom('webhookDeliveries').selectAll().where('webhook', '=', webhook).orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limit).execute()).map(present),
    removeDeliveries: async (before) => Number((await db.deleteFrom('webhookDeliveries').where('createdAt', '<', before).where('state', '!=', 'waiting').executeTakeFirstOrThrow()).numDeletedRows),
  }
}

export function clientTables(db: Kysely<Database>): ClientTables {
  return { keptFiles: keptFileTable(db), batches: batchTable(db), webhooks: webhookTable(db) }
}
