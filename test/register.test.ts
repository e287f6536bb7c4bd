// The register of the database against the database itself: whoever adds a column says what it is for.

import pg from 'pg'
import { expect, it } from 'vitest'
import { classes, register } from '../src/policies/register.ts'
import { createDatabase } from './postgres.ts'

it('names every column there is, once, and no other', async () => {
  const client = new pg.Client({ connectionString: await createDatabase() })
  await client.connect()
  const { rows } = await client.query<{ name: string }>("select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'")
  await client.end()
  const declared = Object.entries(register).flatMap(([table, { columns }]) => classes.flatMap((one) => (columns[one]?.split(' ') ?? []).map((column) => `${table}.${column}`)))
  expect(declared.filter((name, index) => declared.indexOf(name) !== index), 'declared twice').toEqual([])
  expect(rows.map(({ name }) => name).filter((name) => !declared.includes(name)), 'undeclared: add them to src/policies/register.ts').toEqual([])
  expect(declared.filter((name) => !rows.some((row) => row.name === name)), 'declared, but not there').toEqual([])
})
