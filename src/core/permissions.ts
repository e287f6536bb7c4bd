// Pictures without the visible mark: only for whom that was agreed and written down, and only when a request asks for it.

import type { Belonging } from './belongings.ts'
import { newId } from './birth.ts'
import { need, type Caller } from './callers.ts'
import { Stated } from './errors.ts'
import type { GenerationRequest, Order, Warning } from './orders.ts'
import type { PermissionRow } from './permission-tables.ts'
import type { Parts } from './ports.ts'
import { daysOfRecord, labelsInForce } from './profiles.ts'

export interface Granting {
  owner: string
  why: string
  by: string
  until: Date
}

/** A permission as the operator reads it. */
export interface ReadPermission extends Omit<PermissionRow, 'why' | 'by'> {
  why: string
  by: string
}

const lock = 'server/permissions' as const
const day = 86_400_000
const longest = 366

/** @throws Stated `field_invalid`, `scope_missing` */
export async function grantPermission(parts: Parts, caller: Caller, { owner, why, by, until }: Granting): Promise<ReadPermission> {
  need(caller, 'operate')
  const { clock, random, sealing, store, vault, charter } = parts
  const grantedAt = clock.now()
  if (until <= grantedAt || until.getTime() > grantedAt.getTime() + longest * day) {
    throw new Stated('field_invalid', { field: 'until', reason: `it must lie in the future, within ${longest} days.` }, 'until')
  }
  const id = newId('prm', random)
  const key = await vault.publicKey(lock)
  const seal = (field: string, text: string) => sealing.seal(`${id}/${field}`, [key], new TextEncoder().encode(text))
  const expiresAt = new Date(until.getTime() + daysOfRecord(charter) * day)
  const row: PermissionRow = { id, owner, why: seal('why', why), by: seal('by', by), grantedAt, until, uses: 0, expiresAt }
  await store.permissions.insert(row)
  parts.log.write({ level: 'info', event: 'permission-granted' })
  return { ...row, why, by }
}

export async function listPermissions(parts: Parts, caller: Caller): Promise<ReadPermission[]> {
  need(caller, 'operate')
  const key = await parts.vault.privateKey(lock)
  const open = (id: string, field: string, sealed: Uint8Array): string => (key ? new TextDecoder().decode(parts.sealing.open(`${id}/${field}`, [key], sealed)) : '')
  return (await parts.store.permissions.list()).map((row) => ({ ...row, why: open(row.id, 'why', row.why), by: open(row.id, 'by', row.by) }))
}

/** Orders that are drawn from now on carry the mark again. @throws Stated `not_found` */
export async function revokePermission(parts: Parts, caller: Caller, id: string): Promise<void> {
  need(caller, 'operate')
  if (!(await parts.store.permissions.revoke(id, parts.clock.now()))) throw new Stated('not_found')
  parts.log.write({ level: 'info', event: 'permission-revoked' })
}

/** Notes in an order by which permission its mark is left out; a request without one keeps the mark and hears so. */
export async function settleMark(parts: Parts, caller: Caller, request: GenerationRequest, order: Order, warnings: Warning[]): Promise<Order> {
  if (!request.withoutMark || !labelsInForce(parts.charter).visible) return order
  const now = parts.clock.now()
  const permission = (await parts.store.permissions.listOf(caller.owner)).find((row) => isInForce(row, now))
  if (permission) return { ...order, withoutMark: permission.id }
  warnings.push({ field: 'watermark_enabled', code: 'ignored', message: 'The visible mark stays: no permission to leave it out is recorded for you here.' })
  return order
}

/** Asked again for each picture, when it is finished. Counts it. */
export async function mayLeaveOut(parts: Parts, { owner, withoutMark, counts }: { owner: string; withoutMark?: string; counts: boolean }): Promise<boolean> {
  if (!withoutMark) return false
  const now = parts.clock.now()
  const row = await parts.store.permissions.get(withoutMark)
  if (!row || row.owner !== owner || !isInForce(row, now)) return false
  if (counts) await parts.store.permissions.used(row.id, now)
  return true
}

const isInForce = ({ until, revokedAt }: PermissionRow, now: Date): boolean => now < until && revokedAt === undefined

export const permissionsHad: Belonging = {
  kind: 'permissions',
  tables: ['permissions'],
  why: 'law-demands',
  until: 'its-own-end',
  where: ['database'],
  readableByServer: true,
  staysWhenCleared: true,
  async count({ store }, owner) {
    const rows = await store.permissions.listOf(owner)
    return { count: rows.length, next: rows.map(({ expiresAt }) => expiresAt).sort((a, b) => Number(a) - Number(b))[0] }
  },
  remove: (tables, { owner }) => tables.permissions.removeOf(owner),
  /** Its end and its use; why and by whom is the operator's record. */
  async *copy({ store }, { owner }) {
    const rows = await store.permissions.listOf(owner)
    const content = rows.map(({ id, grantedAt, until, revokedAt, uses, lastUsedAt }) => ({ id, granted_at: grantedAt.toISOString(), until: until.toISOString(), revoked_at: revokedAt?.toISOString() ?? null, uses, last_used_at: lastUsedAt?.toISOString() ?? null }))
    if (rows.length > 0) yield { path: 'permissions.json', content }
  },
}
