// What a law makes this server keep: a copy of named things, under a key and a clock of its own, listed to whoever it concerns.

import type { Belonging } from './belongings.ts'
import { newId } from './birth.ts'
import { need, type Caller } from './callers.ts'
import { Stated } from './errors.ts'
import { filesMeant, keepFiles } from './held-files.ts'
import { readImage, openGeneration, type GenerationView } from './images.ts'
import type { HeldThingRow, HoldRow } from './kept-tables.ts'
import type { Bytes, KeyName, Parts } from './ports.ts'
import { sessionIdOf } from './session-life.ts'

/** Whose things: all that an owner has now, or some generations (words and pictures), pictures, files, and batches (with what they made). */
export interface HoldOrder {
  owner?: string
  generations?: readonly string[]
  images?: readonly string[]
  files?: readonly string[]
  batches?: readonly string[]
  reason: string
  placedBy: string
  endsAt: Date
}

const page = 100
const keyOf = (hold: string): KeyName => `hold/${hold}`
const fileOf = ({ hold, name }: Pick<HeldThingRow, 'hold' | 'name'>): string => `holds/${hold}/${name}`

/**
 * Copies what is meant under the key of the hold; the things themselves live and end as they would without it.
 * @throws Stated `hold_of_session`, `hold_of_nothing`, `hold_of_several`, `field_invalid`
 */
export async function placeHold(parts: Parts, caller: Caller, order: HoldOrder): Promise<HoldRow> {
  need(caller, 'operate')
  const { clock, random, store, vault, files } = parts
  const placedAt = clock.now()
  if (order.endsAt <= placedAt) throw new Stated('field_invalid', { field: 'ends_at', reason: 'it must lie in the future.' }, 'ends_at')
  const owner = await ownerOf(parts, order)
  const id = newId('hld', random)
  const lock = await vault.publicKey(keyOf(id))
  const things: HeldThingRow[] = []
  const keep = async (name: string, kind: HeldThingRow['kind'], format: HeldThingRow['format'], bytes: Bytes): Promise<void> => {
    const thing: HeldThingRow = { hold: id, name, kind, format, size: bytes.length }
    await files.write(fileOf(thing), parts.sealing.seal(fileOf(thing), [lock], bytes))
    things.push(thing)
  }
  const row: HoldRow = { id, owner, reason: order.reason, placedBy: order.placedBy, placedAt, endsAt: order.endsAt }
  const clients = await filesMeant(parts, owner, order)
  const wanted = { ...order, generations: [...(order.generations ?? []), ...clients.generations] }
  try {
    await keepFiles(parts, owner, clients, keep)
    for await (const view of viewsOf(parts, owner, wanted)) {
      const whole = order.owner !== undefined || wanted.generations.includes(view.id)
      if (whole) await keep(view.id, 'words', 'json', wordsOf(view))
      const asOwner = await callerFor(parts, owner, view)
      for (const image of view.images) {
        if (whole || order.images?.includes(image.id)) await keep(image.id, 'picture', image.format, (await readImage(parts, asOwner, image.id)).bytes)
      }
    }
    if (things.length === 0) throw new Stated('hold_of_nothing')
    await store.holds.insert(row, things)
  } catch (error) {
    await vault.destroy([keyOf(id)])
    for (const thing of things) await files.remove(fileOf(thing))
    throw error
  }
  parts.log.write({ level: 'warning', event: 'hold-placed', count: things.length })
  return row
}

async function ownerOf({ store }: Parts, { owner, generations = [], images = [], files = [], batches = [] }: HoldOrder): Promise<string> {
  const rows = await Promise.all([...generations.map((id) => store.generations.get(id)), ...images.map((id) => store.images.get(id)), ...files.map((id) => store.keptFiles.get(id)), ...batches.map((id) => store.batches.get(id))])
  if (rows.some((row) => !row)) throw new Stated('not_found')
  const owners = [...new Set([...(owner === undefined ? [] : [owner]), ...rows.flatMap((row) => row?.owner ?? [])])]
  const [only] = owners
  if (only === undefined) throw new Stated('hold_of_nothing')
  if (owners.length > 1) throw new Stated('hold_of_several')
  // Its only key is in somebody's browser.
  if (sessionIdOf(only) !== undefined) throw new Stated('hold_of_session')
  return only
}

async function* viewsOf(parts: Parts, owner: string, { owner: all, generations = [], images = [] }: HoldOrder): AsyncGenerator<GenerationView> {
  const { store } = parts
  const named = new Set(generations)
  for (const id of images) named.add((await store.images.get(id))?.generation ?? '')
  let before: string | undefined
  for (;;) {
    const rows = all === undefined ? (await Promise.all([...named].map((id) => store.generations.get(id)))).flatMap((row) => row ?? []) : await store.generations.listOf(owner, { before, limit: page })
    for (const row of rows) {
      before = row.id
      const view = await openGeneration(parts, await callerFor(parts, owner, row), row)
      if (view) yield view
    }
    if (all === undefined || rows.length < page) return
  }
}

