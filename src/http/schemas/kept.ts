// Shapes of what lives on under a key of its own: the operator's holds, and published pictures.

import { z } from '@hono/zod-openapi'
import { heldThingKinds } from '../../core/kept-tables.ts'
import { formatSchema, time } from './image.ts'

const ids = z.array(z.string().max(60)).max(1000).nullish()

export const holdRequestSchema = z
  .object({
    owner: z.string().max(120).nullish().openapi({ description: 'Everything that this owner has now; or name things instead.', example: 'owner/local' }),
    generations: ids.openapi({ description: 'Ids of generations: their words and pictures.' }),
    images: ids.openapi({ description: 'Ids of single pictures.' }),
    files: ids.openapi({ description: 'Ids of files; one that holds the answers of a batch stands for the batch.' }),
    batches: ids.openapi({ description: 'Ids of batches: their record, their file of requests, and the words and pictures that they made.' }),
    reason: z.string().min(3).max(300).openapi({ description: 'Which law or order demands it; its owner reads this.' }),
    placed_by: z.string().min(1).max(120).openapi({ description: 'Who places it.' }),
    ends_at: z.iso.datetime({ offset: true }).openapi({ description: 'When it ends by itself.' }),
  })
  .openapi('HoldRequest')

export const holdSchema = z
  .object({
    id: z.string().openapi({ description: 'Id of the hold.', example: 'hld_5d0q8zc1m7r4w2b9k3x6v1n0ga' }),
    object: z.literal('hold'),
    owner: z.string(),
    reason: z.string(),
    placed_by: z.string(),
    placed_at: time('When it was placed'),
    ends_at: time('When it ends by itself'),
    things: z.array(z.object({ id: z.string(), kind: z.enum(heldThingKinds), size: z.int() })).openapi({ description: 'Ids of images, of generations whose words are held, of files (and what they are called), and of batches.' }),
  })
  .openapi('Hold')

export type HoldBody = z.output<typeof holdSchema>
export const holdListSchema = z.object({ object: z.literal('list'), data: z.array(holdSchema) }).openapi('HoldList')
export const endedHoldSchema = z.object({ id: z.string(), object: z.literal('hold'), ended: z.literal(true) }).openapi('EndedHold')

const publication = {
  id: z.string().openapi({ description: 'Id of the published picture.', example: 'pub_5d0q8zc1m7r4w2b9k3x6v1n0ga' }),
  object: z.literal('publication'),
  url: z.string().openapi({ description: 'Path of the file; anybody may open it.' }),
  small_url: z.string().openapi({ description: 'Path of its thumbnail.' }),
  width: z.int(),
  height: z.int(),
  format: formatSchema,
  published_at: time('When it was published'),
  deadline: time('When it goes by itself'),
}
export const publicationSchema = z.object(publication).openapi('Publication')
export type PublicationBody = z.output<typeof publicationSchema>
export const gallerySchema = z
  .object({
    object: z.literal('list'),
    data: z.array(publicationSchema).openapi({ description: 'Newest first.' }),
    has_more: z.boolean(),
    next: z.string().nullable().openapi({ description: 'Send it as `before` for the next page; null on the last one.' }),
  })
  .openapi('Gallery')
export const ownPublishedSchema = z
  .object({ object: z.literal('list'), data: z.array(z.object({ ...publication, image: z.string().openapi({ description: 'Id of the picture it was made from.' }) })) })
  .openapi('OwnPublished')
export const withdrawnSchema = z.object({ id: z.string(), object: z.literal('publication'), withdrawn: z.literal(true) }).openapi('Withdrawn')

export const galleryQuery = z.object({
  before: z.string().max(60).optional().openapi({ description: 'The `next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(100).optional().openapi({ type: 'integer', description: 'Most entries of the page, 1 to 100. Usual: 30.' }),
})
