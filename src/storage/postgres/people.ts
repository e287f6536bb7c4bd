// The tables of sign-in in PostgreSQL. Names of tables and columns come from the core's list only.

import { sql, type Kysely, type RawBuilder } from 'kysely'
import { peopleTables, type Condition, type PeopleTable, type PeopleTableName, type PersonRecord, type RecordValue } from '../../core/people.ts'
import type { Database } from './rows.ts'

const names: Record<PeopleTableName, string> = {
  people: 'people',
  logins: 'person_logins',
  signIns: 'person_sign_ins',
  signInCodes: 'sign_in_codes',
  passkeys: 'person_passkeys',
  secondFactors: 'person_second_factors',
  newsConsents: 'news_consents',
}

export function peopleTable(db: Kysely<Database>): PeopleTable {
  const run = async (query: RawBuilder<PersonRecord>): Promise<PersonRecord[]> => (await query.execute(db)).rows.map(withNumbers)
  return {
    async insert(table, row) {
      const columns = Object.keys(row).map((column) => columnOf(table, column))
      await run(sql`insert into ${tableOf(table)} (${sql.join(columns)}) values (${sql.join(Object.values(row))})`)
    },
    find(table, where, { limit, offset, sort } = {}) {
      const order = sort ? sql`order by ${columnOf(table, sort.column)} ${sql.raw(sort.newestFirst ? 'desc' : 'asc')}` : sql``
      return run(sql`select * from ${tableOf(table)} where ${allOf(table, where)} ${order} limit ${limit ?? null} offset ${offset ?? 0}`)
    },
    async count(table, where) {
      const [row] = await run(sql`select count(*)::int as count from ${tableOf(table)} where ${allOf(table, where)}`)
      return Number(row?.count ?? 0)
    },
    async change(table, where, set, add = {}) {
      const changes = [
        ...Object.entries(set).map(([column, value]) => sql`${columnOf(table, column)} = ${value}`),
        ...Object.entries(add).map(([column, more]) => sql`${columnOf(table, column)} = coalesce(${columnOf(table, column)}, 0) + ${more}`),
      ]
      if (changes.length === 0) return run(sql`select * from ${tableOf(table)} where ${allOf(table, where)}`)
      return run(sql`update ${tableOf(table)} set ${sql.join(changes)} where ${allOf(table, where)} returning *`)
    },
    remove: (table, where) => run(sql`delete from ${tableOf(table)} where ${allOf(table, where)} returning *`),
  }
}

/** A counter of 32 bits comes as a bigint. */
const withNumbers = (row: PersonRecord): PersonRecord => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, typeof value === 'bigint' ? Number(value) : value]))

const tableOf = (table: PeopleTableName): RawBuilder<unknown> => sql.table(names[table])

function columnOf(table: PeopleTableName, column: string): RawBuilder<unknown> {
  if (!(peopleTables[table].columns as readonly string[]).includes(column)) throw new Error('there is no such column')
  return sql.ref(column)
}

function allOf(table: PeopleTableName, where: readonly Condition[]): RawBuilder<unknown> {
  if (where.length === 0) return sql`true`
  return sql.join(where.map((one) => holds(table, one)), sql` and `)
}

function holds(table: PeopleTableName, { column, is, value }: Condition): RawBuilder<unknown> {
  const left = columnOf(table, column)
  if (value === null) return is === '=' ? sql`${left} is null` : sql`${left} is not null`
  return is === '!=' ? sql`${left} is distinct from ${value as RecordValue}` : sql`${left} ${sql.raw(is)} ${value as RecordValue}`
}
