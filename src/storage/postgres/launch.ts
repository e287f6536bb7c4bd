// Starts a PostgreSQL of our own, takes over one that a killed server left, restarts it when it dies, and stops it.

import { spawn } from 'node:child_process'
import { mkdir, open, readFile, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { Stated } from '../../core/errors.ts'
import { findBinaries, type Binaries } from './binaries.ts'
import { database, passwordOf, prepareData, prepareDoor, urlOf, usualSettings, type Door } from './cluster.ts'
import { chooseOsUser, type OsUser } from './os-user.ts'
import { clearRemains, isAlive, processesIn, readPostmasterFile, signal, waitUntil } from './processes.ts'

export interface LaunchOptions {
  /** Where its data, password and socket lie. */
  folder: string
  /** Where its log goes; usual: `folder`. */
  logs?: string
  /** Told when it dies and when it is back. */
  hear?: (event: 'postgres-died' | 'postgres-restarted' | 'postgres-restart-failed') => void
  /** Settings that differ from the usual ones, e.g. for tests. */
  settings?: Record<string, string>
}

export interface LaunchedPostgres {
  /** Address of the database, password included. */
  readonly url: string
  /** Of its first process, at this moment. */
  readonly pid: number
  stop(): Promise<void>
}

interface Cluster {
  folder: string
  data: string
  logFile: string
  binaries: Binaries
  user: OsUser | undefined
  door: Door
  password: string
  settings: Record<string, string>
}

/** @throws Stated `database_version` or `database_not_started` */
export async function launchPostgres(options: LaunchOptions): Promise<LaunchedPostgres> {
  const cluster = await prepare(options)
  const hear = options.hear ?? (() => undefined)
  let pid = (await adopt(cluster)) ?? (await start(cluster))
  let restarting: Promise<void> | undefined

  async function restart(): Promise<void> {
    hear('postgres-died')
    try {
      pid = await start(cluster)
      hear('postgres-restarted')
    } catch {
      hear('postgres-restart-failed')
      await new Promise((resolve) => setTimeout(resolve, 1_000).unref())
    }
  }
  // Asks rather than listens, because one that was taken over is not our child.
  const watch = setInterval(() => {
    if (restarting || isAlive(pid)) return
    restarting = restart().finally(() => (restarting = undefined))
  }, 200).unref()

  return {
    url: urlOf(cluster.door, cluster.password),
    get pid() {
      return pid
    },
    async stop() {
      clearInterval(watch)
      await restarting
      await stop(pid)
    },
  }
}

async function prepare({ folder, logs = folder, settings }: LaunchOptions): Promise<Cluster> {
  await mkdir(folder, { recursive: true, mode: 0o711 })
  const data = join(folder, 'data')
  const user = await chooseOsUser(data)
  const binaries = await findBinaries(folder, user)
  const password = await passwordOf(folder)
  const all = { ...usualSettings, ...settings }
  await prepareData(folder, binaries, user, password, all.fsync === 'on')
  const door = await prepareDoor(folder, user)
  return { folder, data, logFile: join(logs, 'postgres.log'), binaries, user, door, password, settings: all }
}

/** A postmaster that runs on our folder already and knows our password is as good as a new one. */
async function adopt(cluster: Cluster): Promise<number | undefined> {
  const named = await readPostmasterFile(cluster.data)
  if (!named || !(await processesIn(cluster.data)).includes(named.pid)) return undefined
  const { door } = cluster
  if (door.kind === 'loopback') door.port = named.port
  const sameDoor = door.kind === 'loopback' || door.folder === named.socketFolder
  if (sameDoor && (await waitUntil(() => answers(cluster), 5_000))) return named.pid
  await end(named.pid, [['SIGQUIT', 2_000], ['SIGKILL', 5_000]])
  return undefined
}

/** Its pid, once it answers. */
async function start(cluster: Cluster): Promise<number> {
  const { door, data, user, settings } = cluster
  await clearRemains(data, door.kind === 'socket' ? door.folder : undefined)
  const words = ['-D', data, '-p', String(door.port)]
  const reach = door.kind === 'socket' ? { unix_socket_directories: door.folder, listen_addresses: '' } : { unix_socket_directories: '', listen_addresses: '127.0.0.1' }
  for (const [name, value] of Object.entries({ ...settings, unix_socket_permissions: '0700', ...reach })) words.push('-c', `${name}=${value}`)
  const log = await openLog(cluster.logFile)
  let ended: string | undefined
  // Its own group: Ctrl-C in a terminal must not reach it before its clients are done.
  const child = spawn(cluster.binaries.postgres, words, { ...user, cwd: data, env: { LC_ALL: 'C', TZ: 'UTC' }, detached: true, stdio: ['ignore', log.fd, log.fd] })
  child.on('error', (error: NodeJS.ErrnoException) => (ended = `its program cannot be run (${error.code})`))
  child.on('exit', (code, by) => (ended = `it ended at once (${code ?? by})`))
  child.unref()
  await log.close()
  const answered = await waitUntil(async () => ended !== undefined || (await answers(cluster)), 120_000)
  if (ended === undefined && answered && child.pid) return child.pid
  if (child.pid) signal(child.pid, 'SIGQUIT')
  throw new Stated('database_not_started', { reason: `${ended ?? 'it does not answer'}. ${await lastWords(cluster.logFile)}` })
}

/** Whether it lets us in; makes the database when it is not there yet. */
async function answers(cluster: Cluster): Promise<boolean> {
  const connect = async (name: string, work: (client: Client) => Promise<unknown>): Promise<void> => {
    const client = new Client({ connectionString: urlOf(cluster.door, cluster.password, name), connectionTimeoutMillis: 2_000, query_timeout: 5_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await work(client)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  try {
    await connect(database, (client) => client.query('select 1'))
    return true
  } catch (error) {
    if ((error as { code?: string }).code !== '3D000') return false
  }
  return connect('postgres', (client) => client.query(`create database ${database}`)).then(() => true, () => false)
}

/** Ends one that some earlier process started in this folder. */
export async function stopPostgresIn(folder: string): Promise<void> {
  const data = join(folder, 'data')
  const named = await readPostmasterFile(data)
  if (named && (await processesIn(data)).includes(named.pid)) await stop(named.pid)
}

/** Lets clients go and writes everything down; one that takes too long is ended harder. */
function stop(pid: number): Promise<void> {
  return end(pid, [['SIGINT', 10_000], ['SIGQUIT', 5_000], ['SIGKILL', 5_000]])
}

async function end(pid: number, steps: Array<[name: NodeJS.Signals, patience: number]>): Promise<void> {
  for (const [name, patience] of steps) {
    if (!isAlive(pid)) return
    signal(pid, name)
    if (await waitUntil(() => !isAlive(pid), patience)) return
  }
}

const largestLog = 10_000_000

async function openLog(file: string) {
  const found = await stat(file).catch(() => undefined)
  if (found && found.size > largestLog) await truncate(file)
  return open(file, 'a', 0o600)
}

async function lastWords(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.trim().split('\n').slice(-2).join(' ').slice(-400)
}
