// Files of accounts: taken within the quota, sealed, read by their owner only, gone by their deadline.

import { deadlineOf, hourKeyOf, newId } from './birth.ts'
import type { Belonging } from './belongings.ts'
import { need, type Caller } from './callers.ts'
import type { KeptFileRow, Page } from './client-tables.ts'
import { Stated } from './errors.ts'
import { keysOf, openOrGone } from './opening.ts'
import type { Bytes, KeyName, Parts } from './ports.ts'
import { mostDaysOf } from './rules.ts'

export interface KeptFile {
  row: KeptFileRow
  name: string
}

export interface NewFile {
  name: string
  purpose: string
  bytes: Bytes
  /** Seconds after which it goes, if sooner than the charter says. */
  expiresAfter?: number
}

const batch = 200

/** @throws Stated `account_needed` for a session: what is kept here outlives one */
export function needAccount(caller: Caller): void {
  if (caller.kind === 'session') throw new Stated('account_needed')
}

/** @throws Stated `files_full`, `body_too_large` */
export async function keepFile(parts: Parts, caller: Caller, { name, purpose, bytes, expiresAfter }: NewFile): Promise<KeptFile> {
  need(caller, 'images:make')
  needAccount(caller)
  const { sealing, vault, store, files, charter } = parts
  if (bytes.length > charter.files.each) throw new Stated('body_too_large', { most: charter.files.each }, 'file')
  await checkQuota(parts, caller.owner, bytes.length)
  const id = newId('file', parts.random)
  const createdAt = parts.clock.now()
  const deadline = await fileDeadline(parts, caller, createdAt, expiresAfter)
  const hour = hourKeyOf(deadline)
  const object: KeyName = `object/${id}`
  const locks = [caller.ownerKey, ...(await vault.publicKeys([hour, object]))]
  const facts = sealing.seal(`${id}/facts`, locks, new TextEncoder().encode(JSON.stringify({ name })))
  const row: KeptFileRow = { id, owner: caller.owner, purpose, size: bytes.length, createdAt, deadline, hour, object, facts }
  await files.write(keptFileOf(id), sealing.seal(id, locks, bytes))
  await store.keptFiles.insert(row)
  return { row, name }
}

async function checkQuota({ store, charter }: Parts, owner: string, more: number): Promise<void> {
  const { files, bytes } = await store.keptFiles.countOf(owner)
  const { count, bytes: most } = charter.files
  if (files + 1 > count || bytes + more > most) throw new Stated('files_full', { files, bytes, mostFiles: count, mostBytes: most })
}

/** Never later than a picture that is made now. */
export async function fileDeadline(parts: Parts, caller: Caller, createdAt: Date, seconds = Number.POSITIVE_INFINITY): Promise<Date> {
  const { charter } = parts
  const wanted = createdAt.getTime() + Math.min(seconds * 1000, charter.files.days * 86_400_000)
  return new Date(Math.min(wanted, deadlineOf(charter, createdAt, await mostDaysOf(parts, caller))?.getTime() ?? wanted))
}

/** @throws Stated `not_found`, `gone` */
export async function readFile(parts: Parts, caller: Caller, id: string): Promise<KeptFile> {
  need(caller, 'images:read')
  const row = await ownFile(parts, caller, id)
  return { row, name: await nameOf(parts, caller, row) }
}

/** The bytes as they came. @throws Stated `not_found`, `gone` */
export async function keptBytes(parts: Parts, caller: Caller, id: string): Promise<Bytes> {
  need(caller, 'images:read')
  const row = await ownFile(parts, caller, id)
  const keys = await keysOf(parts, caller, row)
  const sealed = keys && (await parts.files.read(keptFileOf(id)))
  if (!keys || !sealed) throw new Stated('gone')
  return openOrGone(() => parts.sealing.open(id, keys, sealed))
}

