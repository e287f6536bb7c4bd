// Who belongs to an account: roles, invitations, leaving, and handing it over by both sides' word.

import type { InvitationRow, MemberRow, Role } from './account-tables.ts'
import { needFresh, openOf, ownAccount, personOf, profileOf, sealFor } from './accounts.ts'
import { newId } from './birth.ts'
import { need, type Caller } from './callers.ts'
import { Stated } from './errors.ts'
import type { Parts } from './ports.ts'
import { mayGive } from './roles.ts'
import { noteAudit } from './standing.ts'

const day = 86_400_000

export interface MemberView extends MemberRow {
  name?: string
  mail?: string
}

export async function listMembers(parts: Parts, caller: Caller): Promise<MemberView[]> {
  const { id } = await ownAccount(parts, caller)
  const rows = await parts.store.members.ofAccount(id)
  return Promise.all(
    rows.map(async (row) => {
      const facts = await parts.people?.describe(row.person)
      return { ...row, name: facts?.name, mail: facts?.mail }
    }),
  )
}

/** @throws Stated `not_found`, `role_missing`, `owner_needed` for the owner's own role */
export async function setRole(parts: Parts, caller: Caller, person: string, role: Role): Promise<void> {
  const account = await ownAccount(parts, caller)
  const member = await memberOf(parts, account.id, person)
  if (member.role === 'owner') throw new Stated('owner_needed')
  if (!caller.role || !mayGive(caller.role, role) || !mayGive(caller.role, member.role)) throw new Stated('role_missing', { role: caller.role ?? 'none' })
  await parts.store.transaction(async (tables) => {
    await tables.members.setRole(account.id, person, role)
    await noteAudit(parts, tables, { account: account.id, actor: 'member', event: 'role-changed', detail: `${member.role}/${role}` })
  })
}

/** Others by who may; oneself always, but never the owner. @throws Stated `not_found`, `role_missing`, `owner_needed` */
export async function removeMember(parts: Parts, caller: Caller, person: string): Promise<void> {
  const account = await ownAccount(parts, caller)
  const member = await memberOf(parts, account.id, person)
  if (member.role === 'owner') throw new Stated('owner_needed')
  if (person !== personOf(caller)) {
    need(caller, 'members:manage')
    if (!caller.role || !mayGive(caller.role, member.role)) throw new Stated('role_missing', { role: caller.role ?? 'none' })
  }
  await parts.store.transaction(async (tables) => {
    await tables.members.remove(account.id, person)
    await noteAudit(parts, tables, { account: account.id, actor: 'member', event: 'member-removed', detail: member.role })
  })
}

/** Sends a link that lets one person in. @throws Stated `role_missing`, `too_many_members`, `message_unsendable` */
export async function invite(parts: Parts, caller: Caller, asked: { mail: string; role: Role; origin: string }): Promise<InvitationRow> {
  const { store, charter } = parts
  const account = await ownAccount(parts, caller)
  if (!caller.role || !mayGive(caller.role, asked.role)) throw new Stated('role_missing', { role: caller.role ?? 'none' })
  const [members, open] = await Promise.all([store.members.ofAccount(account.id), store.invitations.ofAccount(account.id)])
  if (members.length + open.length >= charter.accounts.members) throw new Stated('too_many_members', { most: charter.accounts.members })
  const { row, token } = await newInvitation(parts, account.id, { kind: 'member', role: asked.role, address: asked.mail })
  const { name, language } = await profileOf(parts, account)
  const from = (await parts.people?.describe(personOf(caller)))?.name ?? name
  await parts.messages.send({ to: { mail: asked.mail }, template: 'invitation', language, values: { organisation: name, from, link: `${asked.origin}/console/invitations#${token}`, days: String(charter.accounts.inviteDays) } })
  await store.transaction(async (tables) => {
    await tables.invitations.insert(row)
    await noteAudit(parts, tables, { account: account.id, actor: 'member', event: 'member-invited', detail: asked.role })
  })
  return row
}

/** The address is shown to those who invited. */
export async function listInvitations(parts: Parts, caller: Caller): Promise<Array<{ row: InvitationRow; address: string }>> {
  const account = await ownAccount(parts, caller)
  const now = parts.clock.now()
  const rows = (await parts.store.invitations.ofAccount(account.id)).filter((row) => row.expiresAt > now)
  return Promise.all(rows.map(async (row) => ({ row, address: (await openOf<string>(parts, account.id, row.id, row.address)) ?? '' })))
}

export async function withdrawInvitation(parts: Parts, caller: Caller, id: string): Promise<void> {
  const row = await parts.store.invitations.get(id)
  if (!row || row.account !== caller.account || !(await parts.store.invitations.remove(id))) throw new Stated('not_found')
}

