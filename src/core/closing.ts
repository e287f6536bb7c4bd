// The end of an account: first the copy, then everything of it goes, keys and people included; only what law keeps stays.

import type { AccountRow } from './account-tables.ts'
import { accountKey, changeAccount, needFresh, ownAccount, ownerOf, personOf, profileOf } from './accounts.ts'
import { need, type Caller } from './callers.ts'
import { nextLook, setStanding } from './decisions.ts'
import { askErasure } from './erasure.ts'
import { Stated } from './errors.ts'
import type { KeyName, Parts, RequestRow } from './ports.ts'
import { noteAudit } from './standing.ts'
import { expireVerification, removePapers } from './verification.ts'

/** What became of the copy that is offered first. */
export type CopyWord = 'taken' | 'not-wanted'

/**
 * By the account's owner. Where the charter has erasure reviewed, it waits for the operator, suspended.
 * @throws Stated `copy_first`, `sign_in_stale`, `organisations_first`
 */
export async function closeAccount(parts: Parts, caller: Caller, copy: CopyWord | undefined): Promise<RequestRow> {
  need(caller, 'account:own')
  needFresh(parts, caller)
  if (copy === undefined) throw new Stated('copy_first')
  const account = await ownAccount(parts, caller)
  if (account.kind === 'individual') await closeOwnOrganisations(parts, personOf(caller))
  return beginClosing(parts, account)
}

/** An organisation that nobody else belongs to goes with its owner. */
async function closeOwnOrganisations(parts: Parts, person: string): Promise<void> {
  const owned = (await parts.store.members.ofPerson(person)).filter(({ role }) => role === 'owner')
  const found = await Promise.all(owned.map(({ account }) => parts.store.accounts.get(account)))
  const organisations = found.flatMap((row) => (row && row.kind !== 'individual' ? [row] : []))
  for (const { id } of organisations) if ((await parts.store.members.ofAccount(id)).length > 1) throw new Stated('organisations_first')
  for (const row of organisations) await beginClosing(parts, row)
}

async function beginClosing(parts: Parts, account: AccountRow): Promise<RequestRow> {
  const owner = ownerOf(account.id)
  await parts.store.keys.revokeOf(owner, parts.clock.now())
  const caller: Caller = { kind: 'person', owner, ownerKey: await parts.vault.publicKey(owner as KeyName).catch(() => new Uint8Array(32)), scopes: ['images:delete'], unlock: async () => undefined, account: account.id }
  const request = await askErasure(parts, caller)
  if (request.state === 'done' || request.state === 'doing') await removeAccount(parts, account)
  else {
    const row = await setStanding(parts, account.id, { standing: 'suspended', reason: 'closing' }, 'member')
    await changeAccount(parts, account.id, async () => ({ closing: request.id, lookAt: nextLook(parts, { ...row, closing: request.id }) }))
  }
  return request
}

/** Keys first; then rows; a person whose own account it was goes with it. */
async function removeAccount(parts: Parts, account: AccountRow): Promise<void> {
  const { store, vault } = parts
  const { id } = account
  const persons = account.kind === 'individual' ? (await store.members.ofAccount(id)).map(({ person }) => person) : []
  await sayGoodbye(parts, account, persons)
  for (const verification of await store.verifications.ofAccount(id)) await removePapers(parts, verification)
  await vault.destroy([accountKey(id)])
  await store.transaction(async (tables) => {
    await tables.keys.removeOf(ownerOf(id))
    await tables.openings.removeOf(id)
    for (const person of persons) for (const { account: other, role } of await tables.members.ofPerson(person)) if (role !== 'owner') await tables.members.remove(other, person)
    await tables.accounts.remove(id)
    await noteAudit(parts, tables, { account: id, actor: 'program', event: 'account-closed', detail: account.kind })
  })
  for (const person of persons) {
    await store.operators.remove(person)
    await parts.people?.erase(person)
  }
  parts.log.write({ level: 'info', event: 'account-closed' })
}

/** To the address itself, for in a moment there is nobody any more to look it up of. */
async function sayGoodbye(parts: Parts, account: AccountRow, persons: readonly string[]): Promise<void> {
  const { name, language } = await profileOf(parts, account)
  for (const person of persons) {
    const facts = await parts.people?.describe(person)
    const to = facts?.mail ? { mail: facts.mail } : facts?.phone ? { phone: facts.phone } : undefined
    if (to) await parts.messages.send({ to, template: 'account-closed', values: { account: name }, language: facts?.language ?? language }).catch(() => parts.log.write({ level: 'warning', event: 'account-message-unsent' }))
  }
}

/** What the clocks of accounts ask for: suspended when the contact stayed dead, closed when the time to export is over. */
export async function sweepAccounts(parts: Parts, now: Date, most = 200): Promise<{ changed: number }> {
  let changed = 0
  for (const row of await parts.store.accounts.due(now, most)) {
    await lookAt(parts, row, now)
    changed++
  }
  await parts.store.invitations.removeDue(now)
  await parts.store.bans.removeDue(now)
  await parts.store.paces.removeDue(now)
  return { changed }
}

async function lookAt(parts: Parts, row: AccountRow, now: Date): Promise<void> {
  if (row.closing !== undefined) return goOnClosing(parts, row)
  if (row.standing === 'asked' && row.reason === 'contact-unreachable') {
    await setStanding(parts, row.id, { standing: 'suspended', reason: 'contact-unreachable' }, 'program')
  } else if (row.standing === 'ended' || (row.standing === 'suspended' && row.reason === 'terms-refused')) await beginClosing(parts, row)
  else if (row.verification === 'verified' && row.verifiedUntil && row.verifiedUntil <= now) await expireVerification(parts, row)
  else await changeAccount(parts, row.id, async (current) => ({ lookAt: nextLook(parts, current) }))
}

async function goOnClosing(parts: Parts, row: AccountRow): Promise<void> {
  const request = await parts.store.requests.get(row.closing ?? '')
  if (request?.state === 'open') return
  if (request?.state === 'refused') {
    await changeAccount(parts, row.id, async () => ({ closing: undefined }))
    await setStanding(parts, row.id, { standing: 'good', reason: 'resolved' }, 'operator')
  } else await removeAccount(parts, row)
}
