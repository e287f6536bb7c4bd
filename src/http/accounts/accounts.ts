// Accounts over HTTP: which one somebody acts for, its members, invitations, handing over and closing.

import { describeStanding } from '../../core/account-copies.ts'
import type { AccountRow, InvitationRow, Role } from '../../core/account-tables.ts'
import { createOrganisation, membershipsOf, ownAccount, personOf, profileOf, renameAccount } from '../../core/accounts.ts'
import type { Caller } from '../../core/callers.ts'
import { closeAccount as close } from '../../core/closing.ts'
import { appeal, contactMended, refuseTerms as refuse } from '../../core/decisions.ts'
import { Stated } from '../../core/errors.ts'
import * as members from '../../core/members.ts'
import type { OpeningRow, Parts } from '../../core/ports.ts'
import { describeRequest } from '../../core/requests.ts'
import { cookiePlaceOf } from '../../identity/identify.ts'
import { accountCookie } from '../../identity/people-callers.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import * as shapes from '../schemas/accounts.ts'

export async function listAccounts({ parts, caller }: AskOfCaller): Promise<Response> {
  if (!caller.person) return json({ object: 'list', data: [await own(parts, caller)] })
  const all = await membershipsOf(parts, caller.person.id)
  return json({ object: 'list', data: all.map(({ account, profile, role }) => describeAccount(account, profile.name, role, account.id === caller.account)) })
}

export async function createAccount(ask: AskOfCaller): Promise<Response> {
  const { withheld } = ask.caller
  if (withheld?.scopes.length) throw new Stated(withheld.code, { reason: withheld.reason })
  const { value } = await readBody(ask, shapes.newAccountSchema)
  const account = await createOrganisation(ask.parts, ask.caller, value)
  return json(describeAccount(account, value.name, 'owner', false), 201)
}

export async function switchAccount(ask: AskOfCaller): Promise<Response> {
  const all = await membershipsOf(ask.parts, personOf(ask.caller))
  const found = all.find(({ account }) => account.id === ask.path('id'))
  if (!found) throw new Stated('not_found')
  const place = cookiePlaceOf({ remoteAddress: ask.connection.remoteAddress, hostIsLoopback: ask.hostIsLoopback })
  return json(describeAccount(found.account, found.profile.name, found.role, true), 200, { 'set-cookie': accountCookie(place, found.account.id) })
}

export const readAccount = async ({ parts, caller }: AskOfCaller): Promise<Response> => json(await own(parts, caller))

export async function changeAccount(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, shapes.accountChangeSchema)
  await renameAccount(ask.parts, ask.caller, value)
  return readAccount(ask)
}

export async function closeAccount(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, shapes.closingSchema)
  const row = await close(ask.parts, ask.caller, value.copy)
  return json(describeRequest(row), row.state === 'open' ? 202 : 200)
}

export async function appealStanding(ask: AskOfCaller): Promise<Response> {
  await appeal(ask.parts, ask.caller)
  return readAccount(ask)
}

export async function refuseTerms(ask: AskOfCaller): Promise<Response> {
  await refuse(ask.parts, ask.caller)
  return readAccount(ask)
}

export async function mendContact(ask: AskOfCaller): Promise<Response> {
  await contactMended(ask.parts, ask.caller)
  return readAccount(ask)
}

export async function listDecisions({ parts, caller }: AskOfCaller): Promise<Response> {
  const { id } = await ownAccount(parts, caller)
  const rows = await parts.store.audit.ofSubject(parts.sealing.digest('audit', id))
  return json({ object: 'list', data: rows.map(({ at, actor, event, detail }) => ({ object: 'account_event', at: at.toISOString(), by: actor, event, detail })) })
}

export async function listOpenings({ parts, caller }: AskOfCaller): Promise<Response> {
  const { id } = await ownAccount(parts, caller)
  return json({ object: 'list', data: (await parts.store.openings.ofAccount(id)).map(describeOpening) })
}

export async function listMembers({ parts, caller }: AskOfCaller): Promise<Response> {
  const all = await members.listMembers(parts, caller)
  return json({ object: 'list', data: all.map(({ person, role, since, name, mail }) => ({ object: 'member', person, name: name ?? null, mail: mail ?? null, role, since: since.toISOString() })) })
}

export async function setRole(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, shapes.roleChangeSchema)
  await members.setRole(ask.parts, ask.caller, ask.path('id'), value.role)
  return listMembers(ask)
}

export async function removeMember({ parts, caller, path }: AskOfCaller): Promise<Response> {
  await members.removeMember(parts, caller, path('id'))
  return nothing()
}

export async function listInvitations({ parts, caller }: AskOfCaller): Promise<Response> {
  const all = await members.listInvitations(parts, caller)
  return json({ object: 'list', data: all.map(({ row, address }) => describeInvitation(row, { mail: address })) })
}

export async function createInvitation(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, shapes.newInvitationSchema)
  return json(describeInvitation(await members.invite(ask.parts, ask.caller, { ...value, origin: ask.origin }), { mail: value.mail }), 201)
}

export async function withdrawInvitation({ parts, caller, path }: AskOfCaller): Promise<Response> {
  await members.withdrawInvitation(parts, caller, path('id'))
  return nothing()
}

export async function takeInvitation(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, shapes.takeSchema)
  return json(await oneOf(ask, await members.takeInvitation(ask.parts, ask.caller, value.token)))
}

export async function offerOwnership(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, shapes.personSchema)
  return json(describeInvitation(await members.offerOwnership(ask.parts, ask.caller, value.person, ask.origin), {}), 201)
}

export async function listOffers({ parts, caller }: AskOfCaller): Promise<Response> {
  const all = await members.offersTo(parts, caller)
  return json({ object: 'list', data: all.map(({ row, name }) => describeInvitation(row, { name })) })
}

export async function takeOwnership(ask: AskOfCaller): Promise<Response> {
  return json(await oneOf(ask, await members.takeOwnership(ask.parts, ask.caller, ask.path('id'))))
}

export async function declineOwnership({ parts, caller, path }: AskOfCaller): Promise<Response> {
  await members.declineOwnership(parts, caller, path('id'))
  return nothing()
}

async function own(parts: Parts, caller: Caller): Promise<shapes.AccountBody> {
  const account = await ownAccount(parts, caller)
  return describeAccount(account, (await profileOf(parts, account)).name, caller.role ?? null, true)
}

async function oneOf({ parts, caller }: AskOfCaller, id: string): Promise<shapes.AccountBody> {
  const found = (await membershipsOf(parts, personOf(caller))).find(({ account }) => account.id === id)
  if (!found) throw new Stated('not_found')
  return describeAccount(found.account, found.profile.name, found.role, id === caller.account)
}

const nothing = (): Response => new Response(null, { status: 204 })

function describeAccount(row: AccountRow, name: string, role: Role | null, current: boolean): shapes.AccountBody {
  const { id, kind, createdAt } = row
  return { id, object: 'account', kind, name, role, current, ...describeStanding(row), created_at: createdAt.toISOString() }
}

export function describeOpening({ id, reason, at, until, reads }: OpeningRow) {
  return { id, object: 'opening', reason, at: at.toISOString(), until: until.toISOString(), reads }
}

function describeInvitation({ id, kind, account, role, createdAt, expiresAt }: InvitationRow, { mail, name }: { mail?: string; name?: string }) {
  return { id, object: 'invitation', kind, account, account_name: name ?? null, role, mail: mail || null, created_at: createdAt.toISOString(), expires_at: expiresAt.toISOString() }
}
