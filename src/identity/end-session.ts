// The end of a visitor's session: orders stopped, pictures deleted, and with the cookie the only key is gone.

import type { Caller } from '../core/callers.ts'
import { Stated } from '../core/errors.ts'
import { cancel } from '../core/generate.ts'
import { deleteImage } from '../core/images.ts'
import type { Parts } from '../core/ports.ts'
import { endStates } from '../core/rows.ts'
import { sessionOf } from './sessions.ts'

const pageSize = 100

/** @throws Stated `session_missing` for a caller who is no session */
export async function endSession(parts: Parts, caller: Caller): Promise<void> {
  const session = sessionOf(caller)
  if (!session) throw new Stated('session_missing')
  // First of all nobody may ask under it any more; what follows can be done in peace.
  await parts.store.sessions.end(session, parts.clock.now())
  let before: string | undefined
  for (;;) {
    const rows = await parts.store.generations.listOf(caller.owner, { before, limit: pageSize })
    for (const row of rows) {
      if (!endStates.includes(row.state)) await cancel(parts, caller, row.id)
      for (const image of await parts.store.images.ofGeneration(row.id)) {
        if (!image.deletedAt) await deleteImage(parts, caller, image.id)
      }
    }
    before = rows.at(-1)?.id
    if (rows.length < pageSize) return
  }
}