/** Whoever holds the token joins, once. Returns the account. @throws Stated `not_found`, `member_already` */
export async function takeInvitation(parts: Parts, caller: Caller, token: string): Promise<string> {
  const person = personOf(caller)
  const row = await parts.store.invitations.byDigest(parts.sealing.digest('invitation', token))
  const now = parts.clock.now()
  if (!row || row.kind !== 'member' || row.expiresAt <= now) throw new Stated('not_found')
  await parts.store.transaction(async (tables) => {
    if (await tables.members.get(row.account, person)) throw new Stated('member_already')
    if (!(await tables.invitations.remove(row.id))) throw new Stated('not_found')
    await tables.members.insert({ account: row.account, person, role: row.role, since: now })
    await noteAudit(parts, tables, { account: row.account, actor: 'member', event: 'member-joined', detail: row.role })
  })
  return row.account
}

/** The owner's half of handing an account over; the other half is the new owner's. @throws Stated `not_found`, `sign_in_stale` */
export async function offerOwnership(parts: Parts, caller: Caller, to: string, origin: string): Promise<InvitationRow> {
  needFresh(parts, caller)
  const account = await ownAccount(parts, caller)
  const member = await memberOf(parts, account.id, to)
  if (account.kind === 'individual' || member.role === 'owner') throw new Stated('not_found')
  const { row } = await newInvitation(parts, account.id, { kind: 'ownership', role: 'owner', address: '', person: to })
  const { name } = await profileOf(parts, account)
  const [from, them] = await Promise.all([parts.people?.describe(personOf(caller)), parts.people?.describe(to)])
  await parts.store.transaction(async (tables) => {
    for (const old of await tables.invitations.ofAccount(account.id)) if (old.kind === 'ownership') await tables.invitations.remove(old.id)
    await tables.invitations.insert(row)
    await noteAudit(parts, tables, { account: account.id, actor: 'member', event: 'ownership-offered', detail: member.role })
  })
  const values = { organisation: name, from: from?.name ?? name, link: `${origin}/console/invitations`, days: String(parts.charter.accounts.inviteDays) }
  await parts.messages.send({ to: { person: to }, template: 'ownership-offer', language: them?.language ?? 'en', values }).catch(() => parts.log.write({ level: 'warning', event: 'account-message-unsent' }))
  return row
}

export async function offersTo(parts: Parts, caller: Caller): Promise<Array<{ row: InvitationRow; name: string }>> {
  const now = parts.clock.now()
  const rows = (await parts.store.invitations.ofPerson(personOf(caller))).filter((row) => row.expiresAt > now)
  return Promise.all(
    rows.map(async (row) => {
      const account = await parts.store.accounts.get(row.account)
      return { row, name: account ? (await profileOf(parts, account)).name : '' }
    }),
  )
}

/** The new owner's half: they become owner, who was it becomes an administrator. @throws Stated `not_found`, `sign_in_stale` */
export async function takeOwnership(parts: Parts, caller: Caller, id: string): Promise<string> {
  needFresh(parts, caller)
  const person = personOf(caller)
  const now = parts.clock.now()
  return parts.store.transaction(async (tables) => {
    const row = await tables.invitations.get(id)
    const account = row && (await tables.accounts.hold(row.account))
    if (!row || !account || row.kind !== 'ownership' || row.person !== person || row.expiresAt <= now || !(await tables.members.get(row.account, person))) throw new Stated('not_found')
    await tables.invitations.remove(id)
    for (const member of await tables.members.ofAccount(row.account)) if (member.role === 'owner') await tables.members.setRole(row.account, member.person, 'admin')
    await tables.members.setRole(row.account, person, 'owner')
    await noteAudit(parts, tables, { account: row.account, actor: 'member', event: 'ownership-taken', detail: 'owner' })
    return row.account
  })
}

export async function declineOwnership(parts: Parts, caller: Caller, id: string): Promise<void> {
  const row = await parts.store.invitations.get(id)
  if (!row || row.person !== personOf(caller) || !(await parts.store.invitations.remove(id))) throw new Stated('not_found')
}

async function newInvitation(parts: Parts, account: string, asked: Pick<InvitationRow, 'kind' | 'role' | 'person'> & { address: string }): Promise<{ row: InvitationRow; token: string }> {
  const id = newId('inv', parts.random)
  const token = Array.from(parts.random.bytes(24), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const createdAt = parts.clock.now()
  const expiresAt = new Date(createdAt.getTime() + parts.charter.accounts.inviteDays * day)
  return { token, row: { ...asked, id, account, digest: parts.sealing.digest('invitation', token), address: await sealFor(parts, account, id, asked.address), createdAt, expiresAt } }
}

async function memberOf({ store }: Parts, account: string, person: string): Promise<MemberRow> {
  const member = await store.members.get(account, person)
  if (!member) throw new Stated('not_found')
  return member
}

