// The one folder that holds all data: where it is, what lies where, and whether this version can use it.

import { existsSync } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/** Grows when an older program could no longer read the folder. */
const layoutVersion = 1

export interface Places {
  home: string
  postgres: string
  files: string
  vault: string
  logs: string
  /** Keys that labels are signed with. */
  labels: string
  /** Sealed keys of engines. */
  engines: string
  /** Models fetched with `gesso pull`. */
  models: string
  /** The charter that was made by the questions of the set-up page; used where GESSO_CHARTER names none. */
  charter: string
  /** The public half of what secrets of keys that sign tokens are sealed to: they are made beside the server, which has the vault. */
  signingLock: string
}

export class HomeInvalid extends Error {
  override name = 'HomeInvalid'
}

export function homeOf(folder: string): Places {
  const home = resolve(folder)
  return { home, postgres: join(home, 'postgres'), files: join(home, 'files'), vault: join(home, 'vault'), logs: join(home, 'logs'), labels: join(home, 'labels'), engines: join(home, 'engines'), models: join(home, 'models'), charter: join(home, 'charter.yaml'), signingLock: join(home, 'signed-tokens.public') }
}

/** The charter to run by: the one that was given, else the one of the set-up page, else `local`. */
export function charterIn({ charter }: Pick<Places, 'charter'>, config: { charter: string; charterGiven: boolean }): string {
  return !config.charterGiven && existsSync(charter) ? charter : config.charter
}

/**
 * The folder to use. PostgreSQL refuses to run as root and gets another user, who cannot enter folders that are
 * root's alone: then a place that everybody can reach is taken, unless one was asked for.
 */
export async function chooseHome(asked: string, given: boolean, isRoot = process.getuid?.() === 0): Promise<string> {
  const folder = resolve(asked)
  if (!isRoot || given || (await othersCanEnter(dirname(folder)))) return folder
  return '/var/lib/gesso'
}

/** Makes the folders, refuses data of a newer program. @throws HomeInvalid */
export async function prepareHome(folder: string): Promise<Places> {
  const places = homeOf(folder)
  try {
    await mkdir(places.home, { recursive: true, mode: 0o711 })
    for (const part of [places.files, places.vault, places.logs, places.labels, places.engines]) await mkdir(part, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new HomeInvalid(`The data folder ${places.home} cannot be made (${(error as NodeJS.ErrnoException).code}). Set GESSO_HOME to a folder you may write to.`)
  }
  const marker = join(places.home, 'layout')
  const text = await readFile(marker, 'utf8').catch(() => undefined)
  if (text === undefined) {
    await writeFile(marker, `${layoutVersion}\n`)
  } else if (!(Number(text) <= layoutVersion)) {
    throw new HomeInvalid(`The data folder ${places.home} was written by a newer Gesso (layout ${text.trim()}, this one knows ${layoutVersion}). Update Gesso, or set GESSO_HOME to another folder.`)
  }
  return places
}

/** Whether every folder up to the root lets other users through. */
async function othersCanEnter(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await stat(at).catch(() => undefined)
    if (found && (found.mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}
