// Editing beside the drawing itself: the tree of versions, making larger, drafts of unfinished work.

import { Stated } from '../../core/errors.ts'
import * as drafts from '../../core/drafts.ts'
import { checkEnlarged } from '../../core/extending.ts'
import { completeOrder, type GenerationRequest } from '../../core/orders.ts'
import { readUploads } from '../../core/uploads.ts'
import { listVersions } from '../../core/versions.ts'
import { readGeneration } from '../../core/images.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { checkAgainst, parseObject, readBody, readText } from '../body.ts'
import { describeGeneration } from '../describe.ts'
import { acceptOnce, chooseModel } from '../making.ts'
import type { Route } from '../route.ts'
import * as schemas from '../schemas/editing.ts'

async function answerVersions({ parts, caller, language, path }: AskOfCaller): Promise<Response> {
  const { root, generations } = await listVersions(parts, caller, path('id'))
  return json({ object: 'versions', root, data: await Promise.all(generations.map((view) => describeGeneration(parts, view, language))) })
}

async function enlargeImage(ask: AskOfCaller): Promise<Response> {
  const { parts, caller, language, path } = ask
  const { value, text } = await readBody(ask, schemas.enlargeSchema)
  const image = path('id')
  const { pictures, origins } = await readUploads(parts, caller, { images: [{ field: 'image', source: { kind: 'image', id: image } }] })
  const [pixels] = pictures
  if (!pixels) throw new Stated('gone')
  const size = { width: Math.round(pixels.width * value.factor), height: Math.round(pixels.height * value.factor) }
  checkEnlarged(size, parts.charter.uploads.keptMegapixels * 1_000_000)
  const request: GenerationRequest = { prompt: await wordsOf(ask, image), ...size, enlarge: true, reference: { pixels, strength: 0, image, how: 'enlarge', origins } }
  const id = await acceptOnce(ask, request, `${image}\n${text}`)
  const { card } = chooseModel(parts, undefined)
  const { warnings } = completeOrder(request, card, () => 0)
  return json(await describeGeneration(parts, await readGeneration(parts, caller, id), language, warnings), 202, { location: `/v1/generations/${id}`, 'x-gesso-generation': id })
}

/** A larger picture keeps the words of the one it shows. */
async function wordsOf({ parts, caller }: AskOfCaller, image: string): Promise<string> {
  const row = await parts.store.images.get(image)
  return row ? (await readGeneration(parts, caller, row.generation)).words.prompt : ''
}

function nameOf({ path, language }: AskOfCaller): string {
  const name = path('name')
  if (/^[a-z0-9_-]{1,60}$/.test(name)) return name
  throw new Stated('field_invalid', { field: 'name', reason: language === 'zh' ? '只能用小写字母、数字、_ 和 -，最多 60 个字符。' : 'use small letters, digits, _ and -, at most 60.' }, 'name')
}

async function readDraft(ask: AskOfCaller): Promise<Response> {
  const name = nameOf(ask)
  const draft = await drafts.readDraft(ask.parts, ask.caller, name)
  return json({ object: 'draft', name, content: draft?.content ?? null, changed_at: draft?.changedAt.toISOString() ?? null })
}

async function writeDraft(ask: AskOfCaller): Promise<Response> {
  const name = nameOf(ask)
  const text = await readText(ask, drafts.longestDraft * 2)
  const { value } = checkAgainst(ask, schemas.draftRequestSchema, parseObject(text, ask.language))
  const { changedAt } = await drafts.writeDraft(ask.parts, ask.caller, name, value.content)
  return json({ object: 'draft', name, changed_at: changedAt.toISOString() })
}

async function removeDraft(ask: AskOfCaller): Promise<Response> {
  await drafts.removeDraft(ask.parts, ask.caller, nameOf(ask))
  return new Response(null, { status: 204 })
}

export const editingRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/images/:id/versions', scope: 'images:read', handler: answerVersions, schema: schemas.listVersions },
  { method: 'POST', path: '/v1/images/:id/enlarge', scope: 'images:make', handler: enlargeImage, schema: schemas.enlargeImage },
  { method: 'GET', path: '/v1/drafts/:name', scope: 'images:read', handler: readDraft, schema: schemas.readDraft },
  { method: 'POST', path: '/v1/drafts/:name', scope: 'images:make', handler: writeDraft, schema: schemas.writeDraft },
  { method: 'DELETE', path: '/v1/drafts/:name', scope: 'images:make', handler: removeDraft, schema: schemas.removeDraft },
]
