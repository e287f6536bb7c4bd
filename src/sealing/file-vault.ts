// The vault in a folder of its own, outside the database: destroying a key rewrites its shelf under a fresh epoch key and erases the old one.

import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import type { Bytes, KeyName, Random, Vault } from '../core/ports.ts'
import { begin, openShelf, readNewest, type Shelf } from './shelf.ts'
import { openVaultDisk, type VaultDisk } from './vault-disk.ts'
import { lockVault } from './vault-lock.ts'
import type { Holdings } from './vault-records.ts'

/**
 * Objects have many keys, and destroying one writes its whole shelf: they are spread over sixteen shelves, all keys of
 * one generation in one. The few keys of owners, hours, queues and the server are on the shelf without a prefix.
 */
const objectShelves = Array.from({ length: 16 }, (_, number) => `objects-${number.toString(16)}-`)
const shelves = ['', ...objectShelves]

export interface FileVault extends Vault {
  /** Lets another process use the folder. */
  close(): Promise<void>
}

/** @throws Stated `vault_in_use` or `vault_broken` */
export async function openFileVault(folder: string, random: Random, wrap: (disk: VaultDisk) => VaultDisk = (disk) => disk): Promise<FileVault> {
  const disk = wrap(await openVaultDisk(folder))
  const unlock = await lockVault(await realpath(folder))
  let opened: Map<string, Shelf>
  try {
    const files = await disk.names()
    opened = new Map(await Promise.all(shelves.map(async (prefix) => [prefix, await openShelf({ disk, prefix, folder }, files, random)] as const)))
    // So that an empty folder is a vault from now on.
    await opened.get('')?.add([])
  } catch (error) {
    await unlock()
    throw error
  }
  const shelf = (name: KeyName): Shelf => opened.get(shelfOf(name)) as Shelf

  /** The names of each shelf that has any of them. */
  function byShelf(names: readonly KeyName[]): Map<Shelf, KeyName[]> {
    const sorted = new Map<Shelf, KeyName[]>()
    for (const name of names) {
      const some = sorted.get(shelf(name))
      if (some) some.push(name)
      else sorted.set(shelf(name), [name])
    }
    return sorted
  }

  async function publicKeys(names: readonly KeyName[]): Promise<Bytes[]> {
    const found = new Map<KeyName, Bytes>()
    const add = async ([on, some]: [Shelf, KeyName[]]): Promise<void> => (await on.add(some)).forEach((key, place) => found.set(some[place] as KeyName, key))
    await Promise.all([...byShelf(names)].map(add))
    return names.map((name) => found.get(name) as Bytes)
  }

  return {
    publicKey: async (name) => shelf(name).known(name)?.publicKey.slice() ?? ((await shelf(name).add([name]))[0] as Bytes),
    publicKeys,
    privateKey: async (name) => shelf(name).known(name)?.privateKey.slice(),
    async destroy(names) {
      const sorted = byShelf(names)
      const first = opened.get('') as Shelf
      // The first shelf is the one that counts most: an owner's or an hour's key closes all that lies under it.
      await first.destroy(sorted.get(first) ?? [])
      for (const [on, some] of sorted) if (on !== first) await on.destroy(some)
    },
    async names(prefix) {
      // Asked every minute for a few hours' names: the many of objects are looked through only when they are meant.
      const meant = [...opened].filter(([shelf]) => shelf === '' || prefix.startsWith('object/') || 'object/'.startsWith(prefix))
      return meant.flatMap(([, one]) => one.names().filter((name) => name.startsWith(prefix))).sort()
    },
    async close() {
      await Promise.all([...opened.values()].map((one) => one.settled()))
      await unlock()
    },
  }
}

/** Everything that the files hold, without locking or changing anything. @throws Stated `vault_broken` */
export async function readVaultFolder(disk: VaultDisk, folder: string): Promise<Holdings> {
  const files = await disk.names()
  const epochs = await Promise.all(shelves.map((prefix) => readNewest({ disk, prefix, folder }, files)))
  return {
    pairs: new Map(epochs.flatMap((epoch) => [...(epoch?.holdings.pairs ?? [])])),
    destroyed: new Set(epochs.flatMap((epoch) => [...(epoch?.holdings.destroyed ?? [])])),
  }
}

/** A new vault with these keys, in a folder without one. The shelf of the owners comes last: with it the vault is whole. */
export async function writeVaultFolder(disk: VaultDisk, folder: string, holdings: Holdings, random: Random): Promise<void> {
  for (const prefix of [...objectShelves, '']) {
    const pairs = new Map([...holdings.pairs].filter(([name]) => shelfOf(name) === prefix))
    const destroyed = new Set([...holdings.destroyed].filter((name) => shelfOf(name) === prefix))
    if (prefix === '' || pairs.size > 0) await begin({ disk, prefix, folder }, random, { pairs, destroyed }, 1)
  }
}

function shelfOf(name: KeyName): string {
  if (!name.startsWith('object/')) return ''
  const generation = name.split('/')[1] ?? ''
  return objectShelves[(createHash('sha256').update(generation).digest()[0] ?? 0) % objectShelves.length] ?? ''
}
