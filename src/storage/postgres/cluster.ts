// The folder of an own PostgreSQL: made at the first start, with its password, its socket and its settings.

import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Stated } from '../../core/errors.ts'
import type { Binaries } from './binaries.ts'
import { canReach, giveTo, type OsUser } from './os-user.ts'

export const superuser = 'gesso'
export const database = 'gesso'

/** How it is reached: by a socket that no other user can touch, or by a loopback port where sockets can't be had. */
export type Door = { kind: 'socket'; folder: string; port: number } | { kind: 'loopback'; port: number }

/** Nothing that a person wrote gets into the server's log: no statements, no values, no errors of statements. */
export const quietLog: Record<string, string> = {
  log_statement: 'none',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_min_duration_statement: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
  log_line_prefix: '',
  log_connections: '',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
  log_lock_waits: 'off',
  log_temp_files: '-1',
  logging_collector: 'off',
}

export const usualSettings: Record<string, string> = {
  ...quietLog,
  shared_buffers: '64MB',
  max_connections: '60',
  max_wal_size: '256MB',
  wal_level: 'replica',
  fsync: 'on',
  synchronous_commit: 'on',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  // After a kill: one call instead of opening every file, 0.2 s instead of 4 s on a busy disk.
  ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
}

/** The password, made at the first start and kept where only this program's user can read it. */
export async function passwordOf(folder: string): Promise<string> {
  const place = join(folder, 'password')
  const kept = await readFile(place, 'utf8').catch(() => undefined)
  if (kept) return kept.trim()
  const password = randomBytes(24).toString('hex')
  await writeFile(`${place}.unfinished`, `${password}\n`, { mode: 0o600, flush: true })
  await rename(`${place}.unfinished`, place)
  return password
}

/** Makes the data folder if there is none. @throws Stated when it is of another PostgreSQL, or cannot be made */
export async function prepareData(folder: string, binaries: Binaries, user: OsUser | undefined, password: string, sync: boolean): Promise<void> {
  const data = join(folder, 'data')
  const found = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (found !== undefined) {
    if (found.trim() !== binaries.major) throw new Stated('database_version', { folder: data, found: found.trim(), own: binaries.major })
    const owner = await stat(data)
    if (user && owner.uid !== user.uid) await giveTo(data, user)
    return
  }
  if (await stat(data).catch(() => undefined)) {
    throw new Stated('database_not_started', { reason: `the folder ${data} holds something else. Move it away, or set GESSO_HOME to another folder.` })
  }
  if (user && !(await canReach(join(folder, 'data'), user))) {
    throw new Stated('database_not_started', {
      reason: `it must run under another user than root, who cannot enter ${folder}. Set GESSO_HOME to a folder whose parents everybody may enter.`,
    })
  }
  await makeData(folder, binaries, user, password, sync)
}

/** Under another name until it is whole: a first start that was killed is begun anew. */
async function makeData(folder: string, binaries: Binaries, user: OsUser | undefined, password: string, sync: boolean): Promise<void> {
  const unfinished = join(folder, 'data.unfinished')
  const passwordFile = join(folder, 'password.initdb')
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  if (user) for (const place of [unfinished, passwordFile]) await chown(place, user.uid, user.gid)
  const choices = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions']
  try {
    const place = [`--pgdata=${unfinished}`, `--username=${superuser}`, `--pwfile=${passwordFile}`]
    await runToEnd(binaries.initdb, [...place, ...choices, ...(sync ? [] : ['--no-sync'])], user)
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(unfinished, join(folder, 'data'))
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

function runToEnd(program: string, words: string[], user: OsUser | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => reject(new Stated('database_not_started', { reason }))
    const child = spawn(program, words, { ...user, cwd: '/', env: { LC_ALL: 'C', TZ: 'UTC' }, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)))
    child.on('error', (error: NodeJS.ErrnoException) => fail(`its program ${program} cannot be run (${error.code})`))
    child.on('close', (code, by) => (code === 0 ? resolve() : fail(said.trim().split('\n').at(-1) ?? `initdb ended with ${code ?? by}`)))
  })
}

/** The longest path that a socket can have is 107 bytes, on some systems 103. */
const longestSocketFolder = 103 - '/.s.PGSQL.5432'.length

/** Prepares the door; the same one at every start if that can be. */
export async function prepareDoor(folder: string, user: OsUser | undefined): Promise<Door> {
  if (process.platform === 'win32') return { kind: 'loopback', port: await freePort() }
  const short = `gesso-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`
  for (const place of [join(folder, 'socket'), join(tmpdir(), short), join('/tmp', short)]) {
    if (Buffer.byteLength(place) <= longestSocketFolder && (await ownFolder(place, user))) return { kind: 'socket', folder: place, port: 5432 }
  }
  return { kind: 'loopback', port: await freePort() }
}

/** A folder that nobody else can enter, also if it was there before. */
async function ownFolder(place: string, user: OsUser | undefined): Promise<boolean> {
  try {
    const made = await mkdir(place, { mode: 0o700 }).then(() => true, () => false)
    const uid = user?.uid ?? process.getuid?.()
    const found = await stat(place)
    if (made && user) await chown(place, user.uid, user.gid)
    else if (!made && found.uid !== uid) return false
    await chmod(place, 0o700)
    return true
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** An address that every PostgreSQL driver of this program understands. */
export function urlOf(door: Door, password: string, name = database): string {
  const login = `postgres://${superuser}:${password}@`
  return door.kind === 'socket' ? `${login}localhost:${door.port}/${name}?host=${encodeURIComponent(door.folder)}` : `${login}127.0.0.1:${door.port}/${name}`
}
