// The owner of an instance: on their own machine they need no key.

import { scopes, type Caller, type Scope } from '../core/callers.ts'
import { KeyDestroyed } from '../core/errors.ts'
import type { Bytes, KeyName, Parts } from '../core/ports.ts'

export { houseOwner } from '../core/callers.ts'

/** A caller whose private half lives in the vault, under the owner's own name. */
export async function vaultCaller(parts: Parts, kind: 'owner' | 'key' | 'person', owner: string, may: readonly Scope[] = scopes): Promise<Caller> {
  const { name, ownerKey } = await newestKey(parts, owner)
  return { kind, owner, ownerKey, scopes: may, unlock: () => parts.vault.privateKey(name) }
}

/** An owner who erased everything goes on with a new key under the next name: `owner/ann`, `owner/ann/2`, ... */
async function newestKey({ vault }: Parts, owner: string): Promise<{ name: KeyName; ownerKey: Bytes }> {
  const own: KeyName = `owner/${owner.replace(/^owner\//, '')}`
  for (let life = 1; ; life++) {
    const name: KeyName = life === 1 ? own : `${own}/${life}`
    try {
      return { name, ownerKey: await vault.publicKey(name) }
    } catch (error) {
      if (!(error instanceof KeyDestroyed)) throw error
    }
  }
}

/** 127.0.0.0/8 and ::1, also as IPv4 in IPv6. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && /^(::1|(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i.test(address)
}
