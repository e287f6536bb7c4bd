// What is held of a caller right now: how much of each kind, why, how long, and where.

import type { Caller } from './callers.ts'
import { need } from './callers.ts'
import type { Parts } from './ports.ts'
import { endsOf, sessionIdOf } from './sessions.ts'

export type HeldKind = 'pictures' | 'words' | 'orders' | 'addresses' | 'shares' | 'repeat-keys' | 'choices' | 'requests' | 'session'
export type Place = 'database' | 'files' | 'vault'

export interface Held {
  kind: HeldKind
  count: number
  bytes?: number
  /** A code; docs/api.md has its sentence. */
  why: 'to-show-you' | 'to-draw' | 'you-shared' | 'to-answer-repeats' | 'you-said-so' | 'you-asked' | 'to-know-you'
  /** What ends it. */
  until: 'you-delete-it' | 'deadline' | 'session-ends' | 'it-is-drawn' | 'its-own-end' | 'you-erase-all' | 'it-is-answered'
  /** When the next of it goes by itself, if that is known. */
  next?: Date
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
  const { store, charter, clock } = parts
  const { owner } = caller
  const now = clock.now()
  const [images, brief, links, repeats, choices, requests] = await Promise.all([
    store.images.countOf(owner),
    store.generations.briefOf(owner, now),
    store.links.listOf(owner),
    store.idempotency.countOf(owner),
    store.choices.listOf(owner),
    store.requests.unfinished(owner),
  ])
  const session = await sessionOf(parts, owner)
  const inVault: Place[] = session ? [] : ['vault']
  const unfinished = brief.filter((row) => row.unfinished).length
  const life: Held['until'] = session && charter.sessions.atEnd === 'erase' ? 'session-ends' : typeof charter.retention.imageDays === 'number' ? 'deadline' : session ? 'session-ends' : 'you-delete-it'
  const soonest = (kind: 'address' | 'share'): Date | undefined => links.filter((link) => link.kind === kind).map((link) => link.expiresAt).sort((a, b) => Number(a) - Number(b))[0]
  const readableByServer = session === undefined
  const of = (kind: 'address' | 'share'): number => links.filter((link) => link.kind === kind && link.expiresAt > now).length
  const held: Held[] = [
    { kind: 'pictures', count: images.images, bytes: images.bytes, why: 'to-show-you', until: life, next: images.nextDeadline, where: ['files', 'database', ...inVault], tables: ['images'], readableByServer },
    { kind: 'words', count: brief.length, why: 'to-show-you', until: life, next: images.nextDeadline, where: ['database', ...inVault], tables: ['generations'], readableByServer },
    { kind: 'orders', count: unfinished, why: 'to-draw', until: 'it-is-drawn', where: ['database', 'vault'], tables: ['generations'], readableByServer: true },
    { kind: 'addresses', count: of('address'), why: 'to-show-you', until: 'its-own-end', next: soonest('address'), where: ['database'], tables: ['links'], readableByServer: false },
    { kind: 'shares', count: of('share'), why: 'you-shared', until: 'its-own-end', next: soonest('share'), where: ['database'], tables: ['links'], readableByServer: false },
    { kind: 'repeat-keys', count: repeats, why: 'to-answer-repeats', until: 'its-own-end', where: ['database'], tables: ['idempotency'], readableByServer: false },
    { kind: 'choices', count: choices.length, why: 'you-said-so', until: session ? 'session-ends' : 'you-erase-all', where: ['database'], tables: ['choices'], readableByServer: true },
    { kind: 'requests', count: requests.length, why: 'you-asked', until: 'it-is-answered', next: requests[0]?.dueAt, where: ['database'], tables: ['requests'], readableByServer: true },
  ]
  if (session) held.push({ kind: 'session', count: 1, why: 'to-know-you', until: 'session-ends', next: session, where: ['database'], tables: ['sessions'], readableByServer: true })
  const days = charter.retention.logDays
  return { held, at: now, logs: [{ kind: 'requests', fields: ['minute', 'route', 'method', 'status', 'milliseconds'], days }, { kind: 'events', fields: ['minute', 'event', 'code', 'engine', 'count', 'milliseconds', 'reference'], days }] }
}

/** When the session that this owner is ends by itself, if it is one. */
async function sessionOf({ store, charter }: Parts, owner: string): Promise<Date | undefined> {
  const id = sessionIdOf(owner)
  const row = id === undefined ? undefined : await store.sessions.get(id)
  if (!row) return undefined
  const { idleAt, mostAt } = endsOf(charter, row)
  return idleAt < mostAt ? idleAt : mostAt
}
