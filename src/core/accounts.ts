// Accounts: one for every person who signs up, and those of organisations. Names lie sealed under the account's own key.

import type { AccountKind, AccountRow, Role } from './account-tables.ts'
import { newId } from './birth.ts'
import type { Caller } from './callers.ts'
import { Stated, type Language } from './errors.ts'
import type { TemplateName } from './messages.ts'
import type { Bytes, KeyName, Parts, Tables } from './ports.ts'
import { checkRegistration } from './registration.ts'
import { askAll } from './rules.ts'
import { noteAudit } from './standing.ts'

/** What the core asks of those who sign people in. */
export interface People {
  /** Opened only where a message, a list of members or a look with a reason needs it. undefined when they are gone. */
  describe(person: string): Promise<PersonFacts | undefined>
  /** Who has exactly this contact; only its keyed digest is compared. @throws Stated `field_invalid` for what is no contact */
  find(contact: { mail?: string; phone?: string }): Promise<string | undefined>
  /** All that is kept of them for signing in, opened for their own copy; no password, secret or token. undefined when they are gone. */
  copy(person: string): Promise<PersonCopy | undefined>
  /** Everything about them: contacts, ways to sign in, sign-ins. */
  erase(person: string): Promise<void>
  signOutEverywhere(person: string): Promise<void>
}

export interface PersonFacts {
  name?: string
  mail?: string
  phone?: string
  language: Language
}

export interface PersonCopy extends Omit<PersonFacts, 'name'> {
  name: string
  createdAt: Date
  /** Whether there is one; a password itself is kept nowhere. */
  password: boolean
  secondFactor: boolean
  logins: Array<{ provider: string; createdAt: Date }>
  passkeys: Array<{ name: string; createdAt: Date; synced: boolean }>
  signIns: Array<{ browser: string; factors: string[]; signedInAt: Date; lastSeenAt: Date; expiresAt: Date }>
  news: 'off' | 'asked' | 'on'
}

export interface Profile {
  name: string
  language: Language
}

export interface Membership {
  account: AccountRow
  profile: Profile
  role: Role
}

const minute = 60_000

export const accountKey = (id: string): KeyName => `account/${id}`
export const ownerOf = (account: string): string => `owner/${account}`
/** Id of the account that owns things under this name. */
export const accountOf = (owner: string): string | undefined => (/^owner\/acc_[0-9a-z]+$/.test(owner) ? owner.slice('owner/'.length) : undefined)

/** Everybody who signs up gets one. @throws Stated `registration_refused`, `party_denied` */
export async function openAccountFor(parts: Parts, person: string): Promise<AccountRow> {
  const facts = await parts.people?.describe(person)
  if (facts) await checkRegistration(parts, facts)
  const name = facts?.name ?? facts?.mail?.split('@')[0] ?? ''
  return openAccount(parts, person, 'individual', { name, language: facts?.language ?? 'en' })
}

/** @throws Stated `field_invalid`, `too_many_members`, `party_denied` */
export async function createOrganisation(parts: Parts, caller: Caller, asked: { kind: AccountKind; name: string }): Promise<AccountRow> {
  const person = personOf(caller)
  const { charter, store } = parts
  await askAll(parts.rules, (rule) => rule.checkAct?.({ kind: 'keys', caller }, parts))
  if (asked.kind === 'individual' || !charter.accounts.kinds.includes(asked.kind)) {
    throw new Stated('field_invalid', { field: 'kind', reason: `use one of: ${charter.accounts.kinds.filter((kind) => kind !== 'individual').join(', ')}.` }, 'kind')
  }
  await checkRegistration(parts, { name: asked.name })
  const owned = (await store.members.ofPerson(person)).filter(({ role }) => role === 'owner')
  // One of them is their own.
  if (owned.length > charter.accounts.organisations) throw new Stated('too_many_members', { most: charter.accounts.organisations })
  const facts = await parts.people?.describe(person)
  return openAccount(parts, person, asked.kind, { name: asked.name, language: facts?.language ?? 'en' })
}

async function openAccount(parts: Parts, person: string, kind: AccountKind, profile: Profile): Promise<AccountRow> {
  const now = parts.clock.now()
  const id = newId('acc', parts.random)
  const row: AccountRow = { id, kind, profile: await sealFor(parts, id, 'profile', profile), createdAt: now, standing: 'good', standingSince: now, verification: 'none' }
  await parts.store.transaction(async (tables) => {
    await tables.accounts.insert(row)
    await tables.members.insert({ account: id, person, role: 'owner', since: now })
    await noteAudit(parts, tables, { account: id, actor: 'member', event: 'account-opened', detail: kind })
  })
  return row
}

