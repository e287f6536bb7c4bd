// How people find and arrange their pictures: brief lists, search in their own words, favourites and boards.

import { newId } from './birth.ts'
import type { Belonging } from './belongings.ts'
import { need, type Caller } from './callers.ts'
import { SealBroken, Stated } from './errors.ts'
import { openGeneration, type GenerationView } from './images.ts'
import type { BoardRow } from './library-tables.ts'
import type { Parts } from './ports.ts'
import type { ImageRow } from './rows.ts'
import { allServe } from './rules.ts'

/** The board that everybody has from the start. */
export const favourites = 'favourites'

/** Words are opened one by one, so that no request takes long; who wants more asks again with `next`. */
export const mostOpened = 300
export const mostBoards = 200
export const mostOnRequest = 1000

export interface BriefImage {
  image: ImageRow
  boards: string[]
}

/** Newest first, without opening a word. `before` is the id of the last one of the page before. */
export async function listImages(parts: Parts, caller: Caller, page: { before?: string; limit: number }): Promise<{ images: BriefImage[]; next?: string }> {
  need(caller, 'images:read')
  const { store, rules, clock } = parts
  const rows = await store.images.listOf(caller.owner, { ...page, limit: page.limit + 1 })
  const shown = rows.slice(0, page.limit)
  const served = shown.filter((image) => allServe(rules, image, { kind: 'caller', caller }, clock.now()))
  const boards = new Map<string, string[]>()
  for (const { image, board } of await store.boards.placingsOf(caller.owner, served.map(({ id }) => id))) boards.set(image, [...(boards.get(image) ?? []), board])
  const last = shown.at(-1)
  return { images: served.map((image) => ({ image, boards: boards.get(image.id) ?? [] })), ...(rows.length > page.limit && last ? { next: last.id } : {}) }
}

/** These generations, opened; those that are not theirs or can no longer be read are left out. */
export async function readSome(parts: Parts, caller: Caller, ids: readonly string[]): Promise<GenerationView[]> {
  need(caller, 'images:read')
  const rows = await Promise.all([...new Set(ids)].map((id) => parts.store.generations.get(id)))
  const own = rows.filter((row) => row !== undefined).filter((row) => row.owner === caller.owner)
  return (await Promise.all(own.map((row) => openGeneration(parts, caller, row)))).filter((view) => view !== undefined)
}

export interface Wanted {
  /** Every one of these words must stand in the prompt or in what to leave out. */
  words?: string
  style?: string
  model?: string
  shape?: 'square' | 'upright' | 'wide'
}

/** Newest first. Prompts are opened inside this request and nowhere else: there is no index to give them away. */
export async function searchGenerations(parts: Parts, caller: Caller, wanted: Wanted, page: { before?: string; limit: number }): Promise<{ generations: GenerationView[]; next?: string }> {
  need(caller, 'images:read')
  const found: GenerationView[] = []
  const rows = await parts.store.generations.listOf(caller.owner, { before: page.before, limit: mostOpened + 1 })
  let last: string | undefined
  for (const row of rows.slice(0, mostOpened)) {
    last = row.id
    const view = await openGeneration(parts, caller, row)
    if (view && fits(view, wanted)) found.push(view)
    if (found.length === page.limit) break
  }
  return { generations: found, ...(last !== undefined && last !== rows.at(-1)?.id ? { next: last } : {}) }
}

