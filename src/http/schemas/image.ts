// What the API says of one image and of its signed address.

import { z } from '@hono/zod-openapi'

export const formatSchema = z.enum(['png', 'jpeg', 'webp']).openapi('ImageFormat', { description: 'File format of a picture.' })

export const time = (meaning: string) => z.iso.datetime().openapi({ description: `${meaning} (ISO 8601, UTC).`, example: '2026-11-22T01:20:00.000Z' })

export const imageSchema = z
  .object({
    id: z.string().openapi({ description: 'Id of the image.', example: 'img_5d0q8zc1m7r4w2b9k3x6v1n0ga' }),
    object: z.literal('image'),
    generation: z.string().openapi({ description: 'Id of the generation that made it.' }),
    number: z.int().openapi({ description: 'Place within its generation, from 0.' }),
    seed: z.int().nullable().openapi({ description: 'The seed that draws this picture again on the same model version; null when only the generation tells it.' }),
    width: z.int().nullable().openapi({ description: 'Pixels; null when only the generation tells it.' }),
    height: z.int().nullable().openapi({ description: 'Pixels; null when only the generation tells it.' }),
    format: formatSchema,
    size: z.int().openapi({ description: 'Bytes of the file.' }),
    url: z.string().openapi({ description: 'Path of the file, for its caller only.' }),
    small_url: z.string().openapi({ description: 'Path of a thumbnail (WebP, no side above 384 pixels), for its caller only.' }),
    created_at: time('When it was made'),
    deadline: time('When nobody can read it any more; null = when its owner deletes it').nullable(),
  })
  .openapi('Image')

export type ImageBody = z.output<typeof imageSchema>

export const linkSchema = z
  .object({
    url: z.string().openapi({ description: 'Address that opens this one picture without a key or session. Whoever has it can look.' }),
    small_url: z.string().openapi({ description: 'The same for the thumbnail.' }),
    expires_at: time('When the address stops working'),
  })
  .openapi('Link')

export const deletedSchema = z
  .object({
    id: z.string().openapi({ description: 'Id of what was deleted.' }),
    object: z.literal('image'),
    deleted: z.literal(true),
  })
  .openapi('DeletedImage')

export const contentQuery = z.object({
  variant: z
    .enum(['full', 'small'])
    .optional()
    .openapi({ description: '`full` (usual) = the file as it was made; `small` = a WebP thumbnail, no side above 384 pixels.' }),
})
