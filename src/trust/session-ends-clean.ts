// The end of a visitor's session, by hand or by itself, takes everything of it away.

import { hasVisitors } from '../core/callers.ts'
import { removeAllOf } from '../core/forgetting.ts'
import { sessionIdOf } from '../core/session-life.ts'
import { endOverdueSessions } from '../core/sessions.ts'
import type { TrustRule } from '../core/rules.ts'

/** Sessions ended by one sweep. */
const most = 1000
/** The sweep runs every minute; one that is over for longer was missed. */
const patience = 600_000

export const sessionEndsClean: TrustRule = {
  id: 'session-ends-clean',
  statements: [
    'When you end your session, everything of it goes with it before you get the answer: waiting orders, prompts, history, pictures; the only key to them was in your cookie. Pictures that you shared by a link stay only where this server says so.',
    'A session that was silent for {idleMinutes} minutes, or is {mostHours} hours old, is over, and within ten minutes of that everything of it is removed.',
  ],
  appliesTo: hasVisitors,

  async forget(parts, forgetting) {
    if (sessionIdOf(forgetting.owner) === undefined) return undefined
    return removeAllOf(parts, forgetting)
  },

  async sweep(parts, now) {
    const { sessions, left } = await endOverdueSessions(parts, now, most)
    return { removed: sessions, left: left + (sessions === most ? 1 : 0) }
  },

  async probe(parts, now) {
    const over = await parts.store.sessions.over(new Date(now.getTime() - patience), parts.charter.sessions, most)
    const missed = over.filter((row) => !row.endedAt || now.getTime() - row.endedAt.getTime() > patience)
    return { holds: missed.length === 0, numbers: { sessionsOver: over.length, sessionsMissed: missed.length } }
  },
}
