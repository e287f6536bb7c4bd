// A portable copy of everything of a caller, one thing at a time, with a list of what is not in it and why.

import { belongings, type CopyFile } from './belongings.ts'
import { need, type Caller } from './callers.ts'
import { Stated } from './errors.ts'
import { openGeneration, readImage, type GenerationView } from './images.ts'
import type { Bytes, Parts } from './ports.ts'
import type { ImageRow } from './rows.ts'

export type WhyMissing = 'not-finished' | 'no-longer-readable' | 'file-lost'

export interface Missing {
  what: 'generation' | 'picture'
  id: string
  why: WhyMissing
}

export type CopyPart =
  | { kind: 'generation'; view: GenerationView }
  | { kind: 'picture'; image: ImageRow; bytes: Bytes }
  | { kind: 'file'; file: CopyFile }
  | { kind: 'missing'; missing: Missing[]; next: string | null }

/** What one archive can hold; the rest comes in further parts. */
export interface CopyLimits {
  pictures: number
  bytes: number
}

export const usualLimits: CopyLimits = { pictures: 20_000, bytes: 3 * 1024 ** 3 }

const pageSize = 50

/** Newest first, from after the generation `before`; small things first, the list of what is missing last. */
export async function* copyOf(parts: Parts, caller: Caller, before?: string, limits: CopyLimits = usualLimits): AsyncGenerator<CopyPart> {
  need(caller, 'images:read')
  const { store } = parts
  const missing: Missing[] = []
  // With the first part only; the parts after it go on with the pictures.
  for (const one of before === undefined ? belongings : []) for await (const file of one.copy?.(parts, caller) ?? []) yield { kind: 'file', file }
  let last = before
  let pictures = 0
  let bytes = 0
  for (;;) {
    const rows = await store.generations.listOf(caller.owner, { before: last, limit: pageSize })
    for (const row of rows) {
      if (pictures + row.pictures > limits.pictures || bytes > limits.bytes) return yield { kind: 'missing', missing, next: last ?? null }
      const view = await openGeneration(parts, caller, row)
      last = row.id
      if (!view) {
        missing.push({ what: 'generation', id: row.id, why: 'no-longer-readable' })
        continue
      }
      yield { kind: 'generation', view }
      if (!view.endedAt) missing.push({ what: 'generation', id: row.id, why: 'not-finished' })
      for (const image of view.images) {
        const read = await readOrNot(parts, caller, image.id)
        if (!read) missing.push({ what: 'picture', id: image.id, why: 'file-lost' })
        else {
          yield { kind: 'picture', image, bytes: read }
          pictures++
          bytes += read.length
        }
      }
    }
    if (rows.length < pageSize) return yield { kind: 'missing', missing, next: null }
  }
}

async function readOrNot(parts: Parts, caller: Caller, id: string): Promise<Bytes | undefined> {
  try {
    return (await readImage(parts, caller, id)).bytes
  } catch (error) {
    if (error instanceof Stated) return undefined
    throw error
  }
}
