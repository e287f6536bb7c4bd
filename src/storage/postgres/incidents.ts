// Incidents and maintenance windows in PostgreSQL.

import { sql, type Kysely } from 'kysely'
import type { IncidentTable } from '../../core/incident-tables.ts'
import { present, type Database } from './rows.ts'

export function incidentTable(db: Kysely<Database>): IncidentTable {
  const all = () => db.selectFrom('incidents').selectAll()
  return {
    async insert({ title, updates, ...row }) {
      await db.insertInto('incidents').values({ endsAt: null, overAt: null, ...row, title: JSON.stringify(title), updates: JSON.stringify(updates) } as never).execute()
    },
    async get(id) {
      const row = await all().where('id', '=', id).executeTakeFirst()
      return row && present(row)
    },
    list: async (limit) => (await all().orderBy('startsAt', 'desc').orderBy('id', 'desc').limit(limit).execute()).map(present),
    async current(now, until) {
      const open = all().where('overAt', 'is', null).where('startsAt', '<=', until).where((is) => is.or([is('endsAt', 'is', null), is('endsAt', '>', now)]))
      const nearest = sql`abs(extract(epoch from starts_at - ${now}::timestamptz))`
      const row = await open.orderBy(sql`starts_at > ${now}::timestamptz`).orderBy(nearest).orderBy('id', 'desc').limit(1).executeTakeFirst()
      return row && present(row)
    },
    async add(id, update, overAt) {
      const longer = sql`updates || ${JSON.stringify([update])}::jsonb`
      const query = db.updateTable('incidents').set({ updates: longer as never, ...(overAt ? { overAt } : {}) })
      return (await query.where('id', '=', id).where('overAt', 'is', null).executeTakeFirstOrThrow()).numUpdatedRows > 0n
    },
  }
}
