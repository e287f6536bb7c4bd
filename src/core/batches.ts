// The life of a batch: a file of requests, drawn line by line, each once, whatever breaks off in between.

import { hourKeyOf, newId } from './birth.ts'
import type { Belonging } from './belongings.ts'
import { need, type Caller } from './callers.ts'
import { batchEnds, type BatchRow, type Page } from './client-tables.ts'
import { Stated, type ErrorCode } from './errors.ts'
import { dropFile, fileDeadline, needAccount, readFile } from './files.ts'
import { keysOf, openOrGone } from './opening.ts'
import type { Bytes, KeyName, Parts } from './ports.ts'
import type { Region } from './regions.ts'
import { newsOf } from './webhooks.ts'

export interface BatchFacts {
  metadata: Record<string, string>
  /** Where it was sent from, so that each of its lines is asked about it again. */
  region?: Region
  /** Why it failed as a whole. */
  errors?: Array<{ line: number | null; code: ErrorCode; values: Record<string, string | number> }>
}

export interface BatchView {
  row: BatchRow
  facts: BatchFacts
}

export interface NewBatch {
  inputFile: string
  endpoint: string
  metadata: Record<string, string>
  removesInput: boolean
  /** Seconds after which its answers go, if sooner than the charter says. */
  answersExpireAfter?: number
}

/** @throws Stated `account_needed`, `not_found` for the file, `too_many_waiting` */
export async function createBatch(parts: Parts, caller: Caller, { inputFile, endpoint, metadata, removesInput, answersExpireAfter }: NewBatch): Promise<BatchView> {
  need(caller, 'images:make')
  needAccount(caller)
  const { vault, store, charter } = parts
  await readFile(parts, caller, inputFile)
  const waiting = (await store.batches.allOf(caller.owner, parts.clock.now())).filter(({ endedAt }) => !endedAt).length
  if (waiting >= charter.batches.unfinished) throw new Stated('too_many_waiting', { waiting, most: charter.batches.unfinished })
  const id = newId('batch', parts.random)
  const createdAt = parts.clock.now()
  const deadline = await fileDeadline(parts, caller, createdAt, answersExpireAfter)
  const keys = { hour: hourKeyOf(deadline), object: `object/${id}` as KeyName }
  await vault.publicKeys([keys.hour, keys.object])
  const facts: BatchFacts = { metadata, region: caller.region }
  const row: BatchRow = {
    id,
    owner: caller.owner,
    endpoint,
    state: 'validating',
    inputFile,
    total: 0,
    completed: 0,
    failed: 0,
    createdAt,
    endsAt: new Date(createdAt.getTime() + charter.batches.hours * 3_600_000),
    deadline,
    key: caller.key?.id,
    removesInput,
    ...keys,
    facts: await sealFor(parts, caller, { id, ...keys }, 'facts', facts),
  }
  await store.batches.insert(row)
  return { row, facts }
}

/** @throws Stated `not_found`, `gone` */
export async function readBatch(parts: Parts, caller: Caller, id: string): Promise<BatchView> {
  need(caller, 'images:read')
  const row = await parts.store.batches.get(id)
  if (!row || row.owner !== caller.owner) throw new Stated('not_found')
  return viewOf(parts, caller, row)
}

export async function listBatches(parts: Parts, caller: Caller, page: Page): Promise<{ batches: BatchView[]; more: boolean }> {
  need(caller, 'images:read')
  const rows = await parts.store.batches.listOf(caller.owner, { ...page, limit: page.limit + 1 })
  const batches = await Promise.all(rows.slice(0, page.limit).map((row) => viewOf(parts, caller, row)))
  return { batches, more: rows.length > page.limit }
}

/** Lines in the line are drawn to their end; no further ones begin. @throws Stated `not_found`, `batch_ended` */
export async function cancelBatch(parts: Parts, caller: Caller, id: string): Promise<BatchView> {
  need(caller, 'images:make')
  const { row } = await readBatch(parts, caller, id)
  if (!(await parts.store.batches.askCancel(id, caller.owner))) throw new Stated('batch_ended')
  return readBatch(parts, caller, row.id)
}

/** Somebody who is not there any more, with where they were when they sent it. */
export async function fromWhere(parts: Parts, caller: Caller, row: BatchRow): Promise<Caller> {
  return { ...caller, region: (await viewOf(parts, caller, row)).facts.region }
}

async function viewOf(parts: Parts, caller: Caller, row: BatchRow): Promise<BatchView> {
  return { row, facts: (await openFor(parts, caller, row, 'facts', row.facts)) as BatchFacts }
}

