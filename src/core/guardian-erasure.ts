// Erasing all of a child on a guardian's word: a session ends, an account is forgotten as its holder could have asked.

import { askErasure } from './erasure.ts'
import { endSession } from './sessions.ts'
import { sessionIdOf } from './session-life.ts'
import type { Caller } from './callers.ts'
import type { Parts } from './ports.ts'

/** Where the charter has erasure reviewed, it waits for the operator like any other; nothing new is made meanwhile. */
export async function eraseForGuardian(parts: Parts, owner: string): Promise<void> {
  const session = sessionIdOf(owner)
  if (session !== undefined) return void (await endSession(parts, session))
  const caller: Caller = { kind: 'person', owner, ownerKey: new Uint8Array(32), scopes: ['images:delete'], unlock: async () => undefined }
  await askErasure(parts, caller)
}
