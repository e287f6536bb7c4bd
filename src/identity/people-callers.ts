// From somebody who signed in to a caller: the account they act for, their role in it, and what its standing leaves.

import type { AccountRow, MemberRow } from '../core/account-tables.ts'
import { ownerOf } from '../core/accounts.ts'
import type { Caller } from '../core/callers.ts'
import { Stated } from '../core/errors.ts'
import type { Parts, Person } from '../core/ports.ts'
import { scopesOfRole } from '../core/roles.ts'
import { standingOf, worseOf } from '../core/standing.ts'
import { vaultCaller } from './owner.ts'
import { cookieIn, cookieLine } from './sign-in/cookies.ts'

interface CookiePlace {
  plainLoopback: boolean
}

const header = 'gesso-account'
const cookieName = ({ plainLoopback }: CookiePlace): string => (plainLoopback ? 'gesso-account' : '__Host-gesso-account')
const keepChoice = 400 * 86_400

/** The cookie that remembers which account somebody acts for. */
export const accountCookie = (place: CookiePlace, account: string): string => cookieLine(place, cookieName(place), account, account ? keepChoice : 0)

/** undefined when no account is left to them. @throws Stated `not_found` when they name one that is not theirs */
export async function callerOfPerson(parts: Parts, person: Person, headers: Headers, place: CookiePlace): Promise<Caller | undefined> {
  const memberships = await accountsOf(parts, person.id)
  const own = memberships.find(({ account }) => account.kind === 'individual')
  const asked = headers.get(header)
  const chosen = asked ?? cookieIn(headers, cookieName(place))
  const found = memberships.find(({ account }) => account.id === chosen)
  if (asked !== null && !found) throw new Stated('not_found')
  const acting = found ?? own ?? memberships[0]
  if (!acting) return undefined
  const { account, role } = acting
  const operates = await parts.store.operators.has(person.id)
  const may = operates ? [...scopesOfRole[role], 'operate' as const] : scopesOfRole[role]
  const base = await vaultCaller(parts, 'person', ownerOf(account.id))
  return { ...base, ...standingOf(own ? worseOf(account, own.account) : account, may), account: account.id, person, role }
}

async function accountsOf({ store }: Parts, person: string): Promise<Array<{ account: AccountRow; role: MemberRow['role'] }>> {
  const members = await store.members.ofPerson(person)
  const accounts = await Promise.all(members.map(async ({ account, role }) => ({ account: await store.accounts.get(account), role })))
  return accounts.flatMap(({ account, role }) => (account ? [{ account, role }] : []))
}
