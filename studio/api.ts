// The studio's only door to the server: the typed client, with its errors in one shape.

import { createGesso, type components, type Generation, type GenerationRequest, type Model, type Session, type Trust } from '../client/index.ts'
import type { Board, BriefList, Brought, Choices, GenerationNews, Holdings, LabelFacts, LabelReport, NewShare, Policies, Policy, Preferences, Published, Purpose, Receipt, RequestKind, RightsRequest, Search, Share, Terms } from './api-types.ts'
import { createStore } from './stores.ts'

export type { Generation, Image, Model, ModelCard, Session, Trust } from '../client/index.ts'
export type * from './api-types.ts'

export interface Page {
  data: Generation[]
  has_more: boolean
  next: string | null
}

/** What the form sends: the usual values of everything that is absent are the server's. */
export type GenerationOrder = Pick<
  GenerationRequest,
  'prompt' | 'enhanced_prompt' | 'negative_prompt' | 'style' | 'model' | 'width' | 'height' | 'pictures' | 'seed' | 'steps' | 'guidance'
> & {
  /** Pictures to start from, as data: addresses or by their ids, and how much of them may change. */
  references?: { pictures: string[]; strength: number }
}

/** True while the server does not answer. */
export const connectionLost = createStore(false)

/** Every answer, even an error, shows that the server is there; error sentences come in the language of the page. */
export const gesso = createGesso({
  baseUrl: location.origin,
  language: () => (document.documentElement.lang.startsWith('zh') ? 'zh' : 'en'),
  notice: (reachable) => connectionLost.set(!reachable),
})

/** What went wrong, in the server's words; code `unreachable` and no words when it gave none. */
export class Trouble extends Error {
  readonly code: string
  /** In how many it can be tried again; absent where the server does not say. */
  readonly seconds: number | undefined

  constructor(code: string, message: string, seconds?: number) {
    super(message)
    this.code = code
    this.seconds = seconds
  }
}

/** Counts the answers that say that the session is gone. */
export const sessionDoubts = createStore(0)

interface Answer<T> {
  data?: T
  error?: unknown
  response?: Response
}

export async function take<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asked.catch((): Answer<T> => ({}))
  if (data !== undefined) return data
  throw troubleOf(error, response)
}

/** For answers without a body. */
export async function takeNothing(asked: Promise<{ error?: unknown; response: Response }>): Promise<void> {
  const answer = await asked.catch(() => undefined)
  if (!answer?.response.ok) throw troubleOf(answer?.error, answer?.response)
}

function troubleOf(error: unknown, response?: Response): Trouble {
  const said = (error as { error?: { code?: string; message?: string } } | undefined)?.error
  if (said?.code === 'session_missing') sessionDoubts.set((count) => count + 1)
  const wait = response?.status === 429 ? Number(response.headers.get('retry-after')) : 0
  return new Trouble(said?.code ?? 'unreachable', said?.message ?? '', wait > 0 ? wait : undefined)
}

export async function readModels(): Promise<Model[]> {
  // The fetching library loosens the pairs of sizes to lists of numbers. Models of other kinds are for the developers' pages.
  return (await take(gesso.GET('/v1/models'))).data.filter(({ modality }) => modality === 'images') as unknown as Model[]
}

/** Who is asking; a visitor without a session gets one where the charter lets visitors in. */
export async function readSession(): Promise<Session> {
  const session = await take(gesso.GET('/v1/session'))
  return session.kind === 'none' && session.visitors ? take(gesso.POST('/v1/session')) : session
}

export function readTrust(): Promise<Trust> {
  return take(gesso.GET('/v1/trust'))
}

export type Incident = components['schemas']['Incident']

/** What went wrong here and what is planned; for everybody. */
export function readIncidents() {
  return take(gesso.GET('/v1/incidents'))
}

export function readPolicies(): Promise<Policies> {
  return take(gesso.GET('/v1/policies'))
}

