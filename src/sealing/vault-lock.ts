// Lets one process at a time use a vault's folder; what a killed one left behind stops nobody.

import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Stated } from '../core/errors.ts'

/** Folders that this very process uses. */
const ours = new Set<string>()

/** Returns how to let go. @throws Stated `vault_in_use` */
export async function lockVault(folder: string): Promise<() => Promise<void>> {
  if (ours.has(folder)) throw new Stated('vault_in_use', { folder, process: process.pid })
  ours.add(folder)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await claim(folder)
  } catch (error) {
    ours.delete(folder)
    throw error
  }
  return async () => {
    await rm(join(folder, 'lock'), { force: true })
    ours.delete(folder)
  }
}

/** A hard link appears with its content or not at all. */
async function claim(folder: string): Promise<void> {
  const lock = join(folder, 'lock')
  const own = `${lock}.${process.pid}`
  await rm(own, { force: true })
  await writeFile(own, await describe(process.pid), { mode: 0o600 })
  try {
    for (let tries = 0; tries < 10; tries++) {
      const made = await link(own, lock).then(() => true, notWhenThere)
      if (made) return
      const found = await readFile(lock, 'utf8').catch(() => '')
      const pid = Number(found.split(' ')[0])
      if (found !== '' && pid !== process.pid && (await describe(pid)) === found) throw new Stated('vault_in_use', { folder, process: pid })
      await removeStale(lock, found)
    }
    throw new Stated('vault_in_use', { folder, process: 'unknown' })
  } finally {
    await rm(own, { force: true })
  }
}

/** Somebody else may have replaced the stale lock meanwhile: then theirs is put back. */
async function removeStale(lock: string, stale: string): Promise<void> {
  const aside = `${lock}.stale.${process.pid}`
  const moved = await rename(lock, aside).then(() => true, () => false)
  if (!moved) return
  if ((await readFile(aside, 'utf8').catch(() => stale)) !== stale) await link(aside, lock).catch(() => undefined)
  await rm(aside, { force: true })
}

/** A process's number and, where it can be known, when it began: numbers are used again. Empty = no such process. */
async function describe(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (stat !== undefined) return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  try {
    process.kill(pid, 0)
    return `${pid} `
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? `${pid} ` : ''
  }
}

function notWhenThere(error: unknown): boolean {
  if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
  throw error
}
