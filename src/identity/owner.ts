// The owner of an instance: on their own machine they need no key.

import { scopes, type Caller, type Scope } from '../core/callers.ts'
import type { KeyName, Parts } from '../core/ports.ts'

/** Owns what the implicit owner and the first operator key make. */
export const houseOwner = 'owner/local'

/** A caller whose private half lives in the vault, under the owner's own name. */
export async function vaultCaller(parts: Parts, kind: 'owner' | 'key', owner: string, may: readonly Scope[] = scopes): Promise<Caller> {
  const name: KeyName = `owner/${owner.replace(/^owner\//, '')}`
  const ownerKey = await parts.vault.publicKey(name)
  return { kind, owner, ownerKey, scopes: may, unlock: () => parts.vault.privateKey(name) }
}

/** 127.0.0.0/8 and ::1, also as IPv4 in IPv6. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && /^(::1|(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i.test(address)
}
