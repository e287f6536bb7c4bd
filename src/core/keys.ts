// API keys of an account: made, changed, rotated, revoked, and reported as leaked. The key itself is told once.

import { accountOf, needFresh, openOf, ownAccount, sealFor, tellOwners } from './accounts.ts'
import { keyScopes, type Caller, type Scope } from './callers.ts'
import { Stated } from './errors.ts'
import { newKey, signingLock } from './new-keys.ts'
import type { KeyRow, Parts, Tables } from './ports.ts'
import { checkParty } from './registration.ts'
import { askAll } from './rules.ts'
import { noteAudit } from './standing.ts'

const day = 86_400_000
const hour = 3_600_000

/** What a developer decides about a key. null takes a limit away; absent leaves it. */
export interface KeyWish {
  name?: string
  scopes?: readonly Scope[]
  expiresAt?: Date | null
  perMinute?: number | null
  concurrency?: number | null
  /** Micro-units. */
  moneyPerDay?: bigint | null
  addresses?: readonly string[] | null
  /** Counts when it is made: whether it also signs tokens, for which a secret of it is kept, sealed. */
  signedTokens?: boolean
}

export interface KeyView {
  row: KeyRow
  name: string
}

/** `key` is kept nowhere. @throws Stated `verification_needed`, `too_many_keys`, `party_denied`, `sign_in_stale`, `field_invalid` */
export async function createKey(parts: Parts, caller: Caller, wish: KeyWish): Promise<KeyView & { key: string }> {
  needFresh(parts, caller)
  await checkHolder(parts, caller)
  const { row, key } = await newRow(parts, caller, wish)
  await insertKey(parts, caller, row, 'key-made')
  return { row, key, name: wish.name ?? '' }
}

export async function listKeys(parts: Parts, caller: Caller): Promise<KeyView[]> {
  const account = await ownAccount(parts, caller)
  const rows = await parts.store.keys.listOf(caller.owner)
  return Promise.all(rows.map(async (row) => ({ row, name: (await openOf<string>(parts, account.id, row.id, row.name)) ?? '' })))
}

/** @throws Stated `not_found` */
export async function changeKey(parts: Parts, caller: Caller, id: string, wish: KeyWish): Promise<KeyView> {
  const row = await ownKey(parts, caller, id)
  const { name = (await openOf<string>(parts, caller.account ?? '', id, row.name)) ?? '' } = wish
  const next = await wished(parts, caller, row, { ...wish, name })
  await parts.store.transaction(async (tables) => {
    await tables.keys.update(next)
    await note(parts, tables, caller, 'key-changed', id)
  })
  return { row: next, name }
}

/** A new key with the same limits; the old one goes on for the overlap. @throws Stated `not_found`, `sign_in_stale`, `field_invalid` */
export async function rotateKey(parts: Parts, caller: Caller, id: string, overlapHours: number): Promise<KeyView & { key: string; old: KeyRow }> {
  needFresh(parts, caller)
  const { overlapHours: most } = parts.charter.keys
  if (overlapHours > most) throw new Stated('field_invalid', { field: 'overlap_hours', reason: `the most is ${most}.` }, 'overlap_hours')
  await checkHolder(parts, caller)
  const row = await ownKey(parts, caller, id)
  const now = parts.clock.now()
  if (row.revokedAt || (row.expiresAt && row.expiresAt <= now)) throw new Stated('not_found')
  const name = (await openOf<string>(parts, caller.account ?? '', id, row.name)) ?? ''
  const { row: bare, key } = await newRow(parts, caller, { name, scopes: row.scopes as Scope[], signedTokens: row.signing !== undefined })
  const { perMinute, concurrency, moneyPerDay, addresses, expiresAt } = row
  const fresh: KeyRow = { ...bare, perMinute, concurrency, moneyPerDay, addresses, expiresAt: bare.expiresAt ?? expiresAt }
  const end = new Date(now.getTime() + overlapHours * hour)
  const old: KeyRow = { ...row, successor: fresh.id, expiresAt: row.expiresAt && row.expiresAt < end ? row.expiresAt : end }
  await parts.store.transaction(async (tables) => {
    await tables.keys.update(old)
    await tables.keys.insert(fresh)
    await note(parts, tables, caller, 'key-rotated', id)
  })
  return { row: fresh, key, name, old }
}

/** From now on every server refuses it: each looks at the row with each request. @throws Stated `not_found` */
export async function revokeKey(parts: Parts, caller: Caller, id: string): Promise<KeyRow> {
  const row = await ownKey(parts, caller, id)
  const at = parts.clock.now()
  await parts.store.transaction(async (tables) => {
    await tables.keys.revoke(id, at)
    await note(parts, tables, caller, 'key-revoked', id)
  })
  return { ...row, revokedAt: row.revokedAt ?? at, signing: undefined }
}

