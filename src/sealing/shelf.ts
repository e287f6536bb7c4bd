// One shelf of a vault: some of its keys in files of their own, under an epoch key that changes whenever one of them is destroyed.

import { KeyDestroyed, Stated } from '../core/errors.ts'
import type { Bytes, KeyName, KeyPair, Random } from '../core/ports.ts'
import { createPair } from './envelope.ts'
import type { VaultDisk } from './vault-disk.ts'
import { packAll, packRecord, unpackAll, unpackRecords, type Holdings } from './vault-records.ts'

/*
 * <shelf>epoch-<n>.key   32 random bytes: the key of epoch n
 * <shelf>vault-<n>       all keys and the names of destroyed ones, under it. The highest n counts
 * <shelf>added-<n>       keys made since, one record each, under it
 * Everything of other epochs is what a crash left behind, and is erased when the shelf is opened.
 */
interface Epoch {
  number: number
  key: Bytes
  holdings: Holdings
  /** Bytes and records of the log so far. */
  log: { length: number; records: number }
}

/** Where a shelf lies: its disk, the beginning of its files' names, and the folder for sentences. */
export interface ShelfPlace {
  disk: VaultDisk
  prefix: string
  folder: string
}

export interface Shelf {
  known(name: KeyName): KeyPair | undefined
  names(): KeyName[]
  /** Public halves; what is missing is made in one write. */
  add(names: readonly KeyName[]): Promise<Bytes[]>
  destroy(names: readonly KeyName[]): Promise<void>
  /** Resolves when every change asked for so far is done, or has failed. */
  settled(): Promise<void>
}

/** `files` are the names in the folder, so that many shelves read it once. */
export async function openShelf(place: ShelfPlace, files: readonly string[], random: Random): Promise<Shelf> {
  let epoch: Epoch | undefined = await readNewest(place, files)
  if (epoch) await eraseOthers(place, files, epoch.number)
  let unsure = false
  let last: Promise<unknown> = Promise.resolve()
  /** Changes happen one after the other. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }
  const ready = async (): Promise<Epoch> => (epoch ??= await begin(place, random, { pairs: new Map(), destroyed: new Set() }, 1))

  async function add(names: readonly KeyName[]): Promise<Bytes[]> {
    const { holdings, key, number, log } = await ready()
    const missing = [...new Set(names)].filter((name) => !holdings.pairs.has(name))
    if (missing.some((name) => holdings.destroyed.has(name))) throw new KeyDestroyed('this key was destroyed')
    if (unsure) throw new Stated('vault_broken', { folder: place.folder, reason: 'its disk failed; start the program again' })
    const made = missing.map((name) => ({ name, pair: createPair(random) }))
    const records = made.map(({ name, pair }, index) => packRecord(name, pair, key, number, log.records + index, random))
    const all = new Uint8Array(Buffer.concat(records))
    if (all.length > 0) await place.disk.writeAt(`${place.prefix}added-${number}`, log.length, all)
    log.length += all.length
    log.records += records.length
    for (const { name, pair } of made) holdings.pairs.set(name, pair)
    return names.map((name) => (holdings.pairs.get(name) as KeyPair).publicKey.slice())
  }

  async function destroy(names: readonly KeyName[]): Promise<void> {
    // A shelf without files holds nothing, and of objects nothing is remembered.
    if (!epoch && names.every(isObject)) return
    const before = await ready()
    const { holdings } = before
    const doomed = names.filter((name) => !holdings.destroyed.has(name) && (holdings.pairs.has(name) || !isObject(name)))
    if (doomed.length > 0) {
      const pairs = new Map(holdings.pairs)
      for (const name of doomed) pairs.delete(name)
      // The name of an object is never used again, so there is nothing to remember.
      const destroyed = new Set([...holdings.destroyed, ...doomed.filter((name) => !isObject(name))])
      epoch = await begin(place, random, { pairs, destroyed }, before.number + 1).catch(async (error: unknown) => {
        // When it is unknown which epoch counts, a key added to the wrong one would be lost.
        unsure = (await place.disk.names().catch(() => undefined))?.includes(`${place.prefix}vault-${before.number + 1}`) ?? true
        throw error
      })
      for (const name of doomed) holdings.pairs.get(name)?.privateKey.fill(0)
      before.key.fill(0)
    }
    await eraseOthers(place, await place.disk.names(), (epoch as Epoch).number)
  }

  return {
    known: (name) => epoch?.holdings.pairs.get(name),
    names: () => [...(epoch?.holdings.pairs.keys() ?? [])],
    add: (names) => inTurn(() => add(names)),
    destroy: (names) => inTurn(() => destroy(names)),
    settled: () => inTurn(async () => undefined),
  }
}

const isObject = (name: KeyName): boolean => name.startsWith('object/')

/** Writes a whole epoch. Until the last rename the one before counts, from then on this one. */
export async function begin({ disk, prefix }: ShelfPlace, random: Random, holdings: Holdings, number: number): Promise<Epoch> {
  const key = random.bytes(32)
  await disk.write(`${prefix}epoch-${number}.key`, key)
  await disk.write(`${prefix}added-${number}`, new Uint8Array(0))
  await disk.write(`${prefix}vault-${number}.unfinished`, packAll(holdings, key, number, random))
  await disk.rename(`${prefix}vault-${number}.unfinished`, `${prefix}vault-${number}`)
  return { number, key, holdings, log: { length: 0, records: 0 } }
}

/** The epoch that counts; undefined where there is none yet. @throws Stated `vault_broken` */
export async function readNewest({ disk, prefix, folder }: ShelfPlace, files: readonly string[]): Promise<Epoch | undefined> {
  const broken = (reason: string): Stated => new Stated('vault_broken', { folder, reason })
  const numbers = files.map((name) => (name.startsWith(`${prefix}vault-`) ? Number(name.slice(prefix.length + 6)) || 0 : 0))
  const number = Math.max(0, ...numbers)
  if (number === 0) return undefined
  const [key, all, added] = await Promise.all([`epoch-${number}.key`, `vault-${number}`, `added-${number}`].map((name) => disk.read(prefix + name)))
  if (key?.length !== 32 || !all || !added) throw broken('a file of it is missing')
  let holdings: Holdings
  try {
    holdings = unpackAll(all, key, number)
  } catch {
    throw broken('its bytes were changed')
  }
  const { pairs, length } = unpackRecords(added, key, number)
  for (const [name, pair] of pairs) holdings.pairs.set(name, pair)
  return { number, key, holdings, log: { length, records: pairs.length } }
}

/** Keys first: without them the rest is noise, even if a crash leaves it lying. */
async function eraseOthers({ disk, prefix }: ShelfPlace, files: readonly string[], number: number): Promise<void> {
  const own = [`epoch-${number}.key`, `vault-${number}`, `added-${number}`]
  const ofShelf = files.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))
  const others = ofShelf.filter((name) => /^(epoch|vault|added)-/.test(name) && !own.includes(name))
  for (const name of others.sort()) if (name.startsWith('epoch-')) await disk.erase(prefix + name)
  for (const name of others) if (!name.startsWith('epoch-')) await disk.erase(prefix + name)
}
