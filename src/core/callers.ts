// Who asks, and what they may do. Unknown means no.

import type { Charter } from '../charter/schema.ts'
import { Stated, type ErrorCode } from './errors.ts'
import type { Person } from './people.ts'
import type { Bytes, KeyRow, Role } from './ports.ts'
import type { Region } from './regions.ts'

export const scopes = ['images:make', 'images:read', 'images:delete', 'account:read', 'account:manage', 'keys:manage', 'keys:stop', 'members:manage', 'account:own', 'operate'] as const
export type Scope = (typeof scopes)[number]

/** What an account's keys may carry: a key never makes keys, and never opens an account to others. */
export const keyScopes = ['images:make', 'images:read', 'images:delete'] as const satisfies readonly Scope[]

/** Owns what the implicit owner of an instance and the first operator key make. */
export const houseOwner = 'owner/local'

/** Someone who asks: a visitor's session, the owner of a local instance, an API key of an owner, or a person who signed in. */
export interface Caller {
  kind: 'session' | 'owner' | 'key' | 'person'
  /** Owner of what they make. */
  owner: string
  /** Public half of the owner's pair. */
  ownerKey: Bytes
  scopes: readonly Scope[]
  /** Scopes that are theirs but for the standing of the account, and what is said then. */
  withheld?: { scopes: readonly Scope[]; code: ErrorCode; reason: string }
  /** Id of the account they ask for. */
  account?: string
  person?: Pick<Person, 'id' | 'signedInAt' | 'confirmedAt' | 'factors'>
  role?: Role
  /** The key they came with, with its own limits. */
  key?: Pick<KeyRow, 'id' | 'perMinute' | 'concurrency' | 'moneyPerDay'>
  /** For visitors: keyed digest of their network, by a key that dies with the day. */
  network?: string
  /** For visitors: the answer to a challenge. */
  work?: string
  /** Where they ask from, as the edge found it; absent = by no edge, or this instance asks for no region. */
  region?: Region
  /** Whether their browser sends Global Privacy Control. */
  objects?: boolean
  /** The owner's private half, fetched only when something is opened; undefined when it was destroyed. */
  unlock(): Promise<Bytes | undefined>
}

/** Id of the account that owns things under this name. */
export const accountIn = (owner: string): string | undefined => (owner.startsWith('owner/acc_') ? owner.slice('owner/'.length) : undefined)

/** Whether anybody may ask in a session of their own, without signing in. */
export function hasVisitors({ access }: Pick<Charter, 'access'>): boolean {
  return access.who === 'sessions' || (access.who === 'accounts' && access.visitors)
}

/** Whether people sign in here, and accounts have keys. */
export function hasAccounts({ access }: Pick<Charter, 'access'>): boolean {
  return access.who === 'accounts'
}

/** @throws Stated `account_needed` for a visitor, where the charter keeps this for those who sign in */
export function needAccountFor({ access }: Pick<Charter, 'access'>, { kind }: Pick<Caller, 'kind'>, what: Charter['access']['accountFor'][number]): void {
  if (kind === 'session' && access.accountFor.includes(what)) throw new Stated('account_needed')
}

/** @throws Stated `scope_missing`, `role_missing`, or why the account's standing withholds it */
export function need({ scopes, withheld, role }: Caller, scope: Scope): void {
  if (scopes.includes(scope)) return
  if (withheld?.scopes.includes(scope)) throw new Stated(withheld.code, { reason: withheld.reason })
  throw role === undefined ? new Stated('scope_missing', { scope }) : new Stated('role_missing', { role })
}
