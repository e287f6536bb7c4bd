// What the store in PostgreSQL does when workers, connections or PostgreSQL itself die, and what its errors hold.

import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createDatabase } from '../../../test/postgres.ts'
import { at, generation, image } from '../contract/samples.ts'
import { launchPostgres, type LaunchedPostgres } from './launch.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { createPostgresStore, type PostgresStore } from './store.ts'

const open: PostgresStore[] = []

async function openStore(url: string, holder?: string): Promise<PostgresStore> {
  const store = await createPostgresStore({ url, holder, connections: 3 })
  open.push(store)
  return store
}

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return (await client.query(statement).finally(() => client.end())).rows
}

afterEach(async () => {
  for (const store of open.splice(0)) await store.close()
})

describe('a lease ends with the connection of its worker', () => {
  test('closed: another takes the generation at once, long before the lease is over', async () => {
    const url = await createDatabase()
    const [first, second] = [await openStore(url, 'w1'), await openStore(url, 'w2')]
    await first.generations.insert(generation('gen_1'))
    expect(await first.generations.take('w1', at(0), at(3600))).toMatchObject({ id: 'gen_1' })
    expect(await second.generations.take('w2', at(1), at(3600))).toBeUndefined()
    await first.close()
    await vi.waitFor(async () => expect(await second.generations.take('w2', at(1), at(3600))).toMatchObject({ id: 'gen_1', fence: 2 }), { timeout: 5_000 })
  })

  test('released: the same; one without a held lease keeps it by time alone', async () => {
    const store = await openStore(await createDatabase())
    for (const number of [1, 2]) await store.generations.insert(generation(`gen_${number}`, { createdAt: at(number) }))
    const release = await store.holdLease('w1')
    await store.generations.take('w1', at(0), at(3600))
    await store.generations.take('unheld', at(0), at(3600))
    expect(await store.generations.take('w2', at(1), at(3600))).toBeUndefined()
    await release()
    expect(await store.generations.take('w2', at(1), at(3600))).toMatchObject({ id: 'gen_1' })
    expect(await store.generations.take('w2', at(1), at(3600))).toBeUndefined()
  })

  test('a connection that was cut is made again, holds the lock again and hears again', async () => {
    const url = await createDatabase()
    const store = await openStore(url, 'w1')
    const other = await openStore(url)
    const heard: string[] = []
    store.onGeneration((id, state) => heard.push(`${id} ${state}`))
    const killed = await query(url, "select pg_terminate_backend(pid) as done from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
    expect(killed.length).toBeGreaterThan(1)
    await vi.waitFor(() => other.generations.insert(generation('gen_1')), { timeout: 5_000 })
    await vi.waitFor(() => expect(heard).toContain('gen_1 waiting'), { timeout: 5_000 })
    await vi.waitFor(async () => {
      const [locks] = await query(url, "select count(*)::int as count from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())")
      expect(locks?.count).toBe(1)
    }, { timeout: 5_000 })
    await store.generations.take('w1', at(0), at(3600))
    expect(await other.generations.take('w2', at(1), at(3600))).toBeUndefined()
  })
})

describe('errors', () => {
  test('hold no statement and no value', async () => {
    const store = await openStore(await createDatabase())
    const secret = 'zyzzogeton'
    await store.generations.insert(generation(secret))
    const tries = [
      () => store.generations.insert(generation(secret)),
      () => store.images.insert(image('x', { size: secret as unknown as number })),
      () => store.generations.insert(generation('y', { owner: `${secret}\0` })),
      () => store.transaction((tables) => tables.generations.insert(generation(secret))),
    ]
    for (const attempt of tries) {
      const error: Error = await attempt().then(() => new Error('was accepted'), (caught: Error) => caught)
      expect(error.name).toBe('StorageFault')
      const all = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join(' ')
      expect(all).not.toContain(secret)
      expect(all).not.toMatch(/insert into|values \(/i)
    }
    expect(await store.generations.get(secret)).toBeDefined()
  })

  test('a database that is not there is one stated error', async () => {
    const away = `postgres://gesso:x@localhost:5432/gesso?host=${encodeURIComponent('/nonexistent')}`
    await expect(createPostgresStore({ url: away })).rejects.toMatchObject({ code: 'storage_unavailable' })
    await expect(migrate(away)).rejects.toMatchObject({ code: 'storage_unavailable' })
  })
})

describe('migrations', () => {
  const newest = migrations.at(-1)?.number ?? 0

  test('run once, also when two processes start at once, and again change nothing', async () => {
    const url = await createDatabase()
    const steps = [...migrations, { number: newest + 1, statements: 'create table later (word text)' }]
    await Promise.all([migrate(url, steps), migrate(url, steps), migrate(url, steps)])
    expect(await query(url, 'select number from gesso_steps order by number')).toEqual(steps.map(({ number }) => ({ number })))
  })

  test('a database of a newer version is refused', async () => {
    const url = await createDatabase()
    await query(url, 'insert into gesso_steps (number) values (99)')
    await expect(migrate(url)).rejects.toMatchObject({ code: 'database_newer', values: { found: 99, known: newest } })
  })

  test('a step that fails leaves nothing of any step', async () => {
    const url = await createDatabase()
    const steps = [...migrations, { number: newest + 1, statements: 'create table half (word text)' }, { number: newest + 2, statements: 'create table half (word text)' }]
    await expect(migrate(url, steps)).rejects.toMatchObject({ name: 'StorageFault' })
    expect(await query(url, "select to_regclass('half') as found")).toEqual([{ found: null }])
    await migrate(url)
  })
})

test('the database itself refuses books that do not balance, and entries that change', async () => {
  const url = await createDatabase()
  const begun = "insert into ledger_transfers values ('t', 'reserve', 'gen_1', now());"
  const entries = (house: number): string => `insert into ledger_entries values ('t', 0, 'house/grants', ${house}), ('t', 1, 'customer/ann', 5);`
  await expect(query(url, `begin; ${begun} ${entries(-6)} commit`)).rejects.toMatchObject({ constraint: 'entries_add_up_to_zero' })
  await query(url, `begin; ${begun} ${entries(-5)} commit`)
  await expect(query(url, 'update ledger_entries set amount = 6')).rejects.toMatchObject({ constraint: 'entries_stay' })
  await expect(query(url, 'delete from ledger_entries')).rejects.toMatchObject({ constraint: 'entries_stay' })
  expect(await query(url, 'select balance::int from customer_balances')).toEqual([{ balance: 5 }])
})

test('no column but sealed ones can hold what a person said or got', async () => {
  const url = await createDatabase()
  const columns = await query(url, "select column_name as name from information_schema.columns where table_name = 'generations' and data_type <> 'bytea' order by 1")
  expect(columns.map(({ name }) => name)).toEqual(
    // Ids, times, numbers and words of the program: the last day's counting, what is expected of the engine, the tree of edits, tier and purposes.
    ['attempts', 'cancel_asked', 'charter_version', 'counted_as', 'counted_pictures', 'created_at', 'deadline', 'ended_at', 'engine', 'error', 'expected_engine', 'expected_from',
      'expected_least', 'expected_most', 'fence', 'hour', 'id', 'key', 'lease_holder', 'lease_lock', 'lease_until', 'milliseconds', 'owner', 'pictures', 'queue', 'root', 'share',
      'started_at', 'state', 'tier', 'turn', 'uses'],
  )
})

describe('when PostgreSQL dies', () => {
  const home = mkdtempSync(join(tmpdir(), 'gesso-faults-'))
  chmodSync(home, 0o711)
  let postgres: LaunchedPostgres

  beforeAll(async () => {
    postgres = await launchPostgres({ folder: join(home, 'postgres'), settings: { fsync: 'off' } })
    await migrate(postgres.url)
  })
  afterAll(async () => {
    await postgres.stop()
    rmSync(home, { recursive: true, force: true })
  })

  test('calls fail with one stated error, then work again; what was kept is there; news go on', async () => {
    const store = await openStore(postgres.url, 'w1')
    const heard: string[] = []
    store.onGeneration((id, state) => heard.push(`${id} ${state}`))
    await store.generations.insert(generation('gen_kept'))
    const codes = new Set<unknown>()
    const note = (error: { code?: unknown }): void => void codes.add(error.code)
    const midway = store.transaction(async (tables) => {
      await tables.generations.insert(generation('gen_lost'))
      process.kill(postgres.pid, 'SIGKILL')
      for (let tries = 0; tries < 500; tries++) {
        await tables.generations.get('gen_lost')
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    })
    await midway.catch(note)
    await vi.waitFor(() => store.generations.get('gen_kept').catch((error: { code?: unknown }) => {
      note(error)
      throw error
    }), { timeout: 20_000, interval: 20 })
    expect([...codes]).toEqual(['storage_unavailable'])
    expect((await store.generations.get('gen_kept'))?.state).toBe('waiting')
    expect(await store.generations.get('gen_lost')).toBeUndefined()
    await vi.waitFor(async () => {
      await store.generations.insert(generation(`gen_${heard.length}_${Math.trunc(performance.now())}`, { owner: 'ben' }))
      expect(heard.some((news) => /^gen_\d/.test(news))).toBe(true)
    }, { timeout: 10_000, interval: 100 })
    expect(readFileSync(join(home, 'postgres/postgres.log'), 'utf8')).not.toContain('gen_')
  }, 60_000)
})
