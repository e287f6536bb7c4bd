// The native endpoints of images: facts, file, signed address, deletion.

import { deleteImage as remove, deleteImages as removeSome, describeImage as readFacts, readGeneration, readImage } from '../../core/images.ts'
import { createLink as makeLink, readByLink } from '../../core/links.ts'
import type { Bytes, Parts } from '../../core/ports.ts'
import { json, type Ask, type AskOfCaller } from '../ask.ts'
import { readBody, readQuery } from '../body.ts'
import { describeImage } from '../describe.ts'
import { contentQuery } from '../schemas/image.ts'
import { deleteSomeSchema } from '../schemas/rights.ts'
import { WholeResponse } from '../whole.ts'

export async function readImageFacts({ parts, caller, path }: AskOfCaller): Promise<Response> {
  const image = await readFacts(parts, caller, path('id'))
  const { outcome } = await readGeneration(parts, caller, image.generation)
  return json(describeImage(image, outcome))
}

export async function readImageContent(ask: AskOfCaller): Promise<Response> {
  const { variant } = readQuery(ask, contentQuery)
  const { image, bytes, mime } = await readImage(ask.parts, ask.caller, ask.path('id'), variant)
  return file(bytes, mime, `gesso-${image.id}`, reservation(ask.parts))
}

export async function createLink({ parts, caller, path, origin }: AskOfCaller): Promise<Response> {
  const { token, expiresAt } = await makeLink(parts, caller, path('id'))
  const url = `${origin}/i/${token}`
  return json({ url, small_url: `${url}?variant=small`, expires_at: expiresAt.toISOString() }, 201)
}

/** Whoever has the address may show the picture on a page of theirs. */
export async function openLink(ask: Ask): Promise<Response> {
  const { variant } = readQuery(ask, contentQuery)
  const { bytes, mime } = await readByLink(ask.parts, ask.path('token'), variant)
  return file(bytes, mime, 'gesso', { 'cross-origin-resource-policy': 'cross-origin', ...reservation(ask.parts) })
}

export async function deleteImage({ parts, caller, path }: AskOfCaller): Promise<Response> {
  await remove(parts, caller, path('id'))
  return json({ id: path('id'), object: 'image', deleted: true })
}

export async function deleteImages(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, deleteSomeSchema)
  return json({ object: 'deleted_images', ...(await removeSome(ask.parts, ask.caller, value.ids)) })
}

/** Tells programs that collect pictures whether they may. */
export const reservation = ({ charter }: Parts): Record<string, string> => (charter.labels.reserveMining ? { 'tdm-reservation': '1' } : {})

function file(bytes: Bytes, mime: string, name: string, headers: Record<string, string> = {}): Response {
  return new WholeResponse(bytes, {
    headers: {
      'content-type': mime,
      'content-length': String(bytes.length),
      'content-disposition': `inline; filename="${name}.${mime.split('/')[1] === 'jpeg' ? 'jpg' : mime.split('/')[1]}"`,
      ...headers,
    },
  })
}
