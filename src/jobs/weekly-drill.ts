// Once a week: a backup is made, something in it is erased, and a process of its own tries to get it back.

import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from '../config.ts'
import { deadlineOf, hourKeyOf, joinKeys, locksOf, newId, objectNames, pictureKeyOf, queueKeyOf } from '../core/birth.ts'
import type { Caller } from '../core/callers.ts'
import { fileOf, smallFileOf } from '../core/generate.ts'
import { deleteImage } from '../core/images.ts'
import type { Parts } from '../core/ports.ts'
import type { GenerationRow } from '../core/rows.ts'
import type { Places } from '../home.ts'
import { vaultCaller } from '../identity/owner.ts'
import { makeBackup } from '../storage/backup.ts'
import { drillRule } from './restore-drill.ts'

/** The drill itself writes its report; one that could not be run is a broken promise too. */
export async function drillWeekly(parts: Parts, places: Places): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'gesso-weekly-'))
  try {
    await chmod(scratch, 0o711)
    const backup = join(scratch, 'backup')
    const owner = await vaultCaller(parts, 'key', `owner/${drillRule}`)
    const doomed = await bearThing(parts, owner)
    await makeBackup(places, backup, parts.clock.now())
    await deleteImage(parts, owner, doomed)
    await runDrill(places.home, backup)
  } catch {
    parts.log.write({ level: 'error', event: 'restore-drill-failed' })
    await parts.store.reports.write({ rule: drillRule, kind: 'probe', at: parts.clock.now(), holds: false, numbers: {} })
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

/** One generation with one picture of noise, sealed as every other is. Returns the picture's id. */
async function bearThing({ sealing, random, clock, charter, store, files, vault }: Parts, caller: Caller): Promise<string> {
  const now = clock.now()
  const [id, image] = [newId('gen', random), newId('img', random)]
  const deadline = deadlineOf(charter, now)
  const hour = hourKeyOf(deadline)
  const locks = { ownerKey: caller.ownerKey, hourKey: await vault.publicKey(hour), objectKeys: joinKeys(await vault.publicKeys(objectNames(id, 1))) }
  const born = { owner: caller.owner, hour, createdAt: now, deadline, charterVersion: charter.version }
  const words = sealing.seal(`${id}/words`, locksOf(locks, 0), random.bytes(200))
  const row: Omit<GenerationRow, 'turn'> = { id, ...born, ...locks, queue: queueKeyOf(now), state: 'finished', endedAt: now, words, pictures: 1, fence: 0, attempts: 0, cancelAsked: false }
  await files.write(fileOf(image), sealing.seal(image, locksOf(locks, 1), random.bytes(2_000)))
  await files.write(smallFileOf(image), sealing.seal(`${image}/small`, locksOf(locks, 1), random.bytes(200)))
  await store.transaction(async (tables) => {
    await tables.generations.insert(row)
    await tables.images.insert({ id: image, generation: id, number: 0, object: pictureKeyOf(id, 0), format: 'png', size: 2_000, ...born })
  })
  return image
}

/** In a process of its own: it reads today's vault as anybody with the disk could, and no state of the server. */
function runDrill(home: string, backup: string): Promise<void> {
  const words = [join(projectFolder, 'src/cli.ts'), 'drill', 'restore', '--home', home, '--backup', backup]
  const child = spawn(process.execPath, words, { stdio: 'ignore' })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => (code === 0 || code === 1 ? resolve() : reject(new Error(`the drill ended with ${code}`))))
  })
}
