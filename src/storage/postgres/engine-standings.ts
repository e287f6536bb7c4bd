// Standings of engines in PostgreSQL: the newest of each engine and worker.

import type { Kysely } from 'kysely'
import type { EngineStanding, EngineStandingTable } from '../../core/engines.ts'
import type { Database } from './rows.ts'

export function engineStandingTable(db: Kysely<Database>): EngineStandingTable {
  return {
    async write(holder, { engine, at, ...standing }) {
      const row = { engine, holder, at, standing: JSON.stringify(standing) }
      await db.insertInto('engineStandings').values(row).onConflict((conflict) => conflict.columns(['engine', 'holder']).doUpdateSet({ at, standing: row.standing })).execute()
    },
    async newest(since) {
      const rows = await db.selectFrom('engineStandings').selectAll().where('at', '>=', since).orderBy('engine').orderBy('holder').execute()
      return rows.map(({ engine, at, standing }) => ({ engine, at, ...(standing as unknown as Omit<EngineStanding, 'engine' | 'at'>) }))
    },
    removeBefore: async (at) => Number((await db.deleteFrom('engineStandings').where('at', '<', at).executeTakeFirstOrThrow()).numDeletedRows),
  }
}