/** Somebody found it in the open: it ends now, and its owners are told. false when it is nobody's living key. */
export async function reportLeak(parts: Parts, key: string, where: string): Promise<boolean> {
  const row = await parts.store.keys.byHash(parts.sealing.sha256(key))
  if (!row || row.revokedAt) return false
  const account = accountOf(row.owner)
  await parts.store.transaction(async (tables) => {
    await tables.keys.revoke(row.id, parts.clock.now())
    if (account) await noteAudit(parts, tables, { account, actor: 'program', event: 'key-leaked', detail: row.id })
  })
  parts.log.write({ level: 'warning', event: 'key-leaked' })
  const owner = account && (await parts.store.accounts.get(account))
  if (owner) await tellOwners(parts, owner, 'key-leaked', () => ({ key: row.hint ?? row.id, where }))
  return true
}

async function insertKey(parts: Parts, caller: Caller, row: KeyRow, event: string): Promise<void> {
  const { most } = parts.charter.keys
  await parts.store.transaction(async (tables) => {
    // The lock makes two at once count each other.
    if (caller.account) await tables.accounts.hold(caller.account)
    const now = parts.clock.now()
    const living = (await tables.keys.listOf(caller.owner)).filter(({ revokedAt, expiresAt }) => !revokedAt && !(expiresAt && expiresAt <= now))
    if (living.length >= most) throw new Stated('too_many_keys', { most })
    await tables.keys.insert(row)
    await note(parts, tables, caller, event, row.id)
  })
}

async function newRow(parts: Parts, caller: Caller, wish: KeyWish): Promise<{ row: KeyRow; key: string }> {
  const { key, kept } = newKey(parts.random, parts.sealing, wish.signedTokens ? await parts.vault.publicKey(signingLock) : undefined)
  const bare: KeyRow = { ...kept, owner: caller.owner, scopes: [...keyScopes], createdAt: parts.clock.now() }
  return { key, row: await wished(parts, caller, bare, wish) }
}

/** The row with what was wished, within what the charter allows. @throws Stated `field_invalid` */
async function wished(parts: Parts, { account }: Caller, row: KeyRow, wish: KeyWish): Promise<KeyRow> {
  const { mostDays } = parts.charter.keys
  const latest = mostDays === undefined ? undefined : new Date(row.createdAt.getTime() + mostDays * day)
  const asked = wish.expiresAt === undefined ? row.expiresAt : (wish.expiresAt ?? undefined)
  if (wish.expiresAt && wish.expiresAt <= parts.clock.now()) throw new Stated('field_invalid', { field: 'expires_at', reason: 'it must be a time to come.' }, 'expires_at')
  if (latest && asked && asked > latest) throw new Stated('field_invalid', { field: 'expires_at', reason: `the latest is ${latest.toISOString()}.` }, 'expires_at')
  const kept = <T>(wanted: T | null | undefined, before: T | undefined): T | undefined => (wanted === undefined ? before : (wanted ?? undefined))
  return {
    ...row,
    scopes: wish.scopes ? keyScopes.filter((scope) => wish.scopes?.includes(scope)) : row.scopes,
    name: wish.name === undefined || account === undefined ? row.name : await sealFor(parts, account, row.id, wish.name),
    expiresAt: asked ?? latest,
    perMinute: kept(wish.perMinute, row.perMinute),
    concurrency: kept(wish.concurrency, row.concurrency),
    moneyPerDay: kept(wish.moneyPerDay, row.moneyPerDay),
    addresses: kept(wish.addresses && [...wish.addresses], row.addresses),
  }
}

/** @throws Stated `verification_needed`, `party_denied` */
async function checkHolder(parts: Parts, caller: Caller): Promise<void> {
  await askAll(parts.rules, (rule) => rule.checkAct?.({ kind: 'keys', caller }, parts))
  const account = await ownAccount(parts, caller)
  if (parts.charter.verification.needed === 'before-keys' && account.verification !== 'verified') throw new Stated('verification_needed')
  const facts = caller.person && (await parts.people?.describe(caller.person.id))
  if (facts) await checkParty(parts, facts)
}

async function ownKey({ store }: Parts, caller: Caller, id: string): Promise<KeyRow> {
  const row = await store.keys.get(id)
  if (!row || caller.account === undefined || row.owner !== caller.owner) throw new Stated('not_found')
  return row
}

async function note(parts: Parts, tables: Tables, { account }: Caller, event: string, id: string): Promise<void> {
  if (account) await noteAudit(parts, tables, { account, actor: 'member', event, detail: id })
}
