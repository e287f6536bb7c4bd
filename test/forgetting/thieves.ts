// Who might get hold of what, and how they try to open it: with every key and every 32 bytes that they find.

import { cp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Bytes, KeyName } from '../../src/core/ports.ts'
import { homeOf } from '../../src/home.ts'
import { locksOn, tryKeys } from '../../src/sealing/try-keys.ts'
import { readVault, type Holdings } from '../../src/sealing/vault-copy.ts'
import { makeBackup, restoreBackup } from '../../src/storage/backup.ts'
import { createDiskFiles } from '../../src/storage/files-on-disk.ts'
import { readEverything, type FoundThing } from '../../src/storage/postgres/everything.ts'
import { launchPostgres } from '../../src/storage/postgres/launch.ts'
import type { OwnWorld } from './world.ts'

/** A copy of database, write-ahead log and files, as it was at one moment, and of the vault beside it. */
export interface Copy {
  folder: string
  vault: Holdings
  things: FoundThing[]
  /** Every 32 bytes in the database that could be a key: columns of bytes, and what texts spell in hex. */
  candidates: Bytes[]
}

export async function copyAll(world: OwnWorld, name: string): Promise<Copy> {
  const folder = join(world.scratch, name)
  await makeBackup(homeOf(world.home), folder, world.clock.now())
  await cp(join(world.home, 'vault'), join(world.scratch, `${name}-vault`), { recursive: true })
  const vault = await readVault(join(world.scratch, `${name}-vault`))
  // The copy is opened elsewhere, as a thief would.
  const opened = { postgres: join(world.scratch, `${name}-opened`, 'postgres'), files: join(world.scratch, `${name}-opened`, 'files') }
  await restoreBackup(folder, opened)
  const postgres = await launchPostgres({ folder: opened.postgres })
  try {
    return { folder, vault, things: await readEverything(postgres.url), candidates: await candidatesIn(postgres.url) }
  } finally {
    await postgres.stop()
  }
}

async function candidatesIn(url: string): Promise<Bytes[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const found = new Map<string, Bytes>()
    const keep = (bytes: Buffer): void => {
      for (let at = 0; at + 32 <= bytes.length && bytes.length <= 96; at += 32) found.set(bytes.toString('hex', at, at + 32), new Uint8Array(bytes.subarray(at, at + 32)))
    }
    const { rows: tables } = await client.query("select table_name as name from information_schema.tables where table_schema = 'public'")
    for (const { name } of tables) {
      for (const row of (await client.query(`select * from ${name}`)).rows) {
        for (const value of Object.values(row)) {
          if (Buffer.isBuffer(value)) keep(value)
          else if (typeof value === 'string') for (const [hex] of value.matchAll(/[0-9a-f]{64}/g)) keep(Buffer.from(hex, 'hex'))
        }
      }
    }
    return [...found.values()]
  } finally {
    await client.end()
  }
}

/** What somebody holds: copies of data, private keys by name, and bytes that may be keys or the secrets of sessions. */
export interface Thief {
  data: Copy[]
  vaults: Holdings[]
  candidates: Bytes[]
}

/** Whether one of the copies of this thing opens: the picture's bytes, or the words. */
export async function opens(world: OwnWorld, thief: Thief, objectId: string): Promise<{ opened: boolean; tried: number }> {
  let tried = 0
  for (const copy of thief.data) {
    const thing = copy.things.find((one) => one.objectId === objectId)
    const sealed = thing && (thing.sealed ?? (await createDiskFiles(join(copy.folder, 'files')).read(`images/${thing.id}`)))
    if (!thing || !sealed) continue
    const fromSecrets = thief.candidates.map((secret) => world.parts.sealing.pairFrom(secret, 'session').privateKey)
    const choices = [
      [...keysOf(thief.vaults, 'owner/', `owner/${thing.owner.replace(/^owner\//, '')}`), ...fromSecrets, ...thief.candidates],
      [...keysOf(thief.vaults, 'hour/', thing.hour), ...thief.candidates],
      [...keysOf(thief.vaults, 'object/', thing.object ?? ''), ...thief.candidates],
    ]
    const attempt = tryKeys(world.parts.sealing, objectId, choices.slice(0, locksOn(sealed)), sealed, 1_000)
    tried += attempt.tried
    if (attempt.opened) return { opened: true, tried }
  }
  return { opened: false, tried }
}

/** The named one of each vault first, then all others of the kind. */
function keysOf(vaults: Holdings[], prefix: string, named: string): Bytes[] {
  const own = vaults.flatMap(({ pairs }) => pairs.get(named as KeyName)?.privateKey ?? [])
  const others = vaults.flatMap(({ pairs }) => [...pairs].filter(([name]) => name !== named && name.startsWith(prefix)).map(([, pair]) => pair.privateKey))
  return [...own, ...others]
}

/** Files below a folder that hold one of these secrets, plain or spelled out. */
export async function filesHolding(folder: string, secrets: readonly Bytes[]): Promise<string[]> {
  const spellings = secrets.flatMap((secret) => [Buffer.from(secret), Buffer.from(Buffer.from(secret).toString('hex')), Buffer.from(Buffer.from(secret).toString('base64').slice(0, 42))])
  const found: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await readFile(join(entry.parentPath, entry.name))
    if (spellings.some((spelling) => bytes.includes(spelling))) found.push(entry.name)
  }
  return found
}
