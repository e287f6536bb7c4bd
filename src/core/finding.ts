// Finding somebody's accounts by a contact they gave to the operator: the exact one only, and written down where they are found.

import type { AccountRow } from './account-tables.ts'
import { need, type Caller } from './callers.ts'
import type { Parts } from './ports.ts'
import { noteAudit } from './standing.ts'

/** None for a contact that nobody has. @throws Stated `field_invalid` for what is no contact */
export async function findAccounts(parts: Parts, caller: Caller, contact: { mail?: string; phone?: string }): Promise<AccountRow[]> {
  need(caller, 'operate')
  const person = await parts.people?.find(contact)
  if (person === undefined) return []
  const memberships = await parts.store.members.ofPerson(person)
  const found = (await Promise.all(memberships.map(({ account }) => parts.store.accounts.get(account)))).filter((row) => row !== undefined)
  await parts.store.transaction(async (tables) => {
    for (const { id } of found) await noteAudit(parts, tables, { account: id, actor: 'operator', event: 'account-found', detail: contact.mail === undefined ? 'phone' : 'mail' })
  })
  return found
}
