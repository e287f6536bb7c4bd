// Finds, watches and ends the processes of one PostgreSQL data folder, whoever started them.

import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'

export interface Postmaster {
  pid: number
  port: number
  socketFolder: string
}

/** What `postmaster.pid` says, whether true or stale. */
export async function readPostmasterFile(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const lines = text.split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]), socketFolder: lines[4] ?? '' }
}

/** Every living PostgreSQL process that works in this folder. Without /proc: the one named in `postmaster.pid`. */
export async function processesIn(data: string): Promise<number[]> {
  const folder = await realpath(data).catch(() => undefined)
  if (!folder) return []
  const entries = await readdir('/proc').catch(() => undefined)
  if (!entries) {
    const named = (await readPostmasterFile(data))?.pid
    return named && isAlive(named) ? [named] : []
  }
  const pids = entries.map(Number).filter((pid) => Number.isInteger(pid) && pid > 0)
  const inside = await Promise.all(pids.map((pid) => worksIn(pid, folder)))
  return pids.filter((_, index) => inside[index])
}

async function worksIn(pid: number, folder: string): Promise<boolean> {
  try {
    if ((await readlink(`/proc/${pid}/cwd`)) !== folder) return false
    return basename(await readlink(`/proc/${pid}/exe`)).startsWith('postgres')
  } catch {
    // Gone meanwhile, dead but not yet collected, or somebody else's.
    return false
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It is gone already, which is what a signal is for here.
  }
}

/**
 * Backends of a postmaster that was killed leave by themselves within moments; those that do not are killed.
 * Then what a dead one left behind would only stop the next start, and is removed.
 */
export async function clearRemains(data: string, socketFolder: string | undefined, patience = 1_000): Promise<void> {
  const gone = await waitUntil(async () => (await processesIn(data)).length === 0, patience)
  if (!gone) {
    for (const pid of await processesIn(data)) signal(pid, 'SIGKILL')
    await waitUntil(async () => (await processesIn(data)).length === 0, 5_000)
  }
  await rm(join(data, 'postmaster.pid'), { force: true })
  if (!socketFolder) return
  for (const name of await readdir(socketFolder).catch(() => [])) {
    if (name.startsWith('.s.PGSQL.')) await rm(join(socketFolder, name), { force: true })
  }
}

/** Asks often, at first. Whether it became true in time. */
export async function waitUntil(happened: () => boolean | Promise<boolean>, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds
  for (let pause = 5; ; pause = Math.min(pause * 1.5, 100)) {
    if (await happened()) return true
    if (performance.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}
