// API keys: shown once, kept as a hash only.

import { createHash, timingSafeEqual } from 'node:crypto'
import { newId } from '../core/birth.ts'
import { scopes, type Caller, type Scope } from '../core/callers.ts'
import { Stated } from '../core/errors.ts'
import type { KeyRow, Parts } from '../core/ports.ts'
import { houseOwner, vaultCaller } from './owner.ts'

/** Makes a key; what is returned as `key` is kept nowhere. */
export async function createKey(parts: Parts, owner: string, may: readonly Scope[]): Promise<{ key: string; row: KeyRow }> {
  const key = `gesso_${Buffer.from(parts.random.bytes(24)).toString('base64url')}`
  const row: KeyRow = { id: newId('key', parts.random), hash: hashOf(key), owner, scopes: [...may], createdAt: parts.clock.now() }
  await parts.store.keys.insert(row)
  return { key, row }
}

/** Who holds this key; undefined when nobody does. @throws Stated `key_invalid` for a revoked one */
export async function callerOfKey(parts: Parts, operatorKeyHash: Uint8Array | undefined, key: string): Promise<Caller | undefined> {
  const hash = hashOf(key)
  if (operatorKeyHash && operatorKeyHash.length === hash.length && timingSafeEqual(operatorKeyHash, hash)) return vaultCaller(parts, 'key', houseOwner)
  const row = await parts.store.keys.byHash(hash)
  if (!row) return undefined
  if (row.revokedAt) throw new Stated('key_invalid')
  return vaultCaller(parts, 'key', row.owner, scopes.filter((scope) => row.scopes.includes(scope)))
}

export function hashOf(key: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(key).digest())
}