export function readPolicy(id: string, language: 'en' | 'zh'): Promise<Policy> {
  return take(gesso.GET('/v1/policies/{id}', { params: { path: { id }, query: { language } } }))
}

export function answerTerms(version: string, accepted: boolean, language: 'en' | 'zh'): Promise<Terms> {
  return take(gesso.POST('/v1/terms', { body: { version, accepted, language } }))
}

export function listGenerations(before: string | undefined): Promise<Page> {
  return take(gesso.GET('/v1/generations', { params: { query: { before, limit: 30 } } }))
}

export function readGeneration(id: string): Promise<Generation> {
  return take(gesso.GET('/v1/generations/{id}', { params: { path: { id } } }))
}

export async function createGeneration(order: GenerationOrder, key: string): Promise<Generation> {
  if (order.references) return (await import('./edit/edit-calls.ts')).orderReferenced(order, key)
  return withWork((headers) => take(gesso.POST('/v1/generations', { params: { header: { 'Idempotency-Key': key } }, headers, body: order })))
}

/** Where the line is long a visitor's browser has to do a small computation first; then it is sent again. */
export async function withWork<T>(send: (headers?: Record<string, string>) => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    if (!(error instanceof Trouble) || error.code !== 'work_needed') throw error
  }
  const { challenge, bits } = await take(gesso.GET('/v1/challenge'))
  const { doWork } = await import('./make/work.ts')
  return send({ 'Gesso-Work': await doWork(challenge, bits) })
}

export function cancelGeneration(id: string): Promise<Generation> {
  return take(gesso.POST('/v1/generations/{id}/cancel', { params: { path: { id } } }))
}

/** The file of a picture, byte for byte. */
export async function readImageFile(id: string): Promise<Blob> {
  return (await take(gesso.GET('/v1/images/{id}/content', { params: { path: { id } }, parseAs: 'blob' }))) as Blob
}

const mostAtOnce = 1000

/** Goes out even while the page is being left. */
export async function deleteImages(ids: string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += mostAtOnce) {
    await take(gesso.POST('/v1/images/delete', { body: { ids: ids.slice(at, at + mostAtOnce) }, keepalive: true }))
  }
}

/** Ids and times only, a thousand at a time. */
export function listImages(before: string | undefined): Promise<BriefList> {
  return take(gesso.GET('/v1/images', { params: { query: { before, limit: mostAtOnce } } }))
}

export async function readSome(ids: string[]): Promise<Generation[]> {
  return (await take(gesso.POST('/v1/generations/some', { body: { ids } }))).data
}

export function searchGenerations(search: Search, signal?: AbortSignal): Promise<Page> {
  return take(gesso.POST('/v1/generations/search', { body: search, signal }))
}

export const listBoards = async (): Promise<Board[]> => (await take(gesso.GET('/v1/boards'))).data

export function createBoard(name: string): Promise<Board> {
  return take(gesso.POST('/v1/boards', { body: { name } }))
}

export async function renameBoard(id: string, name: string): Promise<Board[]> {
  return (await take(gesso.POST('/v1/boards/{id}', { params: { path: { id } }, body: { name } }))).data
}

export async function removeBoard(id: string): Promise<Board[]> {
  return (await take(gesso.DELETE('/v1/boards/{id}', { params: { path: { id } } }))).data
}

export async function placeImages(board: string, change: { add?: string[]; remove?: string[] }): Promise<Board[]> {
  return (await take(gesso.POST('/v1/boards/{id}/pictures', { params: { path: { id: board } }, body: change }))).data
}

/** Most pictures in one archive. */
export const mostInArchive = 200

/** Where browsers load several pictures as one archive. */
export const archiveAddressOf = (images: string[]): string => `/v1/images/archive?ids=${images.join()}`

/** Where browsers load a picture with its licence and how it was made. */
export const papersAddressOf = (image: string): string => `/v1/images/${image}/download`

export function readPreferences(): Promise<Preferences> {
  return take(gesso.GET('/v1/preferences'))
}

