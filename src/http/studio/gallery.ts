// The gallery over HTTP: anybody looks; owners publish and take out.

import { listGallery as list, listPublished, publishImage as publish, readPublished, unpublish as takeOut } from '../../core/gallery.ts'
import type { PublicationRow } from '../../core/kept-tables.ts'
import { json, type Ask, type AskOfCaller } from '../ask.ts'
import { readQuery } from '../body.ts'
import { contentQuery } from '../schemas/image.ts'
import { galleryQuery, type PublicationBody } from '../schemas/kept.ts'
import { WholeResponse } from '../whole.ts'
import { reservation } from './images.ts'

const usualLimit = 30

export async function listGallery(ask: Ask): Promise<Response> {
  const { before, limit = usualLimit } = readQuery(ask, galleryQuery)
  const { rows, more } = await list(ask.parts, { before, limit })
  return json({ object: 'list', data: rows.map(describe), has_more: more, next: more ? (rows.at(-1)?.id ?? null) : null })
}

export async function readGalleryPicture(ask: Ask): Promise<Response> {
  const { variant = 'full' } = readQuery(ask, contentQuery)
  const { row, bytes } = await readPublished(ask.parts, ask.path('id'), variant)
  const mime = variant === 'small' ? 'image/webp' : `image/${row.format}`
  return new WholeResponse(bytes, { headers: { 'content-type': mime, 'content-length': String(bytes.length), 'content-disposition': 'inline', ...reservation(ask.parts) } })
}

export async function publishImage({ parts, caller, path }: AskOfCaller): Promise<Response> {
  return json(describe(await publish(parts, caller, path('id'))), 201)
}

/** What of the caller is on show, with the images it was made from. */
export async function listOwnPublished({ parts, caller }: AskOfCaller): Promise<Response> {
  return json({ object: 'list', data: (await listPublished(parts, caller)).map((row) => ({ ...describe(row), image: row.image })) })
}

export async function unpublish({ parts, caller, path }: AskOfCaller): Promise<Response> {
  await takeOut(parts, caller, path('id'))
  return json({ id: path('id'), object: 'publication', withdrawn: true })
}

function describe({ id, width, height, format, publishedAt, deadline }: PublicationRow): PublicationBody {
  const url = `/v1/gallery/${id}/content`
  return { id, object: 'publication', url, small_url: `${url}?variant=small`, width, height, format, published_at: publishedAt.toISOString(), deadline: deadline.toISOString() }
}
