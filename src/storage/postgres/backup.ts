// Copies an own PostgreSQL while it runs, by its low-level backup calls, with the write-ahead log that makes the copy whole.

import { copyFile, lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { Client } from 'pg'
import { Stated } from '../../core/errors.ts'
import { prepareDoor, urlOf, type Door } from './cluster.ts'
import { launchPostgres } from './launch.ts'
import { chooseOsUser } from './os-user.ts'
import { processesIn, readPostmasterFile } from './processes.ts'

/** Folders whose content is made anew at each start, or belongs to one server alone. */
const emptied = ['pg_dynshmem', 'pg_notify', 'pg_replslot', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans', 'pg_wal']
const left = /^(postmaster\.(pid|opts)|pg_internal\.init.*|pgsql_tmp.*|backup_label.*|tablespace_map.*)$/

/** A sentence for the operator: what is in the way, and what to do. */
export class BackupImpossible extends Error {
  override name = 'BackupImpossible'
}

export interface PostgresCopy {
  /** Major version that can open it. */
  major: string
  bytes: number
  /** Where in the write-ahead log the copy is whole. */
  end: string
}

/** `folder` as in LaunchOptions; the copy goes to `target`. A server that is down is started for the time of the copy. */
export async function copyPostgres(folder: string, target: string): Promise<PostgresCopy> {
  const running = await addressOfRunning(folder)
  if (running) return copyRunning(running, join(folder, 'data'), target)
  const postgres = await launchPostgres({ folder })
  try {
    return await copyRunning(postgres.url, join(folder, 'data'), target)
  } finally {
    await postgres.stop()
  }
}

/** The address of the server that works in this folder; undefined when none does. */
export async function addressOfRunning(folder: string): Promise<string | undefined> {
  const data = join(folder, 'data')
  const named = await readPostmasterFile(data)
  if (!named || !(await processesIn(data)).includes(named.pid)) return undefined
  const password = (await readFile(join(folder, 'password'), 'utf8')).trim()
  const usual = await prepareDoor(folder, await chooseOsUser(data))
  const door: Door = named.socketFolder === '' ? { kind: 'loopback', port: named.port } : { kind: 'socket', folder: named.socketFolder, port: named.port }
  return urlOf(door.kind === usual.kind ? door : usual, password)
}

async function copyRunning(url: string, data: string, target: string): Promise<PostgresCopy> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect().catch((error: unknown) => fail(error))
  try {
    // Until this connection ends nothing of the log is thrown away that the copy needs.
    await client.query("select pg_create_physical_replication_slot('gesso_backup_' || pg_backend_pid(), true, true)")
    const begin = (await ask(client, "select pg_walfile_name(pg_backup_start('gesso', true)) as value")) ?? ''
    let bytes = await copyFolder(data, data, target)
    // The file that says where recovery begins comes last, as it changes all the time.
    bytes += await copyOne(join(data, 'global/pg_control'), join(target, 'global/pg_control'))
    const { rows } = await client.query<{ lsn: string; labelfile: string; last: string }>('select lsn::text, labelfile, pg_walfile_name(lsn) as last from pg_backup_stop(false)')
    const stop = rows[0]
    if (!stop) throw new Error('the backup was not ended')
    await writeFile(join(target, 'backup_label'), stop.labelfile, { mode: 0o600 })
    for (const name of await readdir(join(data, 'pg_wal'))) {
      // The first eight digits are the timeline; the rest counts.
      const wanted = /^[0-9A-F]{24}$/.test(name) ? name >= begin && name <= stop.last : name.endsWith('.history')
      if (wanted) bytes += await copyOne(join(data, 'pg_wal', name), join(target, 'pg_wal', name))
    }
    await mkdir(join(target, 'pg_wal/archive_status'), { mode: 0o700 })
    return { major: (await readFile(join(target, 'PG_VERSION'), 'utf8')).trim(), bytes, end: stop.lsn }
  } catch (error) {
    return fail(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function copyFolder(root: string, from: string, to: string): Promise<number> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  let bytes = 0
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, goal] = [join(from, entry.name), join(to, entry.name)]
    if (left.test(entry.name)) continue
    if (entry.isDirectory()) {
      if (from === root && emptied.includes(entry.name)) await mkdir(goal, { mode: 0o700 })
      else bytes += await copyFolder(root, source, goal)
    } else if (entry.isFile()) {
      if (relative(root, source) !== 'global/pg_control') bytes += await copyOne(source, goal)
    } else {
      throw new BackupImpossible(`The database cannot be copied: ${source} leads out of its folder.`)
    }
  }
  return bytes
}

/** How many bytes; none when PostgreSQL removed the file meanwhile, which its log knows. */
async function copyOne(from: string, to: string): Promise<number> {
  try {
    await copyFile(from, to)
    return (await lstat(to)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

async function ask(client: Client, statement: string): Promise<string | undefined> {
  return (await client.query<{ value: string }>(statement)).rows[0]?.value
}

function fail(error: unknown): never {
  if (error instanceof Stated || error instanceof BackupImpossible) throw error
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') throw new Stated('disk_full')
  throw new BackupImpossible(`The database cannot be copied: ${message}.`)
}
