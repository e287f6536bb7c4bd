// Terms over time: a change is announced, waits for its notice where it touches people, takes effect, and is accepted before anything new is made under it.

import type { Belonging } from './belongings.ts'
import { accountIn, houseOwner, type Caller } from './callers.ts'
import { newId } from './birth.ts'
import { Stated } from './errors.ts'
import type { Parts, Random, Store } from './ports.ts'
import { termsNotice } from './notices.ts'
import type { AcceptanceRow, ChangeKind, TermsChange, VersionRow } from './terms-tables.ts'

export const significantKinds: readonly ChangeKind[] = ['retention', 'purposes', 'recipients', 'rights', 'controller', 'contacts', 'prices']

export type BriefVersion = Omit<VersionRow, 'texts' | 'settings'>

/** What the operator's files say today. */
export type Draft = Pick<VersionRow, 'digest' | 'charter' | 'settings' | 'texts'>

const isInForce = ({ effectiveAt, noticedAt }: BriefVersion, now: Date): boolean => effectiveAt <= now && noticedAt !== undefined

/** The version whose time has come last. */
export function inForce<Row extends BriefVersion>(versions: readonly Row[], now: Date): Row | undefined {
  return versions.find((version) => isInForce(version, now))
}

export function upcoming(versions: readonly BriefVersion[], now: Date): BriefVersion | undefined {
  return versions.findLast((version) => !isInForce(version, now))
}

export function isSignificant(changes: readonly TermsChange[]): boolean {
  return changes.some(({ kind }) => significantKinds.includes(kind))
}

interface Announcing {
  store: Store
  random: Random
  now: Date
  draft: Draft
  /** What differs from the version in force. */
  compare(current: VersionRow): TermsChange[]
  /** Days of notice that the version in force promises. */
  noticeDays(current: VersionRow): number
  /** Whether people are told by mail first; the days of notice begin after that. */
  mails(current: VersionRow): boolean
  /** When such changes may take effect, as the rules say. */
  takesEffect(changes: readonly TermsChange[], current: VersionRow): Date
}

/**
 * Takes up what the files say: the first version acts at once, and any other while nobody but the operator is here; one
 * like that in force takes back whatever was announced; the rest is announced and waits. Returns the version that counts now.
 */
export async function announce({ store, random, now, draft, compare, noticeDays, mails, takesEffect }: Announcing): Promise<VersionRow> {
  return store.transaction(async ({ versions, acceptances, accounts, notices }) => {
    const known = await versions.list()
    const brief = inForce(known, now)
    const current = brief && (await versions.get(brief.id))
    if (current && upcoming(known, now)?.digest === draft.digest) return current
    await versions.withdraw(now)
    if (current?.digest === draft.digest) return current
    const inUse = (await acceptances.anybody()) || (await accounts.list({ limit: 1 })).length > 0
    const changes = current ? compare(current) : []
    const significant = isSignificant(changes)
    const effectiveAt = current && inUse ? takesEffect(changes, current) : now
    const due = current && inUse && significant ? noticeDays(current) : 0
    const told = current !== undefined && inUse && significant
    const mailed = told && due > 0 && mails(current)
    const row: VersionRow = { ...draft, id: newId('ver', random), changes, significant, noticeDays: due, announcedAt: now, effectiveAt, ...(mailed ? {} : { noticedAt: now }) }
    await versions.insert(row)
    if (told) await notices.insert(termsNotice(random, row.id, now, mails(current)))
    return current && !isInForce(row, now) ? current : row
  })
}

type Yes = AcceptanceRow & { how: Exclude<AcceptanceRow['how'], 'declined'> }

export interface Standing {
  version: BriefVersion | undefined
  /** What is announced and not in effect yet. */
  next: BriefVersion | undefined
  /** What this caller accepted last. */
  accepted: Yes | undefined
  /** Their no to the version in force, if that is what they said last. */
  declined: AcceptanceRow | undefined
  /** Changes that they have not accepted yet and that must be before anything new is made. */
  open: TermsChange[]
}

/** Where a caller stands with the terms. Nobody has to accept what changed before they came. */
export async function standingOf({ store, clock }: Pick<Parts, 'store' | 'clock'>, owner: string, listed = store.versions.list()): Promise<Standing> {
  const now = clock.now()
  const [versions, said] = await Promise.all([listed, store.acceptances.listOf(owner)])
  const version = inForce(versions, now)
  const next = upcoming(versions, now)
  const accepted = said.find(isYes)
  const declined = said[0]?.how === 'declined' && said[0].version === version?.id ? said[0] : undefined
  const since = accepted ? (versions.find(({ id }) => id === accepted.version)?.effectiveAt ?? new Date(0)) : await signedUpAt(store, owner)
  if (!version || !since) return { version, next, accepted, declined, open: [] }
  const open = versions.filter((one) => one.significant && one.effectiveAt > since && isInForce(one, now)).flatMap(({ changes }) => changes)
  return { version, next, accepted, declined, open }
}

const isYes = (said: AcceptanceRow): said is Yes => said.how !== 'declined'

export async function hasAccepted({ store }: Pick<Parts, 'store'>, owner: string): Promise<boolean> {
  return (await store.acceptances.listOf(owner)).some(isYes)
}

/** An account agreed to what counted when it was made; a visitor who ordered nothing agreed to nothing yet. */
async function signedUpAt({ accounts }: Pick<Store, 'accounts'>, owner: string): Promise<Date | undefined> {
  const account = accountIn(owner)
  return account === undefined ? undefined : (await accounts.get(account))?.createdAt
}

/** The first order accepts the texts that are linked beside its button. The operator has nobody to agree with. */
export async function noteFirstOrder(parts: Parts, caller: Caller): Promise<void> {
  if (caller.owner === houseOwner) return
  if (await hasAccepted(parts, caller.owner)) return
  const { version } = await standingOf(parts, caller.owner)
  if (version) await write(parts, caller, version, 'en', 'first-order')
}

/** A no is written down like a yes, and changes nothing else: what was accepted before still counts. @throws Stated `terms_outdated` when another version counts by now, `terms_by_people` for a key: people accept, programs do not */
export async function answerTerms(parts: Parts, caller: Caller, id: string, accepted: boolean, language: 'en' | 'zh'): Promise<Standing> {
  if (caller.kind === 'key') throw new Stated('terms_by_people')
  const { version } = await standingOf(parts, caller.owner)
  if (!version || version.id !== id) throw new Stated('terms_outdated')
  await write(parts, caller, version, language, accepted ? 'asked' : 'declined')
  return standingOf(parts, caller.owner)
}

async function write({ store, clock }: Parts, { owner }: Caller, { id, digest }: BriefVersion, language: 'en' | 'zh', how: AcceptanceRow['how']): Promise<void> {
  await store.acceptances.insert({ owner, version: id, digest, language, how, at: clock.now() })
}

export const acceptancesHad: Belonging = {
  kind: 'acceptances',
  tables: ['acceptances'],
  why: 'you-said-so',
  until: 'you-erase-all',
  where: ['database'],
  readableByServer: true,
  staysWhenCleared: true,
  count: async ({ store }, owner) => ({ count: (await store.acceptances.listOf(owner)).length }),
  remove: (tables, { owner }) => tables.acceptances.removeOf(owner),
  async *copy({ store }, { owner }) {
    const rows = await store.acceptances.listOf(owner)
    const content = rows.map(({ version, digest, language, how, at }) => ({ version, digest, language, how, at: at.toISOString() }))
    yield { path: 'terms.json', content }
  },
}
