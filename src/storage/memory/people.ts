// The tables of sign-in in memory.

import { peopleTables, type Condition, type PeopleTable, type PeopleTableName, type PersonRecord, type RecordValue } from '../../core/people.ts'
import { hexOf, type State } from './layers.ts'

export function peopleTable({ people }: State): PeopleTable {
  const nameOf = (table: PeopleTableName, row: PersonRecord): string => `${table} ${String(row.id)}`
  const rowsOf = (table: PeopleTableName): PersonRecord[] => people.all().flatMap(({ table: of, row }) => (of === table ? [row] : []))
  const found = (table: PeopleTableName, where: readonly Condition[]): PersonRecord[] => rowsOf(table).filter((row) => where.every((one) => holds(row[one.column] ?? null, one)))

  function checkUnique(table: PeopleTableName, row: PersonRecord): void {
    for (const columns of peopleTables[table].unique as ReadonlyArray<readonly string[]>) {
      if (columns.some((column) => row[column] === null)) continue
      const same = rowsOf(table).some((other) => other.id !== row.id && columns.every((column) => plain(other[column] ?? null) === plain(row[column] ?? null)))
      if (same) throw new Error('there is such a row already')
    }
  }

  function put(table: PeopleTableName, row: PersonRecord): void {
    checkUnique(table, row)
    people.set(nameOf(table, row), { table, row })
  }

  return {
    async insert(table, row) {
      if (people.get(nameOf(table, row))) throw new Error('there is a row with this id already')
      put(table, whole(table, row))
    },
    async find(table, where, page = {}) {
      const { sort, offset = 0, limit } = page
      const rows = found(table, where)
      if (sort) rows.sort((a, b) => (sort.newestFirst ? -1 : 1) * (Number(a[sort.column]) - Number(b[sort.column])))
      return rows.slice(offset, limit === undefined ? undefined : offset + limit)
    },
    count: async (table, where) => found(table, where).length,
    async change(table, where, set, add = {}) {
      const rows = found(table, where).map((row) => {
        const sums = Object.entries(add).map(([column, more]) => [column, Number(row[column] ?? 0) + more])
        return { ...row, ...set, ...Object.fromEntries(sums) } as PersonRecord
      })
      for (const row of rows) put(table, row)
      return rows
    },
    async remove(table, where) {
      const rows = found(table, where)
      for (const row of rows) people.remove(nameOf(table, row))
      return rows
    },
  }
}

function whole(table: PeopleTableName, row: PersonRecord): PersonRecord {
  return Object.fromEntries(peopleTables[table].columns.map((column) => [column, row[column] ?? null]))
}

function plain(value: RecordValue): string | number | boolean | null {
  if (value instanceof Date) return value.getTime()
  return value instanceof Uint8Array ? hexOf(value) : value
}

function holds(value: RecordValue, { is, value: wanted }: Condition): boolean {
  const [left, right] = [plain(value), plain(wanted)]
  if (is === '=') return left === right
  if (is === '!=') return left !== right
  if (left === null || right === null) return false
  if (is === '<') return left < right
  if (is === '<=') return left <= right
  return is === '>' ? left > right : left >= right
}
