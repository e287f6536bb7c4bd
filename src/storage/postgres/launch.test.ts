// The own PostgreSQL starts, comes back after every kind of kill, and writes nothing about people into its log.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { launchPostgres, stopPostgresIn, type LaunchedPostgres, type LaunchOptions } from './launch.ts'
import { isAlive, processesIn } from './processes.ts'

const home = mkdtempSync(join(tmpdir(), 'gesso-launch-'))
chmodSync(home, 0o711)
const folder = join(home, 'postgres')
const data = join(folder, 'data')
const running: LaunchedPostgres[] = []
const children: ChildProcess[] = []

async function launch(options: Partial<LaunchOptions> = {}): Promise<LaunchedPostgres> {
  const launched = await launchPostgres({ folder, ...options })
  running.push(launched)
  return launched
}

async function query(url: string, statement: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(statement, values)).rows
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** A process that launches and stays, like a server. */
async function launchElsewhere(place = folder, user: { uid?: number; gid?: number } = {}): Promise<ChildProcess> {
  const program = `
    import { launchPostgres } from ${JSON.stringify(join(import.meta.dirname, 'launch.ts'))}
    const { url } = await launchPostgres({ folder: ${JSON.stringify(place)} })
    console.log(url)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], { ...user, stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  await once(child.stdout ?? child, 'data')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

beforeAll(async () => {
  const { url, stop } = await launchPostgres({ folder })
  await query(url, 'create table kept (word text primary key)')
  await query(url, "insert into kept values ('one')")
  await stop()
})
afterEach(async () => {
  for (const launched of running.splice(0)) await launched.stop()
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(async () => {
  await stopPostgresIn(folder)
  rmSync(home, { recursive: true, force: true })
})

const kept = async (url: string): Promise<unknown> => (await query(url, 'select count(*)::int as count from kept'))[0]?.count

test('a second start is quick and finds everything', async () => {
  expect(await processesIn(data)).toEqual([])
  const begun = performance.now()
  const { url, pid, stop } = await launch()
  expect(performance.now() - begun).toBeLessThan(5_000)
  expect(await kept(url)).toBe(1)
  expect(isAlive(pid)).toBe(true)
  await stop()
  expect(await processesIn(data)).toEqual([])
})

test('it is reached by our socket and password only, and the password lies where only we can read it', async () => {
  const { url } = await launch()
  const [listens] = await query(url, "select current_setting('listen_addresses') as addresses, current_setting('password_encryption') as kind, current_setting('fsync') as fsync")
  expect(listens).toEqual({ addresses: '', kind: 'scram-sha-256', fsync: 'on' })
  await expect(query(url.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'select 1')).rejects.toMatchObject({ code: '28P01' })
  expect(statSync(join(folder, 'password')).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'socket')).mode & 0o777).toBe(0o700)
  expect(readdirSync(folder).filter((name) => name.includes('initdb') || name.includes('unfinished'))).toEqual([])
  const password = readFileSync(join(folder, 'password'), 'utf8').trim()
  const temporary = readdirSync(tmpdir(), { withFileTypes: true }).filter((entry) => entry.isFile())
  for (const entry of temporary) expect(readFileSync(join(tmpdir(), entry.name)).includes(password), entry.name).toBe(false)
})

test('its log holds no statement and no value, whatever goes wrong', async () => {
  const { url } = await launch()
  const canary = 'zyzzogeton'
  await query(url, 'insert into kept values ($1)', [canary])
  const wrong = Promise.allSettled([
    query(url, 'insert into kept values ($1)', [canary]),
    query(url, 'select $1::int', [canary]),
    query(url, `select ${canary}`),
    query(url, `select '${canary}'::int`),
    query(url, `do $$ begin raise exception '${canary}'; end $$`),
    query(url, 'select pg_sleep(10), $1::text', [canary]),
  ])
  await vi.waitFor(async () => {
    const [found] = await query(url, "select pg_terminate_backend(pid) as done from pg_stat_activity where query like 'select pg_sleep%'")
    expect(found?.done).toBe(true)
  })
  for (const one of await wrong) expect(one.status).toBe('rejected')
  await query(url, 'delete from kept where word = $1', [canary])
  const log = readFileSync(join(folder, 'postgres.log'), 'utf8')
  expect(log).toContain('ready to accept connections')
  expect(log).not.toContain(canary)
  expect(log).not.toMatch(/STATEMENT|DETAIL|ERROR/)
})

describe('after a kill', () => {
  test('of its first process it comes back by itself', async () => {
    const events: string[] = []
    const launched = await launch({ hear: (event) => events.push(event) })
    const before = launched.pid
    process.kill(before, 'SIGKILL')
    await vi.waitFor(() => expect(events).toEqual(['postgres-died', 'postgres-restarted']), { timeout: 20_000 })
    expect(launched.pid).not.toBe(before)
    expect(await kept(launched.url)).toBe(1)
  })

  test('of one of its other processes it heals itself', async () => {
    const { url, pid } = await launch()
    const other = (await processesIn(data)).find((one) => one !== pid)
    process.kill(other ?? 0, 'SIGKILL')
    await vi.waitFor(async () => expect(await kept(url)).toBe(1), { timeout: 20_000 })
    expect(isAlive(pid)).toBe(true)
  })

  test('of its server, the next server takes it over', async () => {
    const server = await launchElsewhere()
    const before = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
    await kill(server)
    expect(isAlive(before)).toBe(true)
    const next = await launch()
    expect(next.pid).toBe(before)
    expect(await kept(next.url)).toBe(1)
    await next.stop()
    expect(isAlive(before)).toBe(false)
  })

  test('of server and first process at once, what is left is cleared and it starts', async () => {
    const server = await launchElsewhere()
    const before = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
    server.kill('SIGKILL')
    process.kill(before, 'SIGKILL')
    const next = await launch()
    expect(next.pid).not.toBe(before)
    expect(await kept(next.url)).toBe(1)
  })

  test('and frozen, it is ended and started anew', async () => {
    const server = await launchElsewhere()
    const before = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
    await kill(server)
    process.kill(before, 'SIGSTOP')
    const next = await launch()
    expect(next.pid).not.toBe(before)
    expect(isAlive(before)).toBe(false)
    expect(await kept(next.url)).toBe(1)
  }, 60_000)

  test('a stale pid file that names a living stranger stops nobody', async () => {
    writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n1\n5432\n${join(folder, 'socket')}\n\n\n`)
    const { url } = await launch()
    expect(await kept(url)).toBe(1)
    expect(isAlive(process.pid)).toBe(true)
  })
})

