// Reading, listing, sharing and deleting: the rules are asked before anything leaves.

import { need, type Caller } from './callers.ts'
import { Stated, type ErrorCode } from './errors.ts'
import { fileOf, smallFileOf } from './generate.ts'
import { unpackOutcome, unpackWords, type Outcome, type Words } from './packing.ts'
import { wordsKeyOf } from './birth.ts'
import type { Bytes, KeyName, Parts, Vault } from './ports.ts'
import type { GenerationRow, GenerationState, ImageRow } from './rows.ts'
import { allServe, type Reader } from './rules.ts'

export interface GenerationView {
  id: string
  state: GenerationState
  createdAt: Date
  endedAt?: Date
  deadline?: Date
  charterVersion: string
  words: Words
  outcome?: Outcome
  error?: ErrorCode
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

/** Newest first; what can no longer be read is left out. */
export async function listGenerations(parts: Parts, caller: Caller, page: { before?: string; limit: number }): Promise<{ generations: GenerationView[]; more: boolean }> {
  need(caller, 'images:read')
  const rows = await parts.store.generations.listOf(caller.owner, { ...page, limit: page.limit + 1 })
  const views = await Promise.all(rows.slice(0, page.limit).map((row) => openGeneration(parts, caller, row)))
  return { generations: views.filter((view) => view !== undefined), more: rows.length > page.limit }
}

/** The picture's bytes, or its thumbnail's. @throws Stated `not_found`, `gone` */
export async function readImage(parts: Parts, caller: Caller, id: string, variant: 'full' | 'small' = 'full'): Promise<{ image: ImageRow; bytes: Bytes; mime: string }> {
  need(caller, 'images:read')
  const image = await ownImage(parts, caller, id)
  const keys = await keysOf(parts, caller, image)
  const sealed = keys && (await parts.files.read(variant === 'full' ? fileOf(id) : smallFileOf(id)))
  if (!sealed || !keys) throw new Stated('gone')
  return { image, bytes: parts.sealing.open(objectOf(id, variant), keys, sealed), mime: mimeOf(image, variant) }
}

/** The image's facts. @throws Stated `not_found`, `gone` */
export async function describeImage(parts: Parts, caller: Caller, id: string): Promise<ImageRow> {
  need(caller, 'images:read')
  return ownImage(parts, caller, id)
}

/**
 * From this moment nobody is served; its key and its bytes go at once, the row when the sweep has seen that they are
 * gone. With the last picture of a generation its words go too.
 */
export async function deleteImage(parts: Parts, caller: Caller, id: string): Promise<void> {
  need(caller, 'images:delete')
  const image = await parts.store.images.get(id)
  if (!image || image.owner !== caller.owner || image.deletedAt) throw new Stated('not_found')
  const lastOne = await parts.store.transaction(async (tables) => {
    await tables.images.markDeleted(id, parts.clock.now())
    await tables.links.removeOf(id)
    const others = await tables.images.ofGeneration(image.generation)
    const last = others.every((other) => other.deletedAt)
    if (last) await tables.generations.remove(image.generation)
    return last
  })
  if (image.object) await parts.vault.destroy([image.object, ...(lastOne ? [wordsKeyOf(image.generation)] : [])])
  await parts.files.remove(fileOf(id))
  await parts.files.remove(smallFileOf(id))
  parts.log.write({ level: 'info', event: 'image-deleted' })
}

/** The token of a signed address: it alone opens this image, until the charter's minutes or the image are over. */
export async function createLink(parts: Parts, caller: Caller, id: string): Promise<{ token: string; expiresAt: Date }> {
  need(caller, 'images:read')
  const { sealing, store, files, random, clock, charter, vault } = parts
  const image = await ownImage(parts, caller, id)
  const keys = await keysOf(parts, caller, image)
  const full = keys && (await files.read(fileOf(id)))
  const small = keys && (await files.read(smallFileOf(id)))
  if (!keys || !full || !small) throw new Stated('gone')
  const secret = random.bytes(24)
  const latest = clock.now().getTime() + charter.links.minutes * 60_000
  const expiresAt = new Date(Math.min(latest, image.deadline?.getTime() ?? latest))
  const locks = [sealing.pairFrom(secret, 'link').publicKey, ...(await vault.publicKeys(keyNamesOf(image)))]
  await store.links.insert({
    digest: sealing.digest('link', secret),
    image: id,
    expiresAt,
    hour: image.hour,
    object: image.object,
    access: sealing.seal(`${id}/link`, locks, sealing.contentKey(id, keys, full)),
    smallAccess: sealing.seal(`${id}/small/link`, locks, sealing.contentKey(`${id}/small`, keys, small)),
  })
  return { token: Array.from(secret, (byte) => byte.toString(16).padStart(2, '0')).join(''), expiresAt }
}

/** What the holder of a token gets. A wrong, ended or revoked one: `not_found` or `gone`. */
export async function readByLink(parts: Parts, token: string, variant: 'full' | 'small' = 'full'): Promise<{ image: ImageRow; bytes: Bytes; mime: string; expiresAt: Date }> {
  const { sealing, store, files, vault } = parts
  if (!/^[0-9a-f]{48}$/.test(token)) throw new Stated('not_found')
  const secret = Uint8Array.from(token.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const link = await store.links.get(sealing.digest('link', secret))
  if (!link) throw new Stated('not_found')
  const image = await store.images.get(link.image)
  const vaultKeys = await privateKeys(vault, keyNamesOf(link))
  const reader: Reader = { kind: 'link', expiresAt: link.expiresAt }
  if (!image || !vaultKeys || link.expiresAt <= parts.clock.now() || !allServe(parts.rules, image, reader, parts.clock.now())) throw new Stated('gone')
  const sealed = await files.read(variant === 'full' ? fileOf(image.id) : smallFileOf(image.id))
  if (!sealed) throw new Stated('gone')
  const object = objectOf(image.id, variant)
  const keys = [sealing.pairFrom(secret, 'link').privateKey, ...vaultKeys]
  const contentKey = sealing.open(`${object}/link`, keys, variant === 'full' ? link.access : link.smallAccess)
  return { image, bytes: sealing.openWithContentKey(object, contentKey, sealed), mime: mimeOf(image, variant), expiresAt: link.expiresAt }
}

async function ownImage(parts: Parts, caller: Caller, id: string): Promise<ImageRow> {
  const image = await parts.store.images.get(id)
  if (!image || image.owner !== caller.owner) throw new Stated('not_found')
  if (!allServe(parts.rules, image, { kind: 'caller', caller }, parts.clock.now())) throw new Stated('gone')
  return image
}

async function openGeneration(parts: Parts, caller: Caller, row: GenerationRow): Promise<GenerationView | undefined> {
  const { sealing, store, rules, clock } = parts
  if (row.deadline && row.deadline <= clock.now()) return undefined
  const keys = await keysOf(parts, caller, { hour: row.hour, object: row.objectKeys && wordsKeyOf(row.id) })
  if (!keys) return undefined
  const images = await store.images.ofGeneration(row.id)
  return {
    id: row.id,
    state: row.state,
    createdAt: row.createdAt,
    endedAt: row.endedAt,
    deadline: row.deadline,
    charterVersion: row.charterVersion,
    words: unpackWords(sealing.open(`${row.id}/words`, keys, row.words)),
    outcome: row.outcome && unpackOutcome(sealing.open(`${row.id}/outcome`, keys, row.outcome)),
    error: row.error,
    images: images.filter((image) => allServe(rules, image, { kind: 'caller', caller }, clock.now())),
  }
}

type Locked = Pick<ImageRow, 'hour' | 'object'>

const keyNamesOf = ({ hour, object }: Locked): KeyName[] => (object ? [hour, object] : [hour])

async function keysOf(parts: Parts, caller: Caller, of: Locked): Promise<Bytes[] | undefined> {
  const owner = await caller.unlock()
  const others = await privateKeys(parts.vault, keyNamesOf(of))
  return owner && others ? [owner, ...others] : undefined
}

/** All of them, or undefined when one was destroyed. */
async function privateKeys(vault: Vault, names: KeyName[]): Promise<Bytes[] | undefined> {
  const keys = await Promise.all(names.map((name) => vault.privateKey(name)))
  return keys.every((key) => key !== undefined) ? keys : undefined
}

const objectOf = (image: string, variant: 'full' | 'small'): string => (variant === 'full' ? image : `${image}/small`)
const mimeOf = (image: ImageRow, variant: 'full' | 'small'): string => (variant === 'small' ? 'image/webp' : `image/${image.format}`)
