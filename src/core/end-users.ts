// The people behind a developer's requests: known by a keyed digest only, and all of theirs found, handed out and erased by it.

import { objectNames } from './birth.ts'
import { need, type Caller } from './callers.ts'
import { Stated } from './errors.ts'
import { endUnsuccessfully } from './generate.ts'
import { deleteImages, openGeneration, type GenerationView } from './images.ts'
import { release } from './ledger.ts'
import type { Bytes, Parts } from './ports.ts'

const most = 1000

/** Bound to the account, so that two developers' users never look the same. */
export function endUserDigest({ sealing }: Pick<Parts, 'sealing'>, owner: string, endUser: string): Bytes {
  return sealing.digest('end-user', `${owner}\n${endUser}`)
}

/** What was made for one of them, newest first. @throws Stated `field_invalid` for an id that cannot be one */
export async function listOfEndUser(parts: Parts, caller: Caller, endUser: string): Promise<GenerationView[]> {
  need(caller, 'images:read')
  const rows = await parts.store.generations.listOfEndUser(caller.owner, digestOf(parts, caller, endUser), most)
  const views = await Promise.all(rows.map((row) => openGeneration(parts, caller, row)))
  return views.filter((view) => view !== undefined)
}

/** Everything made for one of them, for good: orders stopped, keys destroyed, pictures and words gone. */
export async function eraseEndUser(parts: Parts, caller: Caller, endUser: string): Promise<{ generations: number; images: number }> {
  need(caller, 'images:delete')
  const digest = digestOf(parts, caller, endUser)
  const gone = { generations: 0, images: 0 }
  for (;;) {
    const rows = await parts.store.generations.listOfEndUser(caller.owner, digest, most)
    if (rows.length === 0) return gone
    for (const row of rows) {
      if (!row.endedAt) await stop(parts, row.id)
      const own = await parts.store.images.ofGeneration(row.id)
      gone.images += (await deleteImages(parts, caller, own.map(({ id }) => id))).deleted.length
      if (row.objectKeys) await parts.vault.destroy(objectNames(row.id, row.pictures))
      await parts.store.generations.remove(row.id)
      gone.generations++
    }
  }
}

/** Nothing of this owner is drawn any more. */
export async function cancelAllOf(parts: Parts, owner: string): Promise<void> {
  if ((await parts.store.generations.countUnfinished(owner)) === 0) return
  const brief = await parts.store.generations.briefOf(owner, parts.clock.now())
  for (const { id, unfinished } of brief) {
    if (!unfinished) continue
    const row = await parts.store.generations.get(id)
    await parts.store.generations.askCancel(id)
    if (row) await endUnsuccessfully(parts, row, undefined, 'cancelled', 'cancelled')
  }
}

/** Out of the line, with its reservation given back; a worker that draws it finds it gone. */
async function stop({ store, clock, announcements }: Parts, id: string): Promise<void> {
  await store.generations.askCancel(id)
  await store.transaction(async (tables) => {
    if (await tables.generations.removeUnfinished(id)) await release(tables.ledger, id, clock.now())
  })
  announcements.publish({ generation: id, number: 0, state: 'cancelled', phase: 'ended', error: 'cancelled' })
}

function digestOf(parts: Parts, { owner }: Caller, endUser: string): Bytes {
  if (endUser.length < 1 || endUser.length > 256) throw new Stated('field_invalid', { field: 'id', reason: 'it has 1 to 256 characters' }, 'id')
  return endUserDigest(parts, owner, endUser)
}
