// Who asks, and what they may do. Unknown means no.

import type { Charter } from '../charter/schema.ts'
import { Stated } from './errors.ts'
import type { Bytes } from './ports.ts'

export const scopes = ['images:make', 'images:read', 'images:delete', 'operate'] as const
export type Scope = (typeof scopes)[number]

/** Someone who asks: a visitor's session, the owner of a local instance, or an API key of an owner. */
export interface Caller {
  kind: 'session' | 'owner' | 'key'
  /** Owner of what they make. */
  owner: string
  /** Public half of the owner's pair. */
  ownerKey: Bytes
  scopes: readonly Scope[]
  /** The owner's private half, fetched only when something is opened; undefined when it was destroyed. */
  unlock(): Promise<Bytes | undefined>
}

/** Whether anybody may ask in a session of their own, without signing in. */
export function hasVisitors({ access }: Pick<Charter, 'access'>): boolean {
  return access.who === 'sessions' || (access.who === 'accounts' && access.visitors)
}

/** Whether people sign in here, and accounts have keys. */
export function hasAccounts({ access }: Pick<Charter, 'access'>): boolean {
  return access.who === 'accounts'
}

/** @throws Stated `scope_missing` */
export function need(caller: Caller, scope: Scope): void {
  if (!caller.scopes.includes(scope)) throw new Stated('scope_missing', { scope })
}
