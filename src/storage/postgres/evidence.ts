// Counts of use, figures that stay, and hosts that were contacted, in PostgreSQL.

import { sql, type Kysely } from 'kysely'
import { facts, type EvidenceTables, type Fact, type FigureRow } from '../../core/evidence-tables.ts'
import type { Database } from './rows.ts'
import { inTransaction } from './transactions.ts'

export function evidenceTables(db: Kysely<Database>): EvidenceTables {
  return {
    visits: {
      add: (counts, marks) =>
        inTransaction(db, async (trx) => {
          const cell = ['day', 'figure', 'route', 'language', 'device'] as const
          if (counts.length > 0) {
            // In one order everywhere, so that two servers do not wait for each other.
            const rows = counts.map(({ amount, ...row }) => ({ ...row, amount: BigInt(amount) })).toSorted((a, b) => (cell.map((name) => a[name]).join() < cell.map((name) => b[name]).join() ? -1 : 1))
            await trx.insertInto('visitCounts').values(rows).onConflict((conflict) => conflict.columns([...cell]).doUpdateSet({ amount: sql<bigint>`visit_counts.amount + excluded.amount` })).execute()
          }
          if (marks.length > 0) await trx.insertInto('visitMarks').values([...marks]).onConflict((conflict) => conflict.doNothing()).execute()
        }),
      async figuresOf(day) {
        const found = await Promise.all([undefined, ...facts].map((fact) => figuresBy(db, day, fact)))
        return found.flat().sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
      },
      async days() {
        const { rows } = await sql<{ day: string }>`select distinct day from visit_counts union select distinct day from visit_marks order by day`.execute(db)
        return rows.map(({ day }) => day)
      },
      removeDay: (day) =>
        inTransaction(db, async (trx) => {
          await trx.deleteFrom('visitCounts').where('day', '=', day).execute()
          await trx.deleteFrom('visitMarks').where('day', '=', day).execute()
        }),
    },
    keptFigures: {
      async write(rows) {
        for (const { day, figure, fact, value, amount, visitors } of rows) {
          const values = { day, figure, fact, value, amount: BigInt(amount), visitors }
          await db.insertInto('keptFigures').values(values).onConflict((conflict) => conflict.columns(['day', 'figure', 'fact', 'value']).doUpdateSet({ amount: values.amount, visitors })).execute()
        }
      },
      async since(day) {
        const rows = await db.selectFrom('keptFigures').selectAll().where('day', '>=', day).execute()
        return rows.map((row) => ({ ...row, amount: Number(row.amount) })).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
      },
    },
    contacts: {
      async add(rows) {
        for (const { day, process, host, purpose, opened, refused, beyond } of rows) {
          await sql`insert into host_contacts (day, process, host, purpose, opened, refused, beyond) values (${day}, ${process}, ${host}, ${purpose}, ${opened}, ${refused}, ${beyond})
            on conflict (day, process, host, purpose) do update set opened = host_contacts.opened + excluded.opened, refused = host_contacts.refused + excluded.refused, beyond = host_contacts.beyond + excluded.beyond`.execute(db)
        }
      },
      async since(day) {
        const rows = await db.selectFrom('hostContacts').selectAll().where('day', '>=', day).orderBy('day', 'desc').orderBy('host').orderBy('purpose').orderBy('process').execute()
        return rows.map((row) => ({ ...row, opened: Number(row.opened), refused: Number(row.refused), beyond: Number(row.beyond) }))
      },
      removeBefore: async (day) => Number((await db.deleteFrom('hostContacts').where('day', '<', day).executeTakeFirstOrThrow()).numDeletedRows),
    },
  }
}

async function figuresBy(db: Kysely<Database>, day: string, fact: Fact | undefined): Promise<FigureRow[]> {
  const value = fact === undefined ? sql<string>`''` : sql.ref(fact)
  const { rows } = await sql<{ figure: FigureRow['figure']; value: string; amount: bigint; visitors: bigint }>`
    select counted.figure, counted.value, counted.amount, coalesce(marked.visitors, 0) as visitors
    from (select figure, ${value} as value, sum(amount)::bigint as amount from visit_counts where day = ${day} group by 1, 2) as counted
    left join (select figure, ${value} as value, count(distinct visitor) as visitors from visit_marks where day = ${day} group by 1, 2) as marked using (figure, value)`.execute(db)
  return rows.map(({ figure, value: of, amount, visitors }) => ({ day, figure, fact: fact ?? 'all', value: of, amount: Number(amount), visitors: Number(visitors) }))
}

/** Over all before the single facts, then by name. */
const nameOf = ({ day, figure, fact, value }: FigureRow): string => [day, figure, fact, value].join(' ')
