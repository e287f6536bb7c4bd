// Files and batches under a hold: what is meant, and each as its owner could read it.

import { answersOf, type LineAnswer } from './batch-lines.ts'
import { readBatch } from './batches.ts'
import type { Caller } from './callers.ts'
import type { BatchRow, KeptFileRow } from './client-tables.ts'
import { Stated } from './errors.ts'
import { keptBytes, readFile } from './files.ts'
import type { HeldThingRow } from './kept-tables.ts'
import { keysOfOwner } from './opening.ts'
import type { Bytes, Parts } from './ports.ts'

export interface HeldFiles {
  files: KeptFileRow[]
  batches: BatchRow[]
  /** What the lines of the batches made. */
  generations: string[]
}

export interface FilesMeant {
  owner?: string
  files?: readonly string[]
  batches?: readonly string[]
}

export type Keep = (name: string, kind: HeldThingRow['kind'], format: HeldThingRow['format'], bytes: Bytes) => Promise<void>

/** A batch brings its file of requests and what it made; a file of its answers stands for the batch. */
export async function filesMeant(parts: Parts, owner: string, meant: FilesMeant): Promise<HeldFiles> {
  const { store } = parts
  const now = parts.clock.now()
  const all = meant.owner !== undefined
  const isAlive = ({ deletedAt, deadline }: { deletedAt?: Date; deadline?: Date }): boolean => !deletedAt && (deadline === undefined || now < deadline)
  const files = all ? (await store.keptFiles.allOf(owner, now)).filter(isAlive) : await existing(meant.files, (id) => store.keptFiles.get(id))
  const named = [...(meant.batches ?? []), ...files.flatMap(({ batch }) => batch ?? [])]
  const batches = all ? (await store.batches.allOf(owner, now)).filter(isAlive) : await existing([...new Set(named)], (id) => store.batches.get(id))
  const inputs = (await existing(batches.map(({ inputFile }) => inputFile), (id) => store.keptFiles.get(id))).filter(isAlive)
  const sent = new Map([...files, ...inputs].filter((row) => row.batch === undefined && row.owner === owner).map((row) => [row.id, row]))
  const generations: string[] = []
  for (const batch of batches) for (const { answer } of await linesOf(parts, owner, batch)) if (answer.generation !== undefined) generations.push(answer.generation)
  return { files: [...sent.values()], batches, generations }
}

async function existing<Row>(ids: readonly string[] = [], get: (id: string) => Promise<Row | undefined>): Promise<Row[]> {
  return (await Promise.all(ids.map(get))).flatMap((row) => row ?? [])
}

export async function keepFiles(parts: Parts, owner: string, { files, batches }: HeldFiles, keep: Keep): Promise<void> {
  for (const row of files) {
    const { name, bytes } = await asOwner(parts, owner, async (caller) => ({ name: (await readFile(parts, caller, row.id)).name, bytes: await keptBytes(parts, caller, row.id) }))
    await keep(row.id, 'file', 'bin', bytes)
    await keep(`${row.id}-facts`, 'words', 'json', packed({ file: row.id, name, purpose: row.purpose, created_at: row.createdAt.toISOString() }))
  }
  for (const row of batches) {
    const { metadata, errors } = (await asOwner(parts, owner, (caller) => readBatch(parts, caller, row.id))).facts
    const lines = (await linesOf(parts, owner, row)).map(({ number, answer }) => ({ line: number, custom_id: answer.customId, generation: answer.generation ?? null, error: answer.error?.code ?? null }))
    await keep(row.id, 'batch', 'json', packed({ batch: row.id, state: row.state, endpoint: row.endpoint, input_file: row.inputFile, created_at: row.createdAt.toISOString(), ended_at: row.endedAt?.toISOString() ?? null, metadata, errors: errors ?? [], lines }))
  }
}

async function linesOf(parts: Parts, owner: string, row: BatchRow) {
  return asOwner(parts, owner, async (caller) => {
    const lines: Array<{ number: number; answer: LineAnswer }> = []
    for (const part of ['output', 'errors'] as const) for await (const line of answersOf(parts, caller, row, part)) lines.push(line)
    return lines.sort((a, b) => a.number - b.number)
  })
}

/** Reads in the owner's absence, by whichever of their keys opens it: who erased everything goes on under further ones. @throws Stated `gone` */
async function asOwner<T>(parts: Parts, owner: string, read: (caller: Caller) => Promise<T>): Promise<T> {
  for (const name of await keysOfOwner(parts, owner)) {
    const caller: Caller = { kind: 'key', owner, ownerKey: await parts.vault.publicKey(name), scopes: ['images:read'], unlock: () => parts.vault.privateKey(name) }
    try {
      return await read(caller)
    } catch (error) {
      if (!(error instanceof Stated && error.code === 'gone')) throw error
    }
  }
  throw new Stated('gone')
}

const packed = (content: unknown): Bytes => new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`)
