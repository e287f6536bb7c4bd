// What is held of a caller right now: how much of each kind, why, how long, and where.

import { belongings, type Belonging, type Counted, type HeldKind, type Place } from './belongings.ts'
import { need, type Caller } from './callers.ts'
import type { Parts } from './ports.ts'
import { sessionIdOf } from './session-life.ts'

export interface Held extends Counted {
  kind: HeldKind
  why: Belonging['why']
  until: Exclude<Belonging['until'], 'as-pictures'>
  where: Place[]
  /** Tables of the database in which it stands. */
  tables: string[]
  /** Whether this server could read it without you: false where only your cookie opens it. */
  readableByServer: boolean
}

/** A kind of log line, and everything such a line can hold. */
export interface HeldLog {
  kind: 'requests' | 'events'
  fields: string[]
  days: number
}

export async function describeHoldings(parts: Parts, caller: Caller): Promise<{ held: Held[]; logs: HeldLog[]; at: Date }> {
  need(caller, 'images:read')
  const at = parts.clock.now()
  const { owner } = caller
  const isSession = sessionIdOf(owner) !== undefined
  const describe = async (one: Belonging): Promise<Held[]> => {
    const counted = await one.count(parts, owner, at)
    // Nobody is told of a session that they have not.
    if (one.kind === 'session' && counted.count === 0) return []
    const { kind, why, readableByServer } = one
    const where = one.where.filter((place) => place !== 'vault' || !isSession || readableByServer === true)
    return [{ kind, ...counted, why, until: untilOf(parts, one, isSession), where, tables: [...one.tables], readableByServer: readableByServer === 'not-of-sessions' ? !isSession : readableByServer }]
  }
  const held = (await Promise.all(belongings.map(describe))).flat()
  const days = parts.charter.retention.logDays
  return { held, at, logs: [{ kind: 'requests', fields: ['minute', 'route', 'method', 'status', 'milliseconds', 'request'], days }, { kind: 'events', fields: ['minute', 'event', 'code', 'engine', 'count', 'milliseconds', 'reference'], days }] }
}

function untilOf({ charter }: Parts, { until }: Belonging, isSession: boolean): Held['until'] {
  if (until === 'you-erase-all' && isSession) return 'session-ends'
  if (until !== 'as-pictures') return until
  if (isSession && charter.sessions.atEnd === 'erase') return 'session-ends'
  return typeof charter.retention.imageDays === 'number' ? 'deadline' : isSession ? 'session-ends' : 'you-delete-it'
}
