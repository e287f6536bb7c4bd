// Brings a database to this version's shape: forward only, all steps or none, one process at a time.

import { Client } from 'pg'
import { Stated } from '../../core/errors.ts'
import { cleanError, connectionOptions } from './connection.ts'
import { advisoryLocks } from './locks.ts'
import { migrations, type Migration } from './migrations/index.ts'

/** @throws Stated `database_newer` when a newer Gesso wrote it, `storage_unavailable` when it cannot be reached */
export async function migrate(url: string, steps: readonly Migration[] = migrations): Promise<void> {
  // A long step is no reason to give up, hence no time limits.
  const client = new Client({ ...connectionOptions(url), statement_timeout: 0, query_timeout: 0 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1, 0)', [advisoryLocks.migration])
    await client.query('create table if not exists gesso_steps (number integer primary key, at timestamptz not null default now())')
    const { rows } = await client.query<{ number: number | null }>('select max(number) as number from gesso_steps')
    const found = rows[0]?.number ?? 0
    const known = steps.at(-1)?.number ?? 0
    if (found > known) throw new Stated('database_newer', { found, known })
    for (const step of steps) {
      if (step.number <= found) continue
      await client.query(step.statements)
      await client.query('insert into gesso_steps (number) values ($1)', [step.number])
    }
    await client.query('commit')
  } catch (error) {
    throw error instanceof Stated ? error : cleanError(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}
