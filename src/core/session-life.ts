// Whose session it is, and until when it lives.

import type { Parts, SessionLife, SessionRow } from './ports.ts'

/** What the charter says of a session's life. */
type Lives = { sessions: SessionLife }

const prefix = 'session/'

export const sessionOwner = (id: string): string => `${prefix}${id}`

/** Id of the session that owns things under this name. */
export function sessionIdOf(owner: string): string | undefined {
  return owner.startsWith(prefix) ? owner.slice(prefix.length) : undefined
}

/** When it ends by silence, and at the latest. */
export function endsOf({ sessions }: Lives, row: SessionRow): { idleAt: Date; mostAt: Date } {
  const { idleMinutes, mostHours } = lifeOf(row, sessions)
  return {
    idleAt: new Date(row.lastSeenAt.getTime() + idleMinutes * 60_000),
    mostAt: new Date(row.createdAt.getTime() + mostHours * 3_600_000),
  }
}

/** As it was born, whatever the charter says by now. */
export function lifeOf(row: Partial<SessionLife>, usual: SessionLife): SessionLife {
  return { idleMinutes: row.idleMinutes ?? usual.idleMinutes, mostHours: row.mostHours ?? usual.mostHours, atEnd: row.atEnd ?? usual.atEnd }
}

/** Over by hand, by silence, or by age. */
export function isOver(charter: Lives, row: SessionRow, now: Date): boolean {
  const { idleAt, mostAt } = endsOf(charter, row)
  return row.endedAt !== undefined || idleAt <= now || mostAt <= now
}

/** Whether whoever owns things under this name can still ask for them. Accounts always can. */
export async function isOwnerHere(parts: Parts, owner: string): Promise<boolean> {
  const id = sessionIdOf(owner)
  if (id === undefined) return true
  const row = await parts.store.sessions.get(id)
  return row !== undefined && !isOver(parts.charter, row, parts.clock.now())
}
