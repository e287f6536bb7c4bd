// Every table that names somebody is told to them, copied and erased: it is one of what an owner has, or stands here with the reason.

import pg from 'pg'
import { expect, test } from 'vitest'
import { belongings, heldKinds } from '../../src/core/belongings.ts'
import { createDatabase } from '../postgres.ts'

/** Columns by which a row names whose it is. */
const naming = ['owner', 'person', 'account']

/** Named, and yet no thing of theirs: why. */
const ofAPerson = 'kept for signing in, not of an account: told by GET /v1/me and in the copy of their own account, gone with the person'
const exempt: Record<string, string> = {
  messages: ofAPerson,
  news_consents: ofAPerson,
  person_logins: ofAPerson,
  person_passkeys: ofAPerson,
  person_second_factors: ofAPerson,
  person_sign_ins: ofAPerson,
  ledger_entries: 'amounts without content, kept as bookkeeping under the account\'s id',
  customer_balances: 'amounts without content, kept as bookkeeping under the account\'s id',
}

test('no table that names somebody is left out', async () => {
  const client = new pg.Client({ connectionString: await createDatabase() })
  await client.connect()
  const { rows } = await client.query<{ name: string }>("select distinct table_name as name from information_schema.columns where table_schema = 'public' and column_name = any($1)", [naming])
  const { rows: all } = await client.query<{ name: string }>("select table_name as name from information_schema.tables where table_schema = 'public'")
  await client.end()
  const told = new Set(belongings.flatMap(({ tables }) => tables))
  expect(rows.map(({ name }) => name).filter((name) => !told.has(name) && !(name in exempt))).toEqual([])
  const existing = all.map(({ name }) => name)
  expect([...told, ...Object.keys(exempt)].filter((name) => !existing.includes(name))).toEqual([])
})

test('every kind has one line, and a way to go', () => {
  expect(belongings.map(({ kind }) => kind).sort()).toEqual([...heldKinds].sort())
  const goes = new Set(belongings.flatMap((one) => (one.remove ? one.tables : [])))
  // A session's own row goes last, when everything under it is gone; what a law holds goes at its own end; an account and its keys go when it is closed.
  expect(belongings.filter(({ kind, tables }) => !['session', 'held-by-law', 'account', 'api-keys'].includes(kind) && !tables.some((table) => goes.has(table)))).toEqual([])
})
