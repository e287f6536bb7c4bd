// The public gallery: a picture gets there only by an act of its owner, as a copy with a key and an end of its own.

import type { Belonging } from './belongings.ts'
import { hourKeyOf, newId } from './birth.ts'
import { need, needAccountFor, type Caller } from './callers.ts'
import { Stated } from './errors.ts'
import { readGeneration, readImage } from './images.ts'
import type { PublicationRow } from './kept-tables.ts'
import { openOrGone, privateKeys, type Variant } from './opening.ts'
import { wordings } from './orders.ts'
import type { Bytes, KeyName, Parts } from './ports.ts'
import { allServe, askAll } from './rules.ts'

const day = 86_400_000
const fileOf = (id: string, variant: Variant): string => `gallery/${id}${variant === 'small' ? '-small' : ''}`
const objectOf = (id: string, variant: Variant): string => (variant === 'full' ? id : `${id}/small`)
const keysFor = ({ object, deadline }: Pick<PublicationRow, 'object' | 'deadline'>): KeyName[] => [object, hourKeyOf(deadline)]

function checkGallery({ charter }: Parts): void {
  if (!charter.sharing.gallery) throw new Stated('gallery_off')
}

/**
 * Words and picture are seen by the rules once more, then a copy is sealed to the gallery. It ends with the picture at
 * the latest. @throws Stated `gallery_off`, `gallery_imported`, `gallery_twice`, `not_found`, `gone`, or a rule's refusal
 */
export async function publishImage(parts: Parts, caller: Caller, image: string): Promise<PublicationRow> {
  need(caller, 'images:make')
  checkGallery(parts)
  needAccountFor(parts.charter, caller, 'gallery')
  const { clock, charter, random, sealing, store, vault, files } = parts
  const full = await readImage(parts, caller, image)
  const small = await readImage(parts, caller, image, 'small')
  const { words } = await readGeneration(parts, caller, full.image.generation)
  if (words.imported) throw new Stated('gallery_imported')
  if ((await store.publications.living({ image })).length > 0) throw new Stated('gallery_twice')
  const pixels = await parts.pixels.decode(full.bytes)
  await askAll(parts.rules, (rule) => rule.checkAct?.({ kind: 'publish', caller }, parts))
  for (const said of wordings({ prompt: words.prompt, enhanced: words.enhanced, negativePrompt: words.negativePrompt })) {
    await askAll(parts.rules, (rule) => rule.checkRequest?.(said, caller, charter, parts))
  }
  await askAll(parts.rules, (rule) => rule.checkPicture?.(pixels, 'gallery', caller, parts))

  const publishedAt = clock.now()
  const id = newId('pub', random)
  const latest = publishedAt.getTime() + charter.sharing.galleryDays * day
  const { format, size, deadline } = full.image
  const { width, height } = pixels
  const row: PublicationRow = { id, owner: caller.owner, image, object: `object/${id}/0`, format, size, width, height, publishedAt, deadline: new Date(Math.min(latest, deadline?.getTime() ?? latest)) }
  const locks = await vault.publicKeys(keysFor(row))
  await files.write(fileOf(id, 'full'), sealing.seal(objectOf(id, 'full'), locks, full.bytes))
  await files.write(fileOf(id, 'small'), sealing.seal(objectOf(id, 'small'), locks, small.bytes))
  await store.publications.insert(row)
  parts.log.write({ level: 'info', event: 'picture-published' })
  return row
}

/** Newest first; anybody may look. @throws Stated `gallery_off` */
export async function listGallery(parts: Parts, page: { before?: string; limit: number }): Promise<{ rows: PublicationRow[]; more: boolean }> {
  checkGallery(parts)
  const rows = await parts.store.publications.newest(parts.clock.now(), { ...page, limit: page.limit + 1 })
  return { rows: rows.slice(0, page.limit), more: rows.length > page.limit }
}

/** @throws Stated `not_found`; `gone` for one that was taken out, or is over, or whose picture was deleted */
export async function readPublished(parts: Parts, id: string, variant: Variant): Promise<{ row: PublicationRow; bytes: Bytes }> {
  checkGallery(parts)
  const { store, vault, files, sealing, rules, clock } = parts
  const row = await store.publications.get(id)
  if (!row) throw new Stated('not_found')
  const image = await store.images.get(row.image)
  const served = image && allServe(rules, image, { kind: 'gallery', deadline: row.deadline, withdrawnAt: row.withdrawnAt }, clock.now())
  const keys = served ? await privateKeys(vault, keysFor(row)) : undefined
  const sealed = keys && (await files.read(fileOf(id, variant)))
  if (!keys || !sealed) throw new Stated('gone')
  return { row, bytes: openOrGone(() => sealing.openInPlace(objectOf(id, variant), keys, sealed)) }
}

/** By its owner, or by the operator: from this moment nobody is served. @throws Stated `not_found` */
export async function unpublish(parts: Parts, caller: Caller, id: string): Promise<void> {
  need(caller, 'images:delete')
  const row = await parts.store.publications.get(id)
  if (!row || (row.owner !== caller.owner && !caller.scopes.includes('operate'))) throw new Stated('not_found')
  await parts.store.publications.withdraw({ id }, parts.clock.now())
}

/** What the caller has on show. */
export async function listPublished(parts: Parts, caller: Caller): Promise<PublicationRow[]> {
  need(caller, 'images:read')
  return parts.store.publications.living({ owner: caller.owner })
}

/** Key first, then bytes, then the row. Returns how many went. */
export async function removePublications({ store, vault, files }: Parts, rows: readonly PublicationRow[]): Promise<number> {
  await vault.destroy(rows.map(({ object }) => object))
  for (const { id } of rows) {
    await files.remove(fileOf(id, 'full'))
    await files.remove(fileOf(id, 'small'))
    await store.publications.remove(id)
  }
  return rows.length
}

export const publicationsHad: Belonging = {
  kind: 'published',
  tables: ['publications'],
  why: 'you-published',
  until: 'its-own-end',
  where: ['files', 'database', 'vault'],
  readableByServer: true,
  async count({ store }, owner) {
    const rows = await store.publications.living({ owner })
    return { count: rows.length, bytes: rows.reduce((sum, { size }) => sum + size, 0), next: rows.map(({ deadline }) => deadline).sort((a, b) => Number(a) - Number(b))[0] }
  },
  keys: async ({ store }, { owner }) => (await store.publications.living({ owner })).map(({ object }) => object),
  remove: async (tables, { owner, upTo }) => (await tables.publications.withdraw({ owner }, upTo)).length,
  async removeBytes(parts, { owner }, most) {
    const due = (await parts.store.publications.due(parts.clock.now(), 10_000)).filter((row) => row.owner === owner)
    await removePublications(parts, due.slice(0, most))
    return Math.max(0, due.length - most)
  },
  async *copy({ store }, caller) {
    const rows = await store.publications.living({ owner: caller.owner })
    yield { path: 'published.json', content: rows.map(({ id, image, publishedAt, deadline }) => ({ id, image, published_at: publishedAt.toISOString(), deadline: deadline.toISOString() })) }
  },
}
