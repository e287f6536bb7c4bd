// What the routes of holds and of the gallery take and answer.

import { z } from '@hono/zod-openapi'
import type { RouteSchema } from '../route.ts'
import { contentQuery } from './image.ts'
import { endedHoldSchema, galleryQuery, gallerySchema, holdListSchema, holdRequestSchema, holdSchema, ownPublishedSchema, publicationSchema, withdrawnSchema } from './kept.ts'

const idOf = (what: string) => z.object({ id: z.string().openapi({ description: `Id of the ${what}.` }) })
const bodyErrors = ['field_invalid', 'body_not_json', 'body_not_text', 'content_type_unsupported', 'body_too_large'] as const

export const placeHold: RouteSchema = {
  summary: 'Keep named things because a law demands it',
  description: 'What is meant is copied under a key of the hold; the things themselves live and end as they would without it. Their owner sees the hold under what is held, and in the receipt of an erasure. Nothing of a visitor\'s session can be held.',
  body: holdRequestSchema,
  answers: { 201: { description: 'It is placed.', schema: holdSchema } },
  errors: [...bodyErrors, 'hold_of_session', 'hold_of_nothing', 'hold_of_several', 'gone', 'disk_full'],
}

export const listHolds: RouteSchema = {
  summary: 'Holds that are not over',
  answers: { 200: { description: 'Oldest first.', schema: holdListSchema } },
}

export const openHold: RouteSchema = {
  summary: 'What a hold keeps, to be handed to whoever may demand it',
  description: 'A ZIP archive: words/<generation>.json and pictures/<image>.<format>. That it was opened stands in the log.',
  params: idOf('hold'),
  answers: { 200: { description: 'The archive.', types: ['application/zip'] } },
  errors: ['gone'],
}

export const endHold: RouteSchema = {
  summary: 'End a hold before its time',
  description: 'Its key is destroyed and its copies are removed.',
  params: idOf('hold'),
  answers: { 200: { description: 'It is over.', schema: endedHoldSchema } },
}

export const listGallery: RouteSchema = {
  summary: 'Pictures that their owners have published',
  description: 'Open to everybody. Without words and without owners.',
  query: galleryQuery,
  answers: { 200: { description: 'A page of them.', schema: gallerySchema } },
  errors: ['gallery_off', 'field_invalid'],
}

export const readGalleryPicture: RouteSchema = {
  summary: 'The file of a published picture',
  params: idOf('published picture'),
  query: contentQuery,
  answers: { 200: { description: 'The bytes.', types: ['image/png', 'image/jpeg', 'image/webp'] } },
  errors: ['gallery_off', 'gone', 'field_invalid'],
}

export const publishImage: RouteSchema = {
  summary: 'Publish a picture in the gallery',
  description: 'Words and picture are seen by the rules once more; then a copy is sealed under a key of its own. Anybody can see it until its end, or until it is taken out.',
  params: idOf('image'),
  answers: { 201: { description: 'It is on show.', schema: publicationSchema } },
  errors: ['account_needed', 'gallery_off', 'gallery_imported', 'gallery_twice', 'gone', 'refused_by_rule', 'rule_failed', 'disk_full'],
}

export const listOwnPublished: RouteSchema = {
  summary: 'Your pictures that are on show',
  answers: { 200: { description: 'Newest first.', schema: ownPublishedSchema } },
}

export const unpublish: RouteSchema = {
  summary: 'Take a picture out of the gallery',
  description: 'From the answer on neither it nor its thumbnail is served: `gone`.',
  params: idOf('published picture'),
  answers: { 200: { description: 'It is out.', schema: withdrawnSchema } },
}
