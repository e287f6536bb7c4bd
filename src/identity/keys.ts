// Who holds an API key: looked up by its hash with each request, so that a revoked one is refused at once everywhere.

import { createHash, timingSafeEqual } from 'node:crypto'
import { accountOf } from '../core/accounts.ts'
import { keyScopes, scopes, type Caller, type Scope } from '../core/callers.ts'
import { Stated } from '../core/errors.ts'
import { newKey } from '../core/new-keys.ts'
import type { Bytes, KeyRow, Parts } from '../core/ports.ts'
import { standingOf } from '../core/standing.ts'
import { isWithin } from './address.ts'
import { houseOwner, vaultCaller } from './owner.ts'

const hour = 3_600_000

/** The operator's way to make one; what is returned as `key` is kept nowhere. With the lock of signed tokens it signs them. */
export async function createKey(parts: Parts, owner: string, may: readonly Scope[], limits: Partial<KeyRow> = {}, lock?: Bytes): Promise<{ key: string; row: KeyRow }> {
  const { key, kept } = newKey(parts.random, parts.sealing, lock)
  const row: KeyRow = { ...limits, ...kept, owner, scopes: [...may], createdAt: parts.clock.now() }
  await parts.store.keys.insert(row)
  return { key, row }
}

export interface KeyPlace {
  /** Where the request comes from, if that is known. */
  address: string | undefined
  /** Whether a web page sent it. */
  fromPage: boolean
}

/** Who holds this key; undefined when nobody does. @throws Stated `key_invalid`, `key_expired`, `key_address_refused`, `key_in_browser` */
export async function callerOfKey(parts: Parts, operatorKeyHash: Uint8Array | undefined, key: string, place: KeyPlace): Promise<Caller | undefined> {
  const hash = parts.sealing.sha256(key)
  if (operatorKeyHash && operatorKeyHash.length === hash.length && timingSafeEqual(operatorKeyHash, hash)) return vaultCaller(parts, 'key', houseOwner)
  const row = await parts.store.keys.byHash(hash)
  return row && callerOfRow(parts, row, place)
}

/** Who holds the key of this row, which they have proved to have. @throws Stated as `callerOfKey` */
export async function callerOfRow(parts: Parts, row: KeyRow, place: KeyPlace): Promise<Caller> {
  const now = parts.clock.now()
  if (row.revokedAt) throw new Stated('key_invalid')
  if (row.expiresAt && row.expiresAt <= now) throw new Stated('key_expired')
  if (row.addresses && !isWithin(place.address, row.addresses)) throw new Stated('key_address_refused')
  if (place.fromPage && parts.charter.keys.refuseBrowsers) throw new Stated('key_in_browser')
  const used = new Date(Math.floor(now.getTime() / hour) * hour)
  if (!row.lastUsedAt || row.lastUsedAt < used) await parts.store.keys.touch(row.id, used)
  return holderOf(parts, row)
}

/**
 * Somebody who is not there: what an account, or one of its keys, left to be done later. It is done within what counts
 * for them by then. @throws Stated `key_invalid`, `key_expired`
 */
export async function callerInAbsence(parts: Parts, { owner, key }: { owner: string; key?: string }): Promise<Caller> {
  if (key !== undefined) {
    const row = await parts.store.keys.get(key)
    if (!row || row.owner !== owner || row.revokedAt) throw new Stated('key_invalid')
    if (row.expiresAt && row.expiresAt <= parts.clock.now()) throw new Stated('key_expired')
    return holderOf(parts, row)
  }
  const account = accountOf(owner)
  if (account === undefined) return vaultCaller(parts, 'key', owner)
  const standing = await parts.store.accounts.get(account)
  if (!standing) throw new Stated('key_invalid')
  return { ...(await vaultCaller(parts, 'key', owner)), ...standingOf(standing, keyScopes), account }
}

/** A key of an account carries what the account's standing leaves. @throws Stated `key_invalid` when the account is gone */
async function holderOf(parts: Parts, row: KeyRow): Promise<Caller> {
  const { id, owner, perMinute, concurrency, moneyPerDay } = row
  const account = accountOf(owner)
  const may = (account ? keyScopes : scopes).filter((scope) => row.scopes.includes(scope))
  const key = { id, perMinute, concurrency, moneyPerDay }
  if (account === undefined) return { ...(await vaultCaller(parts, 'key', owner, may)), key }
  const standing = await parts.store.accounts.get(account)
  if (!standing) throw new Stated('key_invalid')
  return { ...(await vaultCaller(parts, 'key', owner)), ...standingOf(standing, may), key, account }
}

/** SHA-256, where there are no parts yet: of the first operator key. */
export function hashOf(key: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(key).digest())
}