export function fits({ words, outcome, images }: GenerationView, { words: asked = '', style, model, shape }: Wanted): boolean {
  if (images.length === 0) return false
  if ((style !== undefined && words.style !== style) || (model !== undefined && words.model !== model)) return false
  const { width, height } = outcome ?? words
  if (shape !== undefined && shape !== (width === height ? 'square' : width < height ? 'upright' : 'wide')) return false
  const text = plain([words.prompt, words.enhanced, words.negativePrompt].join(' '))
  return plain(asked).split(/\s+/).every((word) => text.includes(word))
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().trim()

export interface Board {
  id: string
  /** Absent for the favourites. */
  name?: string
  pictures: number
}

/** Favourites first, then the boards, oldest first. */
export async function listBoards(parts: Parts, caller: Caller): Promise<Board[]> {
  need(caller, 'images:read')
  const [rows, placings] = await Promise.all([parts.store.boards.listOf(caller.owner), parts.store.boards.placingsOf(caller.owner)])
  const count = (board: string): number => placings.filter((one) => one.board === board).length
  const names = await Promise.all(rows.map((row) => nameOf(parts, caller, row)))
  return [{ id: favourites, pictures: count(favourites) }, ...rows.flatMap(({ id }, at) => (names[at] === undefined ? [] : [{ id, name: names[at], pictures: count(id) }]))]
}

/** @throws Stated `boards_full` */
export async function createBoard(parts: Parts, caller: Caller, name: string): Promise<Board> {
  need(caller, 'images:make')
  const { store, sealing, random, clock } = parts
  if ((await store.boards.listOf(caller.owner)).length >= mostBoards) throw new Stated('boards_full', { most: mostBoards })
  const id = newId('brd', random)
  await store.boards.insert({ id, owner: caller.owner, name: sealing.seal(id, [caller.ownerKey], new TextEncoder().encode(name)), createdAt: clock.now() })
  return { id, name, pictures: 0 }
}

/** @throws Stated `not_found` */
export async function renameBoard(parts: Parts, caller: Caller, id: string, name: string): Promise<void> {
  need(caller, 'images:make')
  await ownBoard(parts, caller, id)
  await parts.store.boards.rename(id, parts.sealing.seal(id, [caller.ownerKey], new TextEncoder().encode(name)))
}

/** The pictures stay. @throws Stated `not_found` */
export async function removeBoard(parts: Parts, caller: Caller, id: string): Promise<void> {
  need(caller, 'images:delete')
  await ownBoard(parts, caller, id)
  await parts.store.transaction((tables) => tables.boards.remove(id))
}

/** Pictures that are not theirs are left out. @throws Stated `not_found` for such a board */
export async function placeImages(parts: Parts, caller: Caller, board: string, { add, remove }: { add: readonly string[]; remove: readonly string[] }): Promise<void> {
  need(caller, 'images:make')
  if (board !== favourites) await ownBoard(parts, caller, board)
  const { store, clock } = parts
  const images = await Promise.all([...new Set(add)].map((id) => store.images.get(id)))
  const own = images.flatMap((image) => (image && image.owner === caller.owner && !image.deletedAt ? [image.id] : []))
  await store.transaction(async ({ boards }) => {
    await boards.place(own.map((image) => ({ owner: caller.owner, board, image, at: clock.now() })))
    await boards.take(caller.owner, board, remove)
  })
}

async function ownBoard({ store }: Parts, caller: Caller, id: string): Promise<BoardRow> {
  const row = await store.boards.get(id)
  if (!row || row.owner !== caller.owner) throw new Stated('not_found')
  return row
}

/** undefined where the owner's key no longer fits. */
async function nameOf({ sealing }: Parts, caller: Caller, { id, name }: BoardRow): Promise<string | undefined> {
  const key = await caller.unlock()
  try {
    return key && new TextDecoder().decode(sealing.open(id, [key], name))
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}

export const boardsHad: Belonging = {
  kind: 'boards',
  tables: ['boards', 'placings'],
  why: 'to-show-you',
  until: 'you-erase-all',
  where: ['database'],
  readableByServer: 'not-of-sessions',
  count: async ({ store }, owner) => ({ count: await store.boards.countOf(owner) }),
  remove: (tables, { owner }) => tables.boards.removeOf(owner),
  async *copy(parts, caller) {
    const placings = await parts.store.boards.placingsOf(caller.owner)
    const boards = await listBoards(parts, caller)
    yield { path: 'boards.json', content: boards.map(({ id, name }) => ({ id, name: name ?? null, pictures: placings.filter(({ board }) => board === id).map(({ image }) => image) })) }
  },
}
