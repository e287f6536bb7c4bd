// What the editor asks of the server: edits, larger copies, the tree of versions, and unfinished work.

import { gesso, take, takeNothing, Trouble, type Generation } from '../api.ts'

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

const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Answers when it was accepted. Where the line is long, the browser does its small computation first. */
export async function orderEdit(edit: Edit, key = newKey()): Promise<Generation> {
  const send = (headers: Record<string, string> = {}) =>
    take(gesso.POST('/v1/images/edits', { params: { header: { 'Idempotency-Key': key, Prefer: 'respond-async' } }, headers, body: edit })) as unknown as Promise<Generation>
  try {
    return await send()
  } catch (error) {
    if (!(error instanceof Trouble) || error.code !== 'work_needed') throw error
  }
  const { challenge, bits } = await take(gesso.GET('/v1/challenge'))
  const { doWork } = await import('../make/work.ts')
  return send({ 'Gesso-Work': await doWork(challenge, bits) })
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
