// The restore drill: a backup comes back to life in a second instance with today's keys; what was erased must stay shut, what lives must open.

import { mkdtemp, rm, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../app.ts'
import { assembleParts, digestSecretOf } from '../assemble.ts'
import type { Charter } from '../charter/schema.ts'
import type { Bytes, Clock, KeyName, Log, Parts, Random, ReportRow } from '../core/ports.ts'
import { prepareHome, type Places } from '../home.ts'
import { listen } from '../http/listen.ts'
import { createKey } from '../identity/keys.ts'
import { openFileVault } from '../sealing/file-vault.ts'
import { tryKeys, locksOn } from '../sealing/try-keys.ts'
import { readVault, writeVault, type Holdings } from '../sealing/vault-copy.ts'
import { makeBackup, restoreBackup } from '../storage/backup.ts'
import { createDiskFiles } from '../storage/files-on-disk.ts'
import { readEverything, type FoundThing } from '../storage/postgres/everything.ts'
import { launchPostgres } from '../storage/postgres/launch.ts'
import { createPostgresStore } from '../storage/postgres/store.ts'

export const drillRule = 'restore-drill'

export interface DrillOptions {
  /** The home whose database, files and vault are today's. */
  places: Places
  /** Address of today's database. */
  databaseUrl: string
  charter: Charter
  clock: Clock
  random: Random
  /** A backup of yesterday, say; without it one is made now, of which nothing was erased yet. */
  backup?: string
}

/** What was found, as numbers; `holds` = nothing erased was readable, and everything living was. */
export async function drillRestore(options: DrillOptions): Promise<ReportRow> {
  const { places, databaseUrl, clock, backup } = options
  const scratch = await mkdtemp(join(tmpdir(), 'gesso-drill-'))
  const at = clock.now()
  try {
    await chmod(scratch, 0o711)
    const from = backup ?? join(scratch, 'backup')
    if (!backup) await makeBackup(places, from, at)
    const second = await prepareHome(join(scratch, 'home'))
    await restoreBackup(from, second)
    // Keys are read after the backup was: the youngest vault there is.
    const holdings = await readVault(places.vault)
    await writeVault(second.vault, holdings, options.random)
    const today = await readEverything(databaseUrl)
    const numbers = await withSecond(options, second, (instance) => judge(instance, holdings, today, at))
    const holds = numbers.erasedReadable === 0 && numbers.livingReadable === numbers.living
    return { rule: drillRule, kind: 'probe', at, holds, numbers }
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

interface Instance {
  parts: Parts
  databaseUrl: string
  address: string
}

/** Another PostgreSQL, another port, the same program. No worker: it draws nothing. */
async function withSecond<T>({ charter, clock, random }: DrillOptions, places: Places, work: (instance: Instance) => Promise<T>): Promise<T> {
  const closers: Array<() => Promise<unknown>> = []
  try {
    const postgres = await launchPostgres({ folder: places.postgres })
    closers.push(() => postgres.stop())
    const store = await createPostgresStore({ url: postgres.url })
    closers.push(() => store.close())
    const vault = await openFileVault(places.vault, random)
    closers.push(() => vault.close())
    const log: Log = { write: () => undefined }
    const parts = await assembleParts({
      clock,
      random,
      log,
      charter,
      store,
      files: createDiskFiles(places.files),
      vault,
      engines: [],
      labels: { folder: places.labels },
      digestSecret: await digestSecretOf(vault),
    })
    const app = await createApp(parts, { allowedHosts: [] })
    closers.push(() => app.close())
    const server = await listen(app.http, { host: '127.0.0.1', port: 0 })
    closers.push(() => server.close())
    return await work({ parts, databaseUrl: postgres.url, address: server.address })
  } finally {
    for (const close of closers.reverse()) await close().catch(() => undefined)
  }
}

type Numbers = Record<'erased' | 'erasedReadable' | 'living' | 'livingReadable' | 'ofSessions' | 'keysTried', number>

/** Sessions' things can be opened by their browsers only: of them it is tried that nobody else can. */
async function judge(instance: Instance, holdings: Holdings, today: readonly FoundThing[], now: Date): Promise<Numbers> {
  const alive = new Set(today.filter((thing) => !thing.deleted && !isOver(thing, now)).map(({ objectId }) => objectId))
  const numbers: Numbers = { erased: 0, erasedReadable: 0, living: 0, livingReadable: 0, ofSessions: 0, keysTried: 0 }
  const bearers = new Map<string, string>()
  for (const thing of await readEverything(instance.databaseUrl)) {
    const attack = await attackRaw(instance.parts, holdings, thing)
    numbers.keysTried += attack.tried
    const byHttp = await readByHttp(instance, bearers, thing)
    const readable = attack.opened || byHttp
    const living = alive.has(thing.objectId) && !thing.deleted
    if (living && thing.owner.startsWith('session/')) {
      numbers.ofSessions++
      if (readable) numbers.erasedReadable++
    } else if (living) {
      numbers.living++
      if (attack.opened && byHttp) numbers.livingReadable++
    } else {
      numbers.erased++
      if (readable) numbers.erasedReadable++
    }
  }
  return numbers
}

const isOver = ({ deadline }: FoundThing, now: Date): boolean => deadline !== undefined && deadline <= now

/** Past the program: the sealed bytes and every key that today's vault holds. */
async function attackRaw(parts: Parts, { pairs }: Holdings, thing: FoundThing): Promise<{ opened: boolean; tried: number }> {
  const sealed = thing.sealed ?? (await parts.files.read(`images/${thing.id}`))
  if (!sealed) return { opened: false, tried: 0 }
  const owners = keysLike(pairs, 'owner/', `owner/${thing.owner.replace(/^owner\//, '')}`)
  const hours = keysLike(pairs, 'hour/', thing.hour)
  const objects = keysLike(pairs, 'object/', thing.object ?? '').slice(0, 20)
  return tryKeys(parts.sealing, thing.objectId, [owners, hours, objects].slice(0, locksOn(sealed)), sealed)
}

/** Private halves, the named one first. */
function keysLike(pairs: Holdings['pairs'], prefix: string, named: string): Bytes[] {
  const own = pairs.get(named as KeyName)
  const others: Bytes[] = []
  for (const [name, pair] of pairs) {
    if (name !== named && name.startsWith(prefix)) others.push(pair.privateKey)
    if (others.length >= 50) break
  }
  return own ? [own.privateKey, ...others] : others
}

/** As its owner would, by an API key made for the drill alone. */
async function readByHttp({ parts, address }: Instance, bearers: Map<string, string>, thing: FoundThing): Promise<boolean> {
  let key = bearers.get(thing.owner)
  if (!key) bearers.set(thing.owner, (key = (await createKey(parts, thing.owner, ['images:read'])).key))
  const path = thing.kind === 'picture' ? `/v1/images/${thing.id}/content` : `/v1/generations/${thing.id}`
  const answer = await fetch(address + path, { headers: { authorization: `Bearer ${key}` } })
  await answer.arrayBuffer()
  return answer.status === 200
}
