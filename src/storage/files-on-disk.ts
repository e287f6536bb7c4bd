// Sealed files on a disk: each write is whole and safe on the disk when it resolves, or did not happen.

import { createHash, randomBytes } from 'node:crypto'
import { closeSync, fstatSync, open as openByNumber, read, type Dirent } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Stated } from '../core/errors.ts'
import type { Bytes, Files } from '../core/ports.ts'
import { checkKey, checkPrefix } from './file-keys.ts'

const openFile = promisify(openByNumber)
const readFrom = promisify(read)

/** No key can end like this: keys hold no dots. */
const unfinishedEnding = '.unfinished'

export interface DiskFiles extends Files {
  /** Removes what writes left behind that broke off before `olderThan`. Returns how many. */
  tidy(olderThan: Date): Promise<number>
}

/** `images/x` lies in `<folder>/images/<two hex digits>/x`, so that no folder grows beyond measure. */
export function createDiskFiles(folder: string): DiskFiles {
  const placeOf = (key: string): string => {
    checkKey(key)
    const shard = createHash('sha256').update(key).digest('hex').slice(0, 2)
    return join(folder, dirname(key), shardMark + shard, basename(key))
  }
  return {
    write: (key, sealed) => stateFullDisk(() => writeWhole(placeOf(key), sealed)),
    async read(key) {
      try {
        return await readWhole(placeOf(key))
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    async remove(key) {
      const place = placeOf(key)
      try {
        await unlink(place)
      } catch (error) {
        if (isMissing(error)) return
        throw error
      }
      await syncFolder(dirname(place))
    },
    async removeAll(keys) {
      const places = keys.map(placeOf)
      await byFewHands(places, (place) => unlink(place).catch(unlessMissing))
      // A folder is written once for all that went from it: that is what takes long.
      await byFewHands([...new Set(places.map(dirname))], (folder) => syncFolder(folder).catch(unlessMissing))
    },
    async *list(prefix) {
      checkPrefix(prefix)
      for await (const { key, place } of walk(folder, '', prefix)) {
        const found = await stat(place).catch(() => undefined)
        if (found && !place.endsWith(unfinishedEnding)) yield { key, writtenAt: found.mtime, size: found.size }
      }
    },
    async tidy(olderThan) {
      let removed = 0
      for await (const { place } of walk(folder, '', '')) {
        if (!place.endsWith(unfinishedEnding)) continue
        const found = await stat(place).catch(() => undefined)
        if (!found || found.mtime >= olderThan) continue
        await rm(place, { force: true })
        removed++
      }
      return removed
    },
  }
}

/** Keys hold no `@`, so a shard is never taken for a part of a key. */
const shardMark = '@'

/** Two ways to the disk instead of the six that Node's own reading takes: what is open knows its length at once. */
async function readWhole(place: string): Promise<Bytes> {
  const file = await openFile(place, 'r')
  try {
    const bytes = new Uint8Array(fstatSync(file).size)
    for (let length = 0; length < bytes.length; ) {
      const { bytesRead } = await readFrom(file, bytes, length, bytes.length - length, length)
      if (bytesRead === 0) throw new Error('a file became shorter while it was read')
      length += bytesRead
    }
    return bytes
  } finally {
    closeSync(file)
  }
}

async function writeWhole(place: string, bytes: Bytes): Promise<void> {
  const parent = dirname(place)
  await makeFolder(parent)
  const unfinished = `${place}.${randomBytes(6).toString('hex')}${unfinishedEnding}`
  try {
    const file = await open(unfinished, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, place)
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    throw error
  }
  await syncFolder(parent)
}

/** A new folder is safe only when its parent is written too. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (!first) return
  for (let at = folder; at.length >= first.length; at = dirname(at)) await syncFolder(dirname(at))
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Half of the four hands that Node has for disks: readers have the others. (`rm` would look at each file first, and hold up everybody for it.) */
const hands = 2

async function byFewHands(places: readonly string[], work: (place: string) => Promise<void>): Promise<void> {
  const queue = places.values()
  const hand = async (): Promise<void> => {
    for (const place of queue) await work(place)
  }
  await Promise.all(Array.from({ length: hands }, hand))
}

function unlessMissing(error: unknown): void {
  if (!isMissing(error)) throw error
}

/** Every file below `folder` that may have the prefix; whole branches that cannot are left out. */
async function* walk(folder: string, parts: string, prefix: string): AsyncGenerator<{ key: string; place: string }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown): Dirent[] => {
    if (isMissing(error)) return []
    throw error
  })
  for (const entry of entries) {
    const place = join(folder, entry.name)
    if (entry.isDirectory()) {
      const below = entry.name.startsWith(shardMark) ? parts : `${parts}${entry.name}/`
      if (below.startsWith(prefix) || prefix.startsWith(below)) yield* walk(place, below, prefix)
    } else if (`${parts}${entry.name}`.startsWith(prefix)) {
      yield { key: `${parts}${entry.name}`, place }
    }
  }
}

/** @throws Stated `disk_full` for a full disk or used-up quota */
async function stateFullDisk(write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw code === 'ENOSPC' || code === 'EDQUOT' ? new Stated('disk_full') : error
  }
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ENOTDIR'
}
