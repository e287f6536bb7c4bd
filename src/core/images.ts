// Reading, listing and deleting: the rules are asked before anything leaves.

import { need, type Caller } from './callers.ts'
import { Stated, type ErrorCode } from './errors.ts'
import { fileOf, smallFileOf } from './generate.ts'
import { unpackOutcome, unpackWords, type Outcome, type Words } from './packing.ts'
import { locksOf, wordsKeyOf } from './birth.ts'
import { checkWords } from './orders.ts'
import { keysOf, mimeOf, objectOf, openOrGone, type Variant } from './opening.ts'
import type { Bytes, KeyName, Parts } from './ports.ts'
import type { GenerationRow, GenerationState, ImageRow } from './rows.ts'
import { allServe } from './rules.ts'

export interface GenerationView {
  id: string
  state: GenerationState
  createdAt: Date
  endedAt?: Date
  deadline?: Date
  charterVersion: string
  words: Words
  outcome?: Outcome
  /** What its owner added or put right about it. */
  note?: string
  error?: ErrorCode
  /** Which engine drew it, or refused to. */
  engine?: string
  images: ImageRow[]
}

/** @throws Stated `not_found` for one that is not theirs, `gone` for one whose time is over */
export async function readGeneration(parts: Parts, caller: Caller, id: string): Promise<GenerationView> {
  need(caller, 'images:read')
  const row = await parts.store.generations.get(id)
  if (!row || row.owner !== caller.owner) throw new Stated('not_found')
  const view = await openGeneration(parts, caller, row)
  if (!view) throw new Stated('gone')
  return view
}

/** Adds to what is held of it, or puts it right; nothing takes the note away. @throws Stated `not_found`, `gone`, `prompt_unreadable` */
export async function noteGeneration(parts: Parts, caller: Caller, id: string, note: string): Promise<void> {
  need(caller, 'images:make')
  await readGeneration(parts, caller, id)
  const row = await parts.store.generations.get(id)
  if (!row) throw new Stated('gone')
  checkWords(note, 2000, 'note')
  const locks = locksOf(row, 0)
  await parts.store.generations.setNote(id, note.trim() === '' ? undefined : parts.sealing.seal(`${id}/note`, locks, new TextEncoder().encode(note.trim())))
}

/** Newest first; what can no longer be read is left out. */
export async function listGenerations(parts: Parts, caller: Caller, page: { before?: string; limit: number }): Promise<{ generations: GenerationView[]; more: boolean }> {
  need(caller, 'images:read')
  const rows = await parts.store.generations.listOf(caller.owner, { ...page, limit: page.limit + 1 })
  const views = await Promise.all(rows.slice(0, page.limit).map((row) => openGeneration(parts, caller, row)))
  return { generations: views.filter((view) => view !== undefined), more: rows.length > page.limit }
}

/** The picture's bytes, or its thumbnail's. @throws Stated `not_found`, `gone` */
export async function readImage(parts: Parts, caller: Caller, id: string, variant: Variant = 'full'): Promise<{ image: ImageRow; bytes: Bytes; mime: string }> {
  need(caller, 'images:read')
  const image = await ownImage(parts, caller, id)
  const keys = await keysOf(parts, caller, image)
  const sealed = keys && (await parts.files.read(variant === 'full' ? fileOf(id) : smallFileOf(id)))
  if (!sealed || !keys) throw new Stated('gone')
  return { image, bytes: openOrGone(() => parts.sealing.openInPlace(objectOf(id, variant), keys, sealed)), mime: mimeOf(image, variant) }
}

/** The image's facts. @throws Stated `not_found`, `gone` */
export async function describeImage(parts: Parts, caller: Caller, id: string): Promise<ImageRow> {
  need(caller, 'images:read')
  return ownImage(parts, caller, id)
}

/**
 * From this moment nobody is served; its key and its bytes go at once, the row when the sweep has seen that they are
 * gone. With the last picture of a generation its words go too. @throws Stated `not_found`
 */
export async function deleteImage(parts: Parts, caller: Caller, id: string): Promise<void> {
  const { deleted } = await deleteImages(parts, caller, [id])
  if (deleted.length === 0) throw new Stated('not_found')
}

/** Several at once, each as if alone; tells which there were. */
export async function deleteImages(parts: Parts, caller: Caller, ids: readonly string[]): Promise<{ deleted: string[]; missing: string[] }> {
  need(caller, 'images:delete')
  const images: ImageRow[] = []
  const keys: KeyName[] = []
  for (const id of new Set(ids)) {
    const image = await parts.store.images.get(id)
    if (!image || image.owner !== caller.owner || image.deletedAt) continue
    const lastOne = await markDeleted(parts, image)
    images.push(image)
    if (image.object) keys.push(image.object, ...(lastOne ? [wordsKeyOf(image.generation)] : []))
  }
  if (keys.length > 0) await parts.vault.destroy(keys)
  for (const { id } of images) {
    await parts.files.remove(fileOf(id))
    await parts.files.remove(smallFileOf(id))
  }
  if (images.length > 0) parts.log.write({ level: 'info', event: 'image-deleted', count: images.length })
  const deleted = images.map(({ id }) => id)
  return { deleted, missing: ids.filter((id) => !deleted.includes(id)) }
}

/** Whether it was the last picture of its generation, whose words went with it. */
async function markDeleted({ store, clock }: Parts, { id, generation }: ImageRow): Promise<boolean> {
  return store.transaction(async (tables) => {
    await tables.images.markDeleted(id, clock.now())
    await tables.links.removeOf([id])
    await tables.publications.withdraw({ image: id }, clock.now())
    await tables.boards.removeImages([id])
    const others = await tables.images.ofGeneration(generation)
    const last = others.every((other) => other.deletedAt)
    if (last) await tables.generations.remove(generation)
    return last
  })
}

export async function ownImage(parts: Parts, caller: Caller, id: string): Promise<ImageRow> {
  const image = await parts.store.images.get(id)
  if (!image || image.owner !== caller.owner) throw new Stated('not_found')
  if (!allServe(parts.rules, image, { kind: 'caller', caller }, parts.clock.now())) throw new Stated('gone')
  return image
}

/** undefined for one that nobody can read any more. */
export async function openGeneration(parts: Parts, caller: Caller, row: GenerationRow): Promise<GenerationView | undefined> {
  const { sealing, store, rules, clock } = parts
  if (row.deadline && row.deadline <= clock.now()) return undefined
  const keys = await keysOf(parts, caller, { hour: row.hour, object: row.objectKeys && wordsKeyOf(row.id) })
  if (!keys) return undefined
  const words = open(() => unpackWords(sealing.open(`${row.id}/words`, keys, row.words)))
  if (!words) return undefined
  const images = await store.images.ofGeneration(row.id)
  return {
    id: row.id,
    state: row.state,
    createdAt: row.createdAt,
    endedAt: row.endedAt,
    deadline: row.deadline,
    charterVersion: row.charterVersion,
    words,
    outcome: row.outcome && unpackOutcome(sealing.open(`${row.id}/outcome`, keys, row.outcome)),
    note: row.note && new TextDecoder().decode(sealing.open(`${row.id}/note`, keys, row.note)),
    error: row.error,
    engine: row.engine,
    images: images.filter((image) => allServe(rules, image, { kind: 'caller', caller }, clock.now())),
  }
}

/** undefined where the keys no longer fit. */
function open<T>(read: () => T): T | undefined {
  try {
    return openOrGone(read)
  } catch (error) {
    if (error instanceof Stated) return undefined
    throw error
  }
}
