// One PostgreSQL for a whole test run: `setup` and `teardown` for vitest, and a fresh database for each test that asks.

import { readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopPostgresIn } from '../src/storage/postgres/launch.ts'
import { isAlive } from '../src/storage/postgres/processes.ts'
import { createDatabaseIn } from '../src/storage/postgres/template.ts'

const variable = 'GESSO_TEST_POSTGRES'
const beginning = 'gesso-test-postgres-'

/** Nothing is started before somebody asks for a database. */
export async function setup(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(beginning) ? Number(name.slice(beginning.length)) : NaN
    if (pid > 0 && !isAlive(pid)) await remove(join(tmpdir(), name))
  }
  process.env[variable] = join(tmpdir(), `${beginning}${process.pid}`)
}

export async function teardown(): Promise<void> {
  const folder = process.env[variable]
  if (folder) await remove(folder)
}

/** The address of a fresh migrated database. */
export async function createDatabase(): Promise<string> {
  const folder = process.env[variable]
  if (!folder) throw new Error('vitest.config.ts must name test/postgres.ts as globalSetup')
  return createDatabaseIn(folder)
}

async function remove(folder: string): Promise<void> {
  await stopPostgresIn(join(folder, 'postgres')).catch(() => undefined)
  await rm(folder, { recursive: true, force: true })
}
