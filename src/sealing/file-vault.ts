// The vault in a folder of its own, outside the database: destroying a key rewrites everything under a fresh epoch key and erases the old one.

import { realpath } from 'node:fs/promises'
import { KeyDestroyed, Stated } from '../core/errors.ts'
import type { Bytes, KeyName, KeyPair, Random, Vault } from '../core/ports.ts'
import { createPair } from './envelope.ts'
import { openVaultDisk, type VaultDisk } from './vault-disk.ts'
import { lockVault } from './vault-lock.ts'
import { packAll, packRecord, unpackAll, unpackRecords, type Holdings } from './vault-records.ts'

/*
 * epoch-<n>.key   32 random bytes: the key of epoch n
 * vault-<n>       all keys and the names of destroyed ones, under it. The highest n counts
 * added-<n>       keys made since, one record each, under it
 * Everything of other epochs is what a crash left behind, and is erased when the vault is opened.
 */
interface Epoch {
  number: number
  key: Bytes
  holdings: Holdings
  /** Bytes and records of the log so far. */
  log: { length: number; records: number }
}

export interface FileVault extends Vault {
  /** Lets another process use the folder. */
  close(): Promise<void>
}

/** @throws Stated `vault_in_use` or `vault_broken` */
export async function openFileVault(folder: string, random: Random, wrap: (disk: VaultDisk) => VaultDisk = (disk) => disk): Promise<FileVault> {
  const disk = wrap(await openVaultDisk(folder))
  const unlock = await lockVault(await realpath(folder))
  let epoch: Epoch
  try {
    epoch = (await readNewest(disk, folder)) ?? (await begin(disk, random, { pairs: new Map(), destroyed: new Set() }, 1))
    await eraseOthers(disk, epoch.number)
  } catch (error) {
    await unlock()
    throw error
  }
  let unsure = false
  let last: Promise<unknown> = Promise.resolve()
  /** Changes happen one after the other. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }

  async function add(names: readonly KeyName[]): Promise<Bytes[]> {
    const { holdings, key, number, log } = epoch
    const missing = [...new Set(names)].filter((name) => !holdings.pairs.has(name))
    if (missing.some((name) => holdings.destroyed.has(name))) throw new KeyDestroyed('this key was destroyed')
    if (unsure) throw new Stated('vault_broken', { folder, reason: 'its disk failed; start the program again' })
    const made = missing.map((name) => ({ name, pair: createPair(random) }))
    const records = made.map(({ name, pair }, place) => packRecord(name, pair, key, number, log.records + place, random))
    const all = new Uint8Array(Buffer.concat(records))
    if (all.length > 0) await disk.writeAt(`added-${number}`, log.length, all)
    log.length += all.length
    log.records += records.length
    for (const { name, pair } of made) holdings.pairs.set(name, pair)
    return names.map((name) => (holdings.pairs.get(name) as KeyPair).publicKey.slice())
  }

  async function destroy(names: readonly KeyName[]): Promise<void> {
    const { holdings } = epoch
    const doomed = names.filter((name) => !holdings.destroyed.has(name))
    if (doomed.length > 0) {
      const pairs = new Map(holdings.pairs)
      for (const name of doomed) pairs.delete(name)
      const before = epoch
      // The name of an object is never used again, so there is nothing to remember.
      const destroyed = new Set([...holdings.destroyed, ...doomed.filter((name) => !name.startsWith('object/'))])
      epoch = await begin(disk, random, { pairs, destroyed }, before.number + 1).catch(async (error: unknown) => {
        // When it is unknown which epoch counts, a key added to the wrong one would be lost.
        unsure = (await disk.names().catch(() => undefined))?.includes(`vault-${before.number + 1}`) ?? true
        throw error
      })
      for (const name of doomed) holdings.pairs.get(name)?.privateKey.fill(0)
      before.key.fill(0)
    }
    await eraseOthers(disk, epoch.number)
  }

  return {
    async publicKey(name) {
      const known = epoch.holdings.pairs.get(name)
      return known ? known.publicKey.slice() : ((await inTurn(() => add([name])))[0] as Bytes)
    },
    publicKeys: (names) => inTurn(() => add(names)),
    privateKey: async (name) => epoch.holdings.pairs.get(name)?.privateKey.slice(),
    destroy: (names) => inTurn(() => destroy(names)),
    names: async (prefix) => [...epoch.holdings.pairs.keys()].filter((name) => name.startsWith(prefix)).sort(),
    close: () => inTurn(unlock),
  }
}

/** Writes a whole epoch. Until the last rename the one before counts, from then on this one. */
async function begin(disk: VaultDisk, random: Random, holdings: Holdings, number: number): Promise<Epoch> {
  const key = random.bytes(32)
  await disk.write(`epoch-${number}.key`, key)
  await disk.write(`added-${number}`, new Uint8Array(0))
  await disk.write(`vault-${number}.unfinished`, packAll(holdings, key, number, random))
  await disk.rename(`vault-${number}.unfinished`, `vault-${number}`)
  return { number, key, holdings, log: { length: 0, records: 0 } }
}

async function readNewest(disk: VaultDisk, folder: string): Promise<Epoch | undefined> {
  const broken = (reason: string): Stated => new Stated('vault_broken', { folder, reason })
  const numbers = (await disk.names()).map((name) => Number(/^vault-(\d+)$/.exec(name)?.[1] ?? 0))
  const number = Math.max(0, ...numbers)
  if (number === 0) return undefined
  const [key, all, added] = [await disk.read(`epoch-${number}.key`), await disk.read(`vault-${number}`), await disk.read(`added-${number}`)]
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
async function eraseOthers(disk: VaultDisk, number: number): Promise<void> {
  const own = [`epoch-${number}.key`, `vault-${number}`, `added-${number}`]
  const others = (await disk.names()).filter((name) => /^(epoch|vault|added)-/.test(name) && !own.includes(name))
  for (const name of others.sort()) if (name.startsWith('epoch-')) await disk.erase(name)
  for (const name of others) if (!name.startsWith('epoch-')) await disk.erase(name)
}
