// A backup of a home folder, and a home folder made from a backup. The vault is never in one: old copies stay shut when keys are destroyed.

import { constants } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { BackupImpossible, copyPostgres } from './postgres/backup.ts'
import { launchPostgres } from './postgres/launch.ts'
import { migrate } from './postgres/migrate.ts'

export { BackupImpossible } from './postgres/backup.ts'

/** Grows when an older program could no longer restore it. */
const format = 1

/** backup.json: what is in the folder beside it. */
export interface BackupFacts {
  format: number
  madeAt: string
  /** Major version of the PostgreSQL that can open it. */
  postgres: string
  /** Where in the write-ahead log the copy is whole. */
  end: string
  files: number
  bytes: number
}

/** The parts of a home folder that a backup takes. */
export interface BackupSource {
  postgres: string
  files: string
}

/** Into a folder that is not there yet, or empty. Until the last rename it is no backup. @throws BackupImpossible */
export async function makeBackup(source: BackupSource, target: string, now: Date): Promise<BackupFacts> {
  const folder = resolve(target)
  if (!(await stat(join(source.postgres, 'data/PG_VERSION')).catch(() => undefined))) {
    throw new BackupImpossible(`There is no database in ${source.postgres}. Set GESSO_HOME to the folder that the server uses.`)
  }
  await refuseUsed(folder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const database = await copyPostgres(source.postgres, join(folder, 'postgres/data'))
    await copyFile(join(source.postgres, 'password'), join(folder, 'postgres/password'))
    // After the database: each picture in it has its files by then, and what was erased meanwhile is left out.
    const copied = await copySealed(source.files, join(folder, 'files'))
    const facts: BackupFacts = { format, madeAt: now.toISOString(), postgres: database.major, end: database.end, files: copied.files, bytes: copied.bytes + database.bytes }
    await writeFile(join(folder, 'backup.json.unfinished'), `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600, flush: true })
    await rename(join(folder, 'backup.json.unfinished'), join(folder, 'backup.json'))
    return facts
  } catch (error) {
    for (const name of ['postgres', 'files']) await rm(join(folder, name), { recursive: true, force: true })
    throw error
  }
}

/** @throws BackupImpossible when it is none, or a newer program's */
export async function readBackup(from: string): Promise<BackupFacts> {
  const text = await readFile(join(from, 'backup.json'), 'utf8').catch(() => undefined)
  if (text === undefined) throw new BackupImpossible(`${from} is no whole backup: it has no backup.json. Choose another folder.`)
  const facts = JSON.parse(text) as BackupFacts
  if (!(facts.format <= format)) throw new BackupImpossible(`${from} was made by a newer Gesso (format ${facts.format}, this one knows ${format}). Update Gesso.`)
  return facts
}

/**
 * Into the places of a home folder that hold nothing yet. PostgreSQL is started once, so that what comes out is known
 * to be whole. The vault is the caller's to bring. @throws BackupImpossible
 */
export async function restoreBackup(from: string, goal: BackupSource): Promise<BackupFacts> {
  const facts = await readBackup(from)
  for (const folder of [goal.postgres, goal.files]) await refuseUsed(folder)
  await mkdir(goal.postgres, { recursive: true, mode: 0o711 })
  await copySealed(join(from, 'postgres'), goal.postgres)
  await copySealed(join(from, 'files'), goal.files)
  await openOnce(goal.postgres)
  return facts
}

async function openOnce(folder: string): Promise<void> {
  const postgres = await launchPostgres({ folder })
  try {
    await migrate(postgres.url)
  } finally {
    await postgres.stop()
  }
}

/** Files never change once written, so a copy is whole whenever it is made. */
async function copySealed(from: string, to: string): Promise<{ files: number; bytes: number }> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  const sum = { files: 0, bytes: 0 }
  for (const entry of await readdir(from, { withFileTypes: true }).catch(() => [])) {
    const [source, goal] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) {
      const below = await copySealed(source, goal)
      sum.files += below.files
      sum.bytes += below.bytes
    } else if (entry.isFile() && !entry.name.endsWith('.unfinished')) {
      // Erased between the list and the copy: then it must not be in the copy either.
      const copied = await copyFile(source, goal, constants.COPYFILE_FICLONE).then(() => true, notWhenGone)
      if (!copied) continue
      sum.files++
      sum.bytes += (await stat(goal)).size
    }
  }
  return sum
}

function notWhenGone(error: unknown): boolean {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
  throw error
}

async function refuseUsed(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return []
    throw new BackupImpossible(`${folder} cannot be used (${error.code}). Choose another folder in ${dirname(folder)}.`)
  })
  if (names.length > 0) throw new BackupImpossible(`${folder} is not empty. Choose a new folder.`)
}