/** Ends it, with its files of answers, in one transaction; whoever wants news gets them. */
export async function endBatch(parts: Parts, caller: Caller, row: BatchRow, facts: BatchFacts): Promise<boolean> {
  const { store, sealing, vault } = parts
  const endedAt = parts.clock.now()
  const [hourKey, objectKey] = await vault.publicKeys([row.hour, row.object])
  if (!hourKey || !objectKey) throw new Stated('gone')
  const locks = [caller.ownerKey, hourKey, objectKey]
  const fileFor = (part: 'output' | 'errors', lines: number) => {
    const id = newId('file', parts.random)
    const name = new TextEncoder().encode(JSON.stringify({ name: `${row.id}_${part}.jsonl` }))
    const { owner, hour, object, deadline } = row
    return { id, owner, purpose: 'batch_output', size: lines * 400, createdAt: endedAt, deadline, hour, object, facts: sealing.seal(`${id}/facts`, locks, name), batch: row.id, part }
  }
  const files = [...(row.completed > 0 ? [fileFor('output', row.completed)] : []), ...(row.failed > 0 ? [fileFor('errors', row.failed)] : [])]
  const idOf = (part: string): string | undefined => files.find((file) => file.part === part)?.id
  const ended = await store.transaction(async (tables) => {
    const sealed = await sealFor(parts, caller, row, 'facts', facts)
    const done = await tables.batches.end({ ...row, endedAt, outputFile: idOf('output'), errorFile: idOf('errors'), facts: sealed })
    if (!done) return false
    for (const file of files) await tables.keptFiles.insert(file)
    await tables.webhooks.announce(await newsOf(parts, tables, row.owner, `batch.${row.state}`, row.id))
    return true
  })
  if (ended && row.removesInput) {
    const input = await store.keptFiles.get(row.inputFile)
    if (input && input.owner === row.owner && !input.batch) await dropFile(parts, input)
  }
  if (ended) parts.log.write({ level: 'info', event: 'batch-ended', count: row.completed + row.failed })
  return ended
}

export const hasEnded = ({ state }: Pick<BatchRow, 'state'>): boolean => batchEnds.includes(state)

type Sealed = Pick<BatchRow, 'id' | 'hour' | 'object'>

export async function sealFor(parts: Parts, caller: Caller, { id, hour, object }: Sealed, part: string, content: unknown): Promise<Bytes> {
  const locks = [caller.ownerKey, ...(await parts.vault.publicKeys([hour, object]))]
  return parts.sealing.seal(`${id}/${part}`, locks, new TextEncoder().encode(JSON.stringify(content)))
}

/** @throws Stated `gone` */
export async function openFor(parts: Parts, caller: Caller, sealed: Sealed, part: string, bytes: Bytes): Promise<unknown> {
  const keys = await keysOf(parts, caller, sealed)
  if (!keys) throw new Stated('gone')
  return JSON.parse(new TextDecoder().decode(openOrGone(() => parts.sealing.open(`${sealed.id}/${part}`, keys, bytes))))
}

/** Those whose time is over, with their answers. */
export async function sweepBatches(parts: Parts, now: Date): Promise<number> {
  const due = await parts.store.batches.due(now, 200)
  for (const { id, object } of due) {
    await parts.vault.destroy([object])
    await parts.store.batches.remove(id)
  }
  return due.length
}

export const batchesHad: Belonging = {
  kind: 'batches',
  tables: ['batches'],
  why: 'to-draw',
  until: 'its-own-end',
  where: ['database', 'vault'],
  readableByServer: true,
  async count({ store }, owner) {
    const { batches, next } = await store.batches.countOf(owner)
    return { count: batches, next }
  },
  keys: async ({ store }, { owner, upTo }) => (await store.batches.allOf(owner, upTo)).map(({ object }) => object),
  remove: (tables, { owner, upTo }) => tables.batches.removeOf(owner, upTo),
  async *copy(parts, caller) {
    const rows = await parts.store.batches.allOf(caller.owner, parts.clock.now())
    const views = await Promise.all(rows.map((row) => viewOf(parts, caller, row)))
    const content = views.map(({ row, facts }) => ({ id: row.id, state: row.state, endpoint: row.endpoint, input_file: row.inputFile, created_at: row.createdAt, ended_at: row.endedAt ?? null, metadata: facts.metadata }))
    yield { path: 'batches.json', content }
  },
}