test('a folder of another PostgreSQL is refused and left alone', async () => {
  const other = join(home, 'other')
  mkdirSync(join(other, 'data'), { recursive: true })
  writeFileSync(join(other, 'data/PG_VERSION'), '12\n')
  await expect(launchPostgres({ folder: other })).rejects.toMatchObject({ code: 'database_version', values: { found: '12', own: '18' } })
  mkdirSync(join(home, 'odd/data'), { recursive: true })
  await expect(launchPostgres({ folder: join(home, 'odd') })).rejects.toMatchObject({ code: 'database_not_started' })
})

test('a first start that broke off is begun anew', async () => {
  const place = join(home, 'broken-off')
  mkdirSync(join(place, 'data.unfinished'), { recursive: true })
  writeFileSync(join(place, 'data.unfinished/PG_VERSION'), '18\n')
  writeFileSync(join(place, 'password.initdb'), 'left behind')
  const { url } = await launch({ folder: place, settings: { fsync: 'off' } })
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(readdirSync(place).sort()).toEqual(['data', 'password', 'postgres.log', 'socket'])
})

test('a path too long for a socket gets a short one', async () => {
  const place = join(home, 'long'.repeat(25))
  const { url } = await launch({ folder: place, settings: { fsync: 'off' } })
  const socket = new URL(url).searchParams.get('host') ?? ''
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(statSync(socket).mode & 0o777).toBe(0o700)
  rmSync(socket, { recursive: true, force: true })
})

test('an ordinary user can start it too', async (context) => {
  if (process.getuid?.() !== 0) context.skip('every other test here runs as an ordinary user already')
  const place = join(home, 'ordinary')
  mkdirSync(place)
  chownSync(place, 65_534, 65_534)
  const child = await launchElsewhere(place, { uid: 65_534, gid: 65_534 })
  expect(await processesIn(join(place, 'data'))).not.toEqual([])
  await kill(child)
  await stopPostgresIn(place)
  expect(await processesIn(join(place, 'data'))).toEqual([])
})