/** Whoever owned this generation when it was made, in their absence: who erased everything went on under further keys. */
export async function callerFor({ vault, store }: Parts, owner: string, { id }: { id: string }): Promise<Caller> {
  const row = await store.generations.get(id)
  const own = `owner/${owner.replace(/^owner\//, '')}`
  let name: KeyName | undefined
  for (const one of (await vault.names('owner/')).filter((each) => each === own || each.startsWith(`${own}/`))) {
    const half = await vault.publicKey(one)
    if (row?.ownerKey.every((byte, place) => byte === half[place])) name = one
  }
  return { kind: 'key', owner, ownerKey: row?.ownerKey ?? new Uint8Array(32), scopes: ['images:read'], unlock: async () => (name ? vault.privateKey(name) : undefined) }
}

function wordsOf({ id, createdAt, words, outcome, note }: GenerationView): Bytes {
  return new TextEncoder().encode(`${JSON.stringify({ generation: id, created_at: createdAt.toISOString(), words, outcome, note }, null, 2)}\n`)
}

/** Whoever may hear of all of them. */
export async function listHolds(parts: Parts, caller: Caller): Promise<Array<HoldRow & { things: HeldThingRow[] }>> {
  need(caller, 'operate')
  const rows = await parts.store.holds.living(parts.clock.now())
  return Promise.all(rows.map(async (row) => ({ ...row, things: await parts.store.holds.thingsOf(row.id) })))
}

/** What was held, to be handed to whoever may demand it. @throws Stated `not_found`, `gone` */
export async function* openHold(parts: Parts, caller: Caller, id: string): AsyncGenerator<{ path: string; bytes: Bytes }> {
  need(caller, 'operate')
  const row = await parts.store.holds.get(id)
  if (!row) throw new Stated('not_found')
  const key = await parts.vault.privateKey(keyOf(id))
  if (!key || row.endedAt || row.endsAt <= parts.clock.now()) throw new Stated('gone')
  parts.log.write({ level: 'warning', event: 'hold-opened' })
  for (const thing of await parts.store.holds.thingsOf(id)) {
    const sealed = await parts.files.read(fileOf(thing))
    if (!sealed) continue
    yield { path: pathOf(thing), bytes: parts.sealing.open(fileOf(thing), [key], sealed) }
  }
}

const folders = { words: 'words', picture: 'pictures', file: 'files', batch: 'batches' } as const

/** In the archive. Files bear no ending: they may be anything. */
function pathOf({ kind, name, format }: HeldThingRow): string {
  const ending = { png: '.png', jpeg: '.jpg', webp: '.webp', json: '.json', bin: '' }[format]
  return `${folders[kind]}/${name}${ending}`
}

/** Before its time. @throws Stated `not_found` */
export async function endHold(parts: Parts, caller: Caller, id: string): Promise<void> {
  need(caller, 'operate')
  const row = await parts.store.holds.get(id)
  if (!row) throw new Stated('not_found')
  await parts.store.holds.end(id, parts.clock.now())
  await removeHold(parts, row)
}

/** The key first. */
async function removeHold({ store, vault, files }: Parts, { id }: HoldRow): Promise<void> {
  await vault.destroy([keyOf(id)])
  for (const thing of await store.holds.thingsOf(id)) await files.remove(fileOf(thing))
  await store.holds.remove(id)
}

/** Takes away those that are over. Returns how many. */
export async function sweepHolds(parts: Parts, now: Date, most: number): Promise<number> {
  const due = await parts.store.holds.due(now, most)
  for (const row of due) await removeHold(parts, row)
  return due.length
}

export interface KeptByLaw {
  what: string
  reason: string
  until: string
}

/** What is held of an owner, for the receipt of an erasure. */
export async function keptByLaw({ store, clock }: Parts, owner: string): Promise<KeptByLaw[]> {
  const rows = await store.holds.living(clock.now(), owner)
  return Promise.all(
    rows.map(async ({ id, reason, endsAt }) => {
      const things = await store.holds.thingsOf(id)
      const count = (kind: HeldThingRow['kind']): number => things.filter((thing) => thing.kind === kind && !thing.name.endsWith('-facts')).length
      const more = [[count('file'), 'files'], [count('batch'), 'batches']].flatMap(([number, name]) => (number === 0 ? [] : [`, ${number} ${name}`]))
      return { what: `${count('picture')} pictures, ${count('words')} prompts${more.join('')}`, reason, until: endsAt.toISOString() }
    }),
  )
}

export const heldByLaw: Belonging = {
  kind: 'held-by-law',
  tables: ['holds', 'held_things'],
  why: 'law-demands',
  until: 'its-own-end',
  where: ['files', 'database', 'vault'],
  readableByServer: true,
  async count({ store }, owner, now) {
    const rows = await store.holds.living(now, owner)
    const things = (await Promise.all(rows.map(({ id }) => store.holds.thingsOf(id)))).flat()
    return { count: things.length, bytes: things.reduce((sum, { size }) => sum + size, 0), next: rows.map(({ endsAt }) => endsAt).sort((a, b) => Number(a) - Number(b))[0] }
  },
  async *copy({ store, clock }, caller) {
    const rows = await store.holds.living(clock.now(), caller.owner)
    const content = await Promise.all(rows.map(async ({ id, reason, placedAt, endsAt }) => ({ id, reason, placed_at: placedAt.toISOString(), ends_at: endsAt.toISOString(), things: (await store.holds.thingsOf(id)).map(({ name }) => name) })))
    yield { path: 'holds.json', content }
  },
}