/** Their own account first. */
export async function membershipsOf(parts: Parts, person: string): Promise<Membership[]> {
  const members = await parts.store.members.ofPerson(person)
  const found = await Promise.all(members.map(async ({ account: id, role }) => ({ account: await parts.store.accounts.get(id), role })))
  const there = found.flatMap(({ account, role }) => (account ? [{ account, role }] : []))
  there.sort((a, b) => Number(b.account.kind === 'individual') - Number(a.account.kind === 'individual') || Number(a.account.createdAt) - Number(b.account.createdAt))
  return Promise.all(there.map(async (one) => ({ ...one, profile: await profileOf(parts, one.account) })))
}

export async function renameAccount(parts: Parts, caller: Caller, change: Partial<Profile>): Promise<AccountRow> {
  const account = await ownAccount(parts, caller)
  const profile = { ...(await profileOf(parts, account)), ...change }
  if (change.name !== undefined) await checkRegistration(parts, { name: change.name })
  return changeAccount(parts, account.id, async () => ({ profile: await sealFor(parts, account.id, 'profile', profile) }))
}

export async function profileOf(parts: Parts, account: AccountRow): Promise<Profile> {
  return (await openOf<Profile>(parts, account.id, 'profile', account.profile)) ?? { name: '', language: 'en' }
}

/** The account a caller acts for. @throws Stated `not_found` for callers without one */
export async function ownAccount(parts: Parts, { account: id }: Caller): Promise<AccountRow> {
  const account = id === undefined ? undefined : await parts.store.accounts.get(id)
  if (!account) throw new Stated('not_found')
  return account
}

/** @throws Stated `not_found` for callers who are no person */
export function personOf({ person }: Caller): string {
  if (!person) throw new Stated('not_found')
  return person.id
}

/** Some things want a fresh proof that it is them. @throws Stated `sign_in_stale` */
export function needFresh({ charter, clock }: Pick<Parts, 'charter' | 'clock'>, { person }: Caller): void {
  if (person && clock.now().getTime() - person.confirmedAt.getTime() > charter.signIn.confirmMinutes * minute) throw new Stated('sign_in_stale', { minutes: charter.signIn.confirmMinutes })
}

/** Changes part of an account under a lock, with whatever else belongs to the same step. */
export async function changeAccount(parts: Parts, id: string, change: (row: AccountRow, tables: Tables) => Promise<Partial<AccountRow>>): Promise<AccountRow> {
  return parts.store.transaction(async (tables) => {
    const row = await tables.accounts.hold(id)
    if (!row) throw new Stated('not_found')
    const next = { ...row, ...(await change(row, tables)) }
    await tables.accounts.update(next)
    return next
  })
}

/** Tells everybody who answers for the account; who cannot be reached is not told, and nothing fails for it. */
export async function tellOwners(parts: Parts, account: AccountRow, template: TemplateName, values: (language: Language, name: string) => Record<string, string>): Promise<void> {
  const { name } = await profileOf(parts, account)
  for (const { person, role } of await parts.store.members.ofAccount(account.id)) {
    if (role !== 'owner') continue
    const language = (await parts.people?.describe(person))?.language ?? 'en'
    await parts.messages.send({ to: { person }, template, values: values(language, name || account.id), language }).catch(() => parts.log.write({ level: 'warning', event: 'account-message-unsent' }))
  }
}

/** Seals something of an account under its own key. */
export async function sealFor({ sealing, vault }: Parts, account: string, what: string, content: unknown): Promise<Bytes> {
  return sealing.seal(`${account}/${what}`, [await vault.publicKey(accountKey(account))], new TextEncoder().encode(JSON.stringify(content)))
}

/** undefined once the account's key is gone. */
export async function openOf<T>({ sealing, vault }: Parts, account: string, what: string, sealed: Bytes | undefined): Promise<T | undefined> {
  const key = sealed && (await vault.privateKey(accountKey(account)))
  return key && sealed ? (JSON.parse(new TextDecoder().decode(sealing.open(`${account}/${what}`, [key], sealed))) as T) : undefined
}
