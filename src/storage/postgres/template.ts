// A PostgreSQL for tests: started once in a run, by whoever needs it first; each test gets a fresh copy of one migrated database.

import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { launchPostgres } from './launch.ts'
import { migrate } from './migrate.ts'

/** Losing the machine's power loses test data only. */
const forgetful = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: '0', max_connections: '200', autovacuum: 'off' }

const template = 'gesso_template'
let next = 0

/** The address of a new migrated database on the run's server, whose files lie in `folder`. */
export async function createDatabaseIn(folder: string): Promise<string> {
  const server = await serverIn(folder)
  const name = `test_${process.pid}_${next++}`
  await once(server, `create database ${name} template ${template} strategy file_copy`)
  return named(server, name)
}

/** Whoever makes the folder `claimed` starts the server; the others wait for its address. */
async function serverIn(folder: string): Promise<string> {
  const addressFile = join(folder, 'address')
  const known = await readFile(addressFile, 'utf8').catch(() => undefined)
  if (known) return known
  await mkdir(folder, { recursive: true, mode: 0o711 })
  const first = await mkdir(join(folder, 'claimed')).then(() => true, () => false)
  if (first) return startServer(folder, addressFile)
  for (let tries = 0; tries < 1_200; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    const address = await readFile(addressFile, 'utf8').catch(() => undefined)
    if (address) return address
  }
  throw new Error('the PostgreSQL for tests did not start within a minute')
}

async function startServer(folder: string, addressFile: string): Promise<string> {
  try {
    const { url } = await launchPostgres({ folder: join(folder, 'postgres'), settings: forgetful })
    const address = named(url, 'postgres')
    await once(address, `create database ${template}`)
    await migrate(named(url, template))
    await writeFile(`${addressFile}.unfinished`, address, { mode: 0o600 })
    await rename(`${addressFile}.unfinished`, addressFile)
    return address
  } catch (error) {
    await rm(join(folder, 'claimed'), { recursive: true, force: true })
    throw error
  }
}

async function once(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

function named(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}
