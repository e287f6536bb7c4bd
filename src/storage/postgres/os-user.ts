// The operating system's user under whom PostgreSQL runs: it refuses to run as root.

import { spawnSync } from 'node:child_process'
import { constants } from 'node:fs'
import { chown, readdir, readFile, lchown, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export interface OsUser {
  uid: number
  gid: number
}

const ownName = 'gesso-postgres'

/** undefined = the user who runs this program. As root: `postgres` where there is one, else a user made for it. */
export async function chooseOsUser(data: string): Promise<OsUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(data).catch(() => undefined)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return (await userNamed('postgres')) ?? (await userNamed(ownName)) ?? (await makeUser()) ?? (await userNamed('nobody'))
}

async function userNamed(name: string): Promise<OsUser | undefined> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const fields = text.split('\n').map((line) => line.split(':')).find((line) => line[0] === name)
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])]
  return fields && Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : undefined
}

async function makeUser(): Promise<OsUser | undefined> {
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', ownName], { stdio: 'ignore' })
  return userNamed(ownName)
}

/** Whether this user may enter every folder above and read the file or folder itself. */
export async function canReach(place: string, user: OsUser): Promise<boolean> {
  for (let at = place; ; at = dirname(at)) {
    const found = await stat(at).catch(() => undefined)
    if (found && !allows(found, user, at === place ? constants.S_IROTH | constants.S_IXOTH : constants.S_IXOTH)) return false
    if (at === dirname(at)) return true
  }
}

function allows(of: { uid: number; gid: number; mode: number }, user: OsUser, bits: number): boolean {
  const shift = of.uid === user.uid ? 6 : of.gid === user.gid ? 3 : 0
  return ((of.mode >> shift) & bits) === bits
}

/** Gives a folder and all in it to a user. */
export async function giveTo(folder: string, user: OsUser): Promise<void> {
  await chown(folder, user.uid, user.gid)
  for (const entry of await readdir(folder, { recursive: true })) await lchown(join(folder, entry), user.uid, user.gid)
}
