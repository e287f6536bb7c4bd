// What a portable copy holds beside the pictures, and what a server tells that it holds.

import { z } from '@hono/zod-openapi'
import { heldKinds, places, untils, whys } from '../../core/belongings.ts'
import { generationSchema } from './generation.ts'
import { time } from './image.ts'
import { requestSchema, choicesSchema } from './rights.ts'

export const exportQuery = z.object({
  before: z.string().max(60).optional().openapi({ description: 'The `next` of the part before, for copies too large for one archive.' }),
})

export const copyFiles = {
  'copy.json': z.object({
    object: z.literal('copy'),
    format: z.literal(1),
    made_at: time('When it was made'),
    charter: z.string().openapi({ description: 'Version of the charter it was made under.' }),
    generations: z.int().openapi({ description: 'How many files there are in generations/.' }),
    pictures: z.int().openapi({ description: 'How many files there are in pictures/.' }),
  }),
  'generations/<id>.json': generationSchema,
  'links.json': z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['address', 'share']),
      image: z.string(),
      created_at: time('When it was made'),
      expires_at: time('When it stops working'),
      revoked_at: time('When it was taken back').nullable(),
    }),
  ),
  'choices.json': choicesSchema,
  'requests.json': z.array(requestSchema),
  'missing.json': z.object({
    missing: z.array(
      z.object({
        what: z.enum(['generation', 'picture']),
        id: z.string(),
        why: z.enum(['not-finished', 'no-longer-readable', 'file-lost']).openapi({ description: 'not-finished = its pictures are still being drawn; no-longer-readable = deleted, or its time is over; file-lost = the record is there, the file is not.' }),
      }),
    ),
    next: z.string().nullable().openapi({ description: 'Where the next part begins: GET /v1/export?before=<next>; null when this is all.' }),
    never_kept: z.array(z.string()).openapi({ description: 'What is not in it because this server never keeps it.' }),
  }),
}

export const holdingsSchema = z
  .object({
    object: z.literal('holdings'),
    at: time('When it was counted'),
    held: z.array(
      z.object({
        kind: z.enum(heldKinds),
        count: z.int(),
        bytes: z.int().nullable(),
        why: z.enum(whys),
        until: z.enum(untils),
        next: time('When the next of it goes by itself').nullable(),
        where: z.array(z.enum(places)),
        tables: z.array(z.string()).openapi({ description: 'Tables of the database in which it stands.' }),
        readable_by_server: z.boolean().openapi({ description: 'false = without your cookie or link this server cannot read it.' }),
      }),
    ),
    logs: z
      .array(z.object({ kind: z.enum(['requests', 'events']), fields: z.array(z.string()), days: z.int(), names_you: z.literal(false) }))
      .openapi({ description: 'What is logged: codes and numbers, to the minute, under nobody\'s name; so nothing in it can be found by a person.' }),
    next_sweep: time('When the next sweep begins at the latest'),
  })
  .openapi('Holdings')

export type HoldingsBody = z.output<typeof holdingsSchema>
