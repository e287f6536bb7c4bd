// The endpoints of the library: brief lists, search, boards, archives, and how somebody likes the studio.

import { Stated } from '../../core/errors.ts'
import { readGeneration, readImage } from '../../core/images.ts'
import * as library from '../../core/library.ts'
import { changePreferences as change, readPreferences as read } from '../../core/preferences.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody, readQuery } from '../body.ts'
import { describeGeneration } from '../describe.ts'
import { archiveQuery, boardRequestSchema, imagesQuery, placeSchema, preferencesSchema, searchSchema, someSchema } from '../schemas/library.ts'
import { licenceOf } from './download.ts'
import { reservation } from './images.ts'
import { zipped, type Entry } from './zip.ts'

const mostInArchive = 200

export async function listImages(ask: AskOfCaller): Promise<Response> {
  const { before, limit = 200 } = readQuery(ask, imagesQuery)
  const { images, next } = await library.listImages(ask.parts, ask.caller, { before, limit })
  const data = images.map(({ image, boards }) => ({
    id: image.id,
    generation: image.generation,
    number: image.number,
    created_at: image.createdAt.toISOString(),
    deadline: image.deadline?.toISOString() ?? null,
    boards,
  }))
  return json({ object: 'list', data, has_more: next !== undefined, next: next ?? null })
}

export async function readSome(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, someSchema)
  const views = await library.readSome(ask.parts, ask.caller, value.ids)
  return json({ object: 'list', data: await Promise.all(views.map((view) => describeGeneration(ask.parts, view, ask.language))) })
}

export async function searchGenerations(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, searchSchema)
  const { words, style, model, shape, before, limit } = value
  const wanted = { words: words ?? undefined, style: style ?? undefined, model: model ?? undefined, shape: shape ?? undefined }
  const { generations, next } = await library.searchGenerations(ask.parts, ask.caller, wanted, { before: before ?? undefined, limit: limit ?? 50 })
  const data = await Promise.all(generations.map((view) => describeGeneration(ask.parts, view, ask.language)))
  return json({ object: 'list', data, has_more: next !== undefined, next: next ?? null })
}

export async function downloadImages(ask: AskOfCaller): Promise<Response> {
  const ids = [...new Set(readQuery(ask, archiveQuery).ids.split(',').filter(Boolean))].slice(0, mostInArchive)
  const entries = picturesOf(ask, ids)
  const first = await entries.next()
  if (first.done) throw new Stated('not_found')
  const name = `gesso-pictures-${ask.parts.clock.now().toISOString().slice(0, 10)}.zip`
  return new Response(zipped(ask.parts.clock.now(), first, entries), { headers: { 'content-type': 'application/zip', 'content-disposition': `attachment; filename="${name}"`, ...reservation(ask.parts) } })
}

async function* picturesOf({ parts, caller }: AskOfCaller, ids: readonly string[]): AsyncGenerator<Entry> {
  const used = new Set<string>()
  for (const id of ids) {
    const entry = await pictureOf({ parts, caller }, id, used).catch((error: unknown) => {
      if (error instanceof Stated) return undefined
      throw error
    })
    if (entry) yield entry
  }
  // Beside pictures only: where there are none, there is no archive.
  if (used.size > 0) yield { path: 'LICENCE.txt', bytes: new TextEncoder().encode(licenceOf(parts.charter.labels)) }
}

async function pictureOf({ parts, caller }: Pick<AskOfCaller, 'parts' | 'caller'>, id: string, used: Set<string>): Promise<Entry> {
  const { image, bytes } = await readImage(parts, caller, id)
  const { words, outcome } = await readGeneration(parts, caller, image.generation)
  const seed = outcome?.seeds[image.number] ?? words.seed + image.number
  const ending = image.format === 'jpeg' ? 'jpg' : image.format
  const plain = `gesso-${slugOf(words.prompt)}-${seed}`
  const path = used.has(plain) ? `${plain}-${image.id.slice(-6)}.${ending}` : `${plain}.${ending}`
  used.add(plain)
  return { path, bytes }
}

/** Letters and digits of any script, as the studio names single files. */
function slugOf(words: string): string {
  const short = [...words.normalize('NFC').toLowerCase().replace(/[^\p{Letter}\p{Number}]+/gu, '-')].slice(0, 60).join('')
  return short.replace(/^-+|-+$/g, '') || 'picture'
}

async function allBoards({ parts, caller }: AskOfCaller): Promise<Response> {
  return json({ object: 'list', data: (await library.listBoards(parts, caller)).map(describeBoard) })
}

const describeBoard = ({ id, name, pictures }: library.Board) => ({ object: 'board' as const, id, name: name ?? null, pictures })

export const listBoards = allBoards

export async function createBoard(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, boardRequestSchema)
  return json(describeBoard(await library.createBoard(ask.parts, ask.caller, value.name)), 201)
}

export async function renameBoard(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, boardRequestSchema)
  await library.renameBoard(ask.parts, ask.caller, ask.path('id'), value.name)
  return allBoards(ask)
}

export async function removeBoard(ask: AskOfCaller): Promise<Response> {
  await library.removeBoard(ask.parts, ask.caller, ask.path('id'))
  return allBoards(ask)
}

export async function placeImages(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, placeSchema)
  await library.placeImages(ask.parts, ask.caller, ask.path('id'), { add: value.add ?? [], remove: value.remove ?? [] })
  return allBoards(ask)
}

export async function readPreferences({ parts, caller }: AskOfCaller): Promise<Response> {
  return json(await read(parts, caller))
}

export async function changePreferences(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, preferencesSchema)
  const { notices_seen: seen, ...rest } = value
  return json(await change(ask.parts, ask.caller, { ...rest, ...(seen && { notices_seen: seen }) }))
}
