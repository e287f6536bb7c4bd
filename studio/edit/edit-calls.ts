// What the editor asks of the server: edits, larger copies, the tree of versions, and unfinished work.

import { gesso, take, takeNothing, withWork, type Generation, type GenerationOrder } from '../api.ts'
import { newKey } from '../repeat-keys.ts'

/** A picture made here by its id, or one that was brought along, as a data: address. */
export type Source = { file_id: string } | { image_url: string }

export type Edit = {
  prompt: string
  images: Source[]
  /** Data address of a picture: white is drawn anew. */
  mask?: string
  strength?: number
  model?: string
  size?: string
  n?: number
  seed?: number
  negative_prompt?: string
  style?: string
  steps?: number
  guidance?: number
  extend_left?: number
  extend_top?: number
  extend_right?: number
  extend_bottom?: number
}

export interface Versions {
  root: string
  data: Generation[]
}

/** Answers when it was accepted. */
export function orderEdit(edit: Edit, key = newKey()): Promise<Generation> {
  const header = { 'Idempotency-Key': key, Prefer: 'respond-async' }
  return withWork((headers) => take(gesso.POST('/v1/images/edits', { params: { header }, headers, body: edit }))) as unknown as Promise<Generation>
}

/** An order of the form with pictures to start from. */
export function orderReferenced({ references, width, height, pictures, ...rest }: GenerationOrder, key: string): Promise<Generation> {
  const images = (references?.pictures ?? []).map((one): Source => (one.startsWith('data:') ? { image_url: one } : { file_id: one }))
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined && value !== null)) as unknown as Edit
  return orderEdit({ ...given, images, strength: references?.strength, n: pictures ?? 1, size: `${width}x${height}` }, key)
}

export function enlarge(image: string, factor: number): Promise<Generation> {
  return take(gesso.POST('/v1/images/{id}/enlarge', { params: { path: { id: image }, header: { 'Idempotency-Key': newKey() } }, body: { factor } }))
}

export function listVersions(image: string): Promise<Versions> {
  return take(gesso.GET('/v1/images/{id}/versions', { params: { path: { id: image } } }))
}

export async function readDraft(name: string): Promise<unknown> {
  const { content } = await take(gesso.GET('/v1/drafts/{name}', { params: { path: { name } } }))
  try {
    return content === null ? undefined : JSON.parse(content)
  } catch {
    return undefined
  }
}

/** Goes out even while the page is being left, where browsers let it. */
export async function writeDraft(name: string, content: unknown, leaving = false): Promise<void> {
  const text = JSON.stringify(content)
  await take(gesso.POST('/v1/drafts/{name}', { params: { path: { name } }, body: { content: text }, keepalive: leaving && text.length < 60_000 }))
}

export function removeDraft(name: string): Promise<void> {
  return takeNothing(gesso.DELETE('/v1/drafts/{name}', { params: { path: { name } } }))
}
