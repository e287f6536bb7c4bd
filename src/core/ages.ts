// Asking for age: the band that follows from a year and a month, kept sealed with the session or account; a date of birth is never kept.

import type { Charter } from '../charter/schema.ts'
import type { Belonging } from './belongings.ts'
import { accountOf, openOf, ownerOf, sealFor } from './accounts.ts'
import type { Caller } from './callers.ts'
import { Stated } from './errors.ts'
import type { AgeAnswerRow, Bytes, KeyName, Parts } from './ports.ts'
import { sessionIdOf } from './session-life.ts'

/** `under` = too young for this service; `guardian` = a guardian must consent; `advised` = advised to read with one; `adult` = neither. */
export const bands = ['under', 'guardian', 'advised', 'adult'] as const
export type Band = (typeof bands)[number]

export interface Birth {
  year: number
  /** 1 to 12. */
  month: number
}

/** In the month of a birthday somebody still counts as the year before: the day is not asked. @throws Stated `field_invalid` */
export function bandOf({ age }: Pick<Charter, 'age'>, { year, month }: Birth, now: Date): Band {
  const months = (now.getUTCFullYear() - year) * 12 + now.getUTCMonth() + 1 - month
  if (months < 0 || months > 130 * 12) throw new Stated('field_invalid', { field: 'year', reason: 'it must be a month that somebody living can be born in.' }, 'year')
  const years = Math.floor((months - 1) / 12)
  if (years < age.least) return 'under'
  if (years < age.guardian) return 'guardian'
  return years < age.advised ? 'advised' : 'adult'
}

interface Answer {
  band: Band
  answeredAt: Date
}

/** Whether this caller has to have answered: visitors, people, and keys of accounts; not who runs the instance. */
export function isAsked({ charter }: Pick<Parts, 'charter'>, { owner, kind }: Pick<Caller, 'owner' | 'kind'>): boolean {
  return charter.age.ask && kind !== 'owner' && (sessionIdOf(owner) !== undefined || accountOf(owner) !== undefined)
}

/** Whose answer counts for a caller: a session's own; an account's holder's, whoever of its members or keys asks. */
export async function subjectOf(parts: Pick<Parts, 'store'>, caller: Pick<Caller, 'owner' | 'person'>): Promise<string | undefined> {
  const account = accountOf(caller.owner)
  if (account === undefined) return sessionIdOf(caller.owner) === undefined ? undefined : caller.owner
  const person = caller.person?.id ?? (await parts.store.members.ofAccount(account)).find(({ role }) => role === 'owner')?.person
  if (person === undefined) return undefined
  for (const { account: id } of await parts.store.members.ofPerson(person)) if ((await parts.store.accounts.get(id))?.kind === 'individual') return ownerOf(id)
  return undefined
}

/** What was read for a caller: several rules ask about one order, and a caller is found anew for each request. */
const known = new WeakMap<Caller, Promise<Answer | undefined>>()

/** undefined = not answered, or answered so long ago that it is asked anew. */
export function readAnswer(parts: Parts, caller: Caller): Promise<Answer | undefined> {
  const before = known.get(caller)
  if (before) return before
  const answer = openAnswer(parts, caller)
  known.set(caller, answer)
  return answer
}

async function openAnswer(parts: Parts, caller: Caller): Promise<Answer | undefined> {
  const subject = await subjectOf(parts, caller)
  const row = subject === undefined ? undefined : await parts.store.ageAnswers.get(subject)
  const band = row && (await openBand(parts, caller, row))
  return row && band && { band, answeredAt: row.answeredAt }
}

/** @throws Stated `age_answered` when it was answered and the time to ask again has not come */
export async function keepAnswer(parts: Parts, caller: Caller, band: Band): Promise<void> {
  const before = await readAnswer(parts, caller)
  const again = before && askAgainAt(parts.charter, before)
  if (again && again > parts.clock.now()) throw new Stated('age_answered', { when: again.toISOString().slice(0, 16) })
  await writeBand(parts, caller, band)
  known.delete(caller)
}

export async function writeBand(parts: Parts, caller: Pick<Caller, 'owner' | 'ownerKey' | 'person'>, band: Band): Promise<void> {
  const subject = await subjectOf(parts, caller)
  if (subject === undefined) return
  const account = accountOf(subject)
  const plain = new TextEncoder().encode(JSON.stringify(band))
  const sealed: Bytes = account === undefined ? parts.sealing.seal(`${subject}/age`, [caller.ownerKey], plain) : await sealFor(parts, account, 'age', band)
  await parts.store.ageAnswers.write({ owner: subject, sealed, answeredAt: parts.clock.now() })
}

const year = 365 * 86_400_000

/** Too young: after the hours of the charter. Under a guardian: after a year, for people grow up. Others are not asked again. */
export function askAgainAt({ age }: Charter, { band, answeredAt }: Answer): Date {
  if (band === 'under') return new Date(answeredAt.getTime() + age.retryHours * 3_600_000)
  return new Date(answeredAt.getTime() + (band === 'guardian' ? year : 100 * year))
}

async function openBand(parts: Parts, caller: Caller, { owner, sealed }: AgeAnswerRow): Promise<Band | undefined> {
  const account = accountOf(owner)
  if (account !== undefined) return openOf<Band>(parts, account, 'age', sealed)
  const key = await caller.unlock()
  return key && (JSON.parse(new TextDecoder().decode(parts.sealing.open(`${owner}/age`, [key], sealed))) as Band)
}

/** Whether a caller is somebody under a guardian: the strictest class of what is kept. */
export async function isGuarded(parts: Parts, caller: Caller): Promise<boolean> {
  return isAsked(parts, caller) && (await readAnswer(parts, caller))?.band === 'guardian'
}

const blockKeys = 'server/ages-'

/** The key of a day for telling apart who answered that they are too young. */
export const blockKeyOf = (time: number): KeyName => `${blockKeys}${new Date(time).toISOString().slice(0, 10)}`

/** Removes blocks that are over, and the keys of days whose last block is. Returns how many. */
export async function sweepBlocks({ store, vault, charter }: Parts, now: Date): Promise<number> {
  const oldest = blockKeyOf(now.getTime() - charter.age.retryHours * 3_600_000)
  const old = (await vault.names(blockKeys)).filter((name) => name < oldest)
  if (old.length > 0) await vault.destroy(old)
  return store.ageBlocks.removeDue(now)
}

export const agesHad: Belonging = {
  kind: 'age-band',
  tables: ['age_answers'],
  why: 'to-know-you',
  until: 'you-erase-all',
  where: ['database'],
  readableByServer: 'not-of-sessions',
  staysWhenCleared: true,
  count: async ({ store }, owner) => ({ count: (await store.ageAnswers.get(owner)) ? 1 : 0 }),
  remove: (tables, { owner }) => tables.ageAnswers.removeOf(owner),
  async *copy(parts, caller) {
    const answer = await readAnswer(parts, caller)
    if (answer) yield { path: 'age.json', content: { band: answer.band, answered_at: answer.answeredAt.toISOString() } }
  },
}