/** Newest first, or oldest first. */
export async function listFiles(parts: Parts, caller: Caller, page: Page & { purpose?: string }): Promise<{ files: KeptFile[]; more: boolean }> {
  need(caller, 'images:read')
  const rows = await parts.store.keptFiles.listOf(caller.owner, { ...page, limit: page.limit + 1 })
  const living = rows.slice(0, page.limit).filter((row) => isAlive(parts, row))
  const files = await Promise.all(living.map(async (row) => ({ row, name: await nameOf(parts, caller, row) })))
  return { files, more: rows.length > page.limit }
}

/** For good: its key goes first. @throws Stated `not_found`, `file_in_use` */
export async function deleteFile(parts: Parts, caller: Caller, id: string): Promise<void> {
  need(caller, 'images:delete')
  const row = await parts.store.keptFiles.get(id)
  if (!row || row.owner !== caller.owner) throw new Stated('not_found')
  const reading = (await parts.store.batches.allOf(caller.owner, parts.clock.now())).some(({ inputFile, endedAt }) => inputFile === id && !endedAt)
  if (reading) throw new Stated('file_in_use')
  await dropFile(parts, row)
}

/** Marks it, destroys its key, removes its bytes, and the row last: what is cut short is finished by the sweep. */
export async function dropFile(parts: Parts, row: KeptFileRow): Promise<void> {
  await parts.store.keptFiles.markDeleted(row.id, parts.clock.now())
  await parts.vault.destroy([row.object])
  await parts.files.remove(keptFileOf(row.id))
  await parts.store.keptFiles.remove(row.id)
}

export async function sweepFiles(parts: Parts, now: Date): Promise<number> {
  const due = await parts.store.keptFiles.due(now, batch)
  for (const row of due) await dropFile(parts, row)
  return due.length
}

export const keptFileOf = (id: string): string => `kept/${id}`

async function ownFile(parts: Parts, caller: Caller, id: string): Promise<KeptFileRow> {
  const row = await parts.store.keptFiles.get(id)
  if (!row || row.owner !== caller.owner) throw new Stated('not_found')
  if (!isAlive(parts, row)) throw new Stated('gone')
  return row
}

const isAlive = ({ clock }: Parts, { deadline }: KeptFileRow): boolean => deadline === undefined || clock.now() < deadline

async function nameOf(parts: Parts, caller: Caller, row: KeptFileRow): Promise<string> {
  const keys = await keysOf(parts, caller, row)
  if (!keys) throw new Stated('gone')
  const facts = JSON.parse(new TextDecoder().decode(openOrGone(() => parts.sealing.open(`${row.id}/facts`, keys, row.facts)))) as { name: string }
  return facts.name
}

export const filesHad: Belonging = {
  kind: 'files',
  tables: ['kept_files'],
  why: 'to-draw',
  until: 'its-own-end',
  where: ['files', 'database', 'vault'],
  readableByServer: true,
  async count({ store }, owner) {
    const { files, bytes, next } = await store.keptFiles.countOf(owner)
    return { count: files, bytes, next }
  },
  keys: async ({ store }, { owner, upTo }) => (await store.keptFiles.allOf(owner, upTo)).map(({ object }) => object),
  remove: (tables, { owner, upTo }) => tables.keptFiles.markDeletedOf(owner, upTo),
  async removeBytes(parts, { owner, upTo }, most) {
    const rows = (await parts.store.keptFiles.allOf(owner, upTo)).filter((row) => row.deletedAt)
    for (const row of rows.slice(0, most)) await dropFile(parts, row)
    return Math.max(0, rows.length - most)
  },
  async *copy(parts, caller) {
    const rows = (await parts.store.keptFiles.allOf(caller.owner, parts.clock.now())).filter((row) => !row.deletedAt && isAlive(parts, row))
    const content = await Promise.all(rows.map(async (row) => ({ id: row.id, name: await nameOf(parts, caller, row), purpose: row.purpose, bytes: row.size, created_at: row.createdAt, deadline: row.deadline ?? null })))
    yield { path: 'files.json', content }
    for (const row of rows) if (!row.batch) yield { path: `files/${row.id}`, bytes: await keptBytes(parts, caller, row.id) }
  },
}
