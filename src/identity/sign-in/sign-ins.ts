// Sign-ins of people: begun, found by their cookie, listed, ended. Only a digest of each token is kept.

import { Stated } from '../../core/errors.ts'
import type { Parts, Person, PersonRecord, RecordValue } from '../../core/ports.ts'
import { indexOf } from './digests.ts'
import { innerOf } from './auth.ts'
import type { Place } from './place.ts'
import { tokenIn } from './cookies.ts'

export type Factor = 'password' | 'mail' | 'phone' | 'passkey' | 'provider' | 'totp' | 'recovery'

/** How often it is noted that somebody was here. */
const noteEvery = 3_600_000
const day = 86_400_000

export interface Started {
  /** For the cookie; kept nowhere. */
  token: string
  person: string
  /** A second step is asked for before anything may be done with it. */
  pending: boolean
}

/** Begins a sign-in. Passkeys are two factors in one, so they ask for no second step. */
export async function startSignIn(parts: Parts, person: string, factor: Factor, agent: string | null): Promise<Started> {
  const [row] = await parts.store.people.find('people', [{ column: 'id', is: '=', value: person }])
  if (!row) throw new Stated('sign_in_failed')
  const pending = row.secondFactor === true && factor !== 'passkey'
  const inner = await innerOf(parts)
  const made = await inner.createSession(person, false, { userAgent: (agent ?? '').slice(0, 300), factors: factor, pending, confirmedAt: new Date() })
  return { token: made.token, person, pending }
}

/** Who the sign-in cookie names, if it is a living sign-in that took every step. */
export async function findPerson(parts: Parts, headers: Headers, place: Pick<Place, 'plainLoopback'>): Promise<Person | undefined> {
  const row = await findRow(parts, headers, place)
  return row && row.pending !== true ? personOf(parts, row) : undefined
}

/** The same for one whose second step is still to come. */
export async function findPending(parts: Parts, headers: Headers, place: Pick<Place, 'plainLoopback'>): Promise<Person | undefined> {
  const row = await findRow(parts, headers, place)
  return row?.pending === true ? personOf(parts, row) : undefined
}

async function findRow(parts: Parts, headers: Headers, place: Pick<Place, 'plainLoopback'>): Promise<PersonRecord | undefined> {
  const token = tokenIn(headers, place)
  if (token === undefined) return undefined
  const { people } = parts.store
  const [row] = await people.find('signIns', [{ column: 'token', is: '=', value: indexOf(parts, 'token', token) }])
  const now = parts.clock.now()
  if (!row || isOver(parts, row, now)) return undefined
  if (now.getTime() - timeOf(row.updatedAt).getTime() >= noteEvery) await people.change('signIns', [{ column: 'id', is: '=', value: row.id ?? null }], { updatedAt: now })
  return row
}

function isOver({ charter }: Parts, row: PersonRecord, now: Date): boolean {
  return timeOf(row.expiresAt) <= now || timeOf(row.updatedAt).getTime() + charter.signIn.idleDays * day <= now.getTime()
}

async function personOf({ store }: Parts, row: PersonRecord): Promise<Person | undefined> {
  const [person] = await store.people.find('people', [{ column: 'id', is: '=', value: row.person ?? null }])
  if (!person) return undefined
  return {
    id: String(row.person),
    signIn: String(row.id),
    signedInAt: timeOf(row.createdAt),
    factors: String(row.factors).split(' '),
    confirmedAt: timeOf(row.confirmedAt),
    verifiedContacts: { mail: person.mailVerified === true, phone: person.phoneVerified === true },
  }
}

/** Adds a proof to a sign-in; with it a pending one is whole. */
export async function addFactor({ store, clock }: Parts, { signIn, factors }: Person, factor: Factor): Promise<void> {
  const all = factors.includes(factor) ? factors : [...factors, factor]
  await store.people.change('signIns', [{ column: 'id', is: '=', value: signIn }], { factors: all.join(' '), pending: false, confirmedAt: clock.now() })
}

/** @throws Stated `sign_in_stale` when the last proof is too old for a dangerous act */
export function needFresh({ charter, clock }: Pick<Parts, 'charter' | 'clock'>, person: Person): void {
  const minutes = charter.signIn.confirmMinutes
  if (clock.now().getTime() - person.confirmedAt.getTime() > minutes * 60_000) throw new Stated('sign_in_stale', { minutes })
}

export async function listSignIns(parts: Parts, person: string): Promise<PersonRecord[]> {
  const rows = await parts.store.people.find('signIns', [{ column: 'person', is: '=', value: person }], { sort: { column: 'updatedAt', newestFirst: true } })
  const now = parts.clock.now()
  return rows.filter((row) => !isOver(parts, row, now))
}

/** false when it is not theirs or not there. */
export async function endSignIn({ store }: Parts, person: string, id: string): Promise<boolean> {
  const gone = await store.people.remove('signIns', [{ column: 'id', is: '=', value: id }, { column: 'person', is: '=', value: person }])
  return gone.length > 0
}

/** Ends all of them, or all but one. Returns how many. */
export async function signOutEverywhere({ store }: Pick<Parts, 'store'>, person: Pick<Person, 'id'>, but?: string): Promise<number> {
  const others = but === undefined ? [] : [{ column: 'id', is: '!=' as const, value: but }]
  return (await store.people.remove('signIns', [{ column: 'person', is: '=', value: person.id }, ...others])).length
}

export function timeOf(value: RecordValue | undefined): Date {
  return value instanceof Date ? value : new Date(0)
}