export function changePreferences(change: Preferences): Promise<Preferences> {
  return take(gesso.POST('/v1/preferences', { body: change, keepalive: true }))
}

export function readHoldings(): Promise<Holdings> {
  return take(gesso.GET('/v1/holdings'))
}

/** Where browsers load the thumbnail of a picture of their own. */
export const smallAddressOf = (image: string): string => `/v1/images/${image}/content?variant=small`

/** Where browsers load a copy of everything; too large for a page to hold. */
export const exportAddress = '/v1/export'

/** Its address is told this once. */
export function shareImage(id: string, days: number): Promise<NewShare> {
  return take(gesso.POST('/v1/images/{id}/shares', { params: { path: { id } }, body: { days } }))
}

export const listShares = async (): Promise<Share[]> => (await take(gesso.GET('/v1/shares'))).data

export async function revokeShare(id: string): Promise<void> {
  await take(gesso.DELETE('/v1/shares/{id}', { params: { path: { id } } }))
}

export function clearSession(): Promise<Receipt> {
  return take(gesso.POST('/v1/session/clear'))
}

export function endSession(): Promise<Receipt> {
  return take(gesso.DELETE('/v1/session'))
}

export async function resetSession(): Promise<Receipt> {
  return (await take(gesso.POST('/v1/session/reset'))).receipt
}

export function eraseEverything(): Promise<RightsRequest> {
  return take(gesso.POST('/v1/erasure'))
}

export function askOperator(kind: RequestKind, words: string): Promise<RightsRequest> {
  return take(gesso.POST('/v1/requests', { body: { kind, words: words || null } }))
}

export function choosePurpose(purpose: Purpose, allowed: boolean): Promise<Choices> {
  return take(gesso.POST('/v1/choices', { body: { purpose, allowed } }))
}

/** Who labels pictures here, and under which filing numbers. */
export function readLabelFacts(): Promise<LabelFacts> {
  return take(gesso.GET('/v1/verify'))
}

/** What the marks of a picture say; the server keeps nothing of it. */
export function verifyPicture(file: Blob): Promise<LabelReport> {
  // The file goes as it is; the description of the API has no type for bytes.
  return take(gesso.POST('/v1/verify', { body: file as unknown as string, bodySerializer: (body) => body, headers: { 'content-type': file.type } }))
}

export interface GalleryPart {
  data: Published[]
  next: string | null
}

/** What people have published; anybody may look. */
export function listGallery(before: string | undefined): Promise<GalleryPart> {
  return take(gesso.GET('/v1/gallery', { params: { query: { before } } }))
}

export async function listPublished(): Promise<Array<Published & { image: string }>> {
  return (await take(gesso.GET('/v1/gallery/own'))).data
}

export async function publishImage(id: string): Promise<void> {
  await take(gesso.POST('/v1/images/{id}/publish', { params: { path: { id } } }))
}

export async function unpublish(id: string): Promise<void> {
  await take(gesso.DELETE('/v1/gallery/{id}', { params: { path: { id } } }))
}

export function noteGeneration(id: string, note: string): Promise<Generation> {
  return take(gesso.POST('/v1/generations/{id}/note', { params: { path: { id } }, body: { note: note.trim() || null } }))
}

/** A copy that another server gave. */
export function bringCopy(file: Blob): Promise<Brought> {
  return take(gesso.POST('/v1/import', { body: file as unknown as string, bodySerializer: (body) => body, headers: { 'content-type': 'application/zip' } }))
}

/** News of one generation until it ends; the client comes back by itself after a break. Returns how to stop. */
export function watchGeneration(id: string, hear: (news: GenerationNews) => void): () => void {
  const stop = new AbortController()
  async function listen(): Promise<void> {
    for await (const { data } of gesso.events(id, { signal: stop.signal })) hear(data)
  }
  listen().catch(() => {
    // Refused: it is gone or not ours any more; the next reading of the history shows what stands.
  })
  return () => stop.abort()
}
