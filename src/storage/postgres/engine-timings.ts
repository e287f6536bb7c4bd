// Durations of engines, and what operators want of them, in PostgreSQL.

import { sql, type Kysely } from 'kysely'
import type { EngineControlTable } from '../../core/engines.ts'
import { timingsKept, type EngineTimingTable } from '../../core/timings.ts'
import { present, type Database } from './rows.ts'

export function engineTimingTable(db: Kysely<Database>): EngineTimingTable {
  return {
    async add(timings) {
      if (timings.length === 0) return
      await db.insertInto('engineTimings').values(timings.map((one) => ({ ...one, steps: one.steps ?? null, milliseconds: Math.round(one.milliseconds) }))).execute()
      const pairs = new Map(timings.map(({ engine, model }) => [`${engine} ${model}`, { engine, model }]))
      for (const { engine, model } of pairs.values()) {
        await sql`
          delete from engine_timings where engine = ${engine} and model = ${model} and number <= (
            select number from engine_timings where engine = ${engine} and model = ${model} order by number desc offset ${timingsKept} limit 1)`.execute(db)
      }
    },
    async newest(engine, model) {
      const query = db.selectFrom('engineTimings').select(['engine', 'model', 'pixels', 'steps', 'edited', 'milliseconds']).where('engine', '=', engine)
      const rows = await (model === undefined ? query : query.where('model', '=', model)).orderBy('number', 'desc').execute()
      return rows.map(present)
    },
  }
}

export function engineControlTable(db: Kysely<Database>): EngineControlTable {
  return {
    async write(engine, change) {
      await db.insertInto('engineControls').values({ engine, pausedAt: null, tryAt: null, canaryAt: null, ...change }).onConflict((conflict) => conflict.column('engine').doUpdateSet({ engine, ...change })).execute()
    },
    list: async () => (await db.selectFrom('engineControls').selectAll().orderBy('engine').execute()).map(present),
  }
}
