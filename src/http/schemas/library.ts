// What the routes of the library take and answer: brief lists, search, boards, archives, preferences.

import { z } from '@hono/zod-openapi'
import { mostOnRequest } from '../../core/library.ts'
import { generationSchema } from './generation.ts'
import { time } from './image.ts'

export const imagesQuery = z.object({
  before: z.string().max(60).optional().openapi({ description: 'The `next` of the page before: only pictures older than it.' }),
  limit: z.coerce.number().int().min(1).max(mostOnRequest).optional().openapi({ type: 'integer', description: 'Most entries of the page, 1 to 1000. Usual: 200.' }),
})

export const briefImageSchema = z
  .object({
    id: z.string(),
    generation: z.string().openapi({ description: 'Id of the generation it belongs to.' }),
    number: z.int().openapi({ description: 'Its place there, from 0.' }),
    created_at: time('When it was made'),
    deadline: time('When nobody can read it any more; null = when its owner deletes it').nullable(),
    boards: z.array(z.string()).openapi({ description: 'Ids of the boards it lies on; `favourites` for the favourites.' }),
  })
  .openapi('BriefImage')

export const briefListSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(briefImageSchema).openapi({ description: 'Newest first; what can no longer be read is left out.' }),
    has_more: z.boolean(),
    next: z.string().nullable().openapi({ description: 'Send it as `before` for the next page; null on the last one.' }),
  })
  .openapi('BriefList')

export const someSchema = z.object({ ids: z.array(z.string().max(60)).min(1).max(100).openapi({ description: 'Ids of generations, at most 100.' }) }).openapi('SomeGenerations')

export const someAnswerSchema = z
  .object({ object: z.literal('list'), data: z.array(generationSchema).openapi({ description: 'Those that are yours and can be read, in no order.' }) })
  .openapi('SomeGenerationsAnswer')

export const searchSchema = z
  .object({
    words: z.string().max(400).nullish().openapi({ description: 'Every one of these words must stand in the prompt or in what to leave out.' }),
    style: z.string().max(80).nullish().openapi({ description: 'Id of a style.' }),
    model: z.string().max(120).nullish().openapi({ description: 'The real model.' }),
    shape: z.enum(['square', 'upright', 'wide']).nullish(),
    before: z.string().max(60).nullish().openapi({ description: 'The `next` of the answer before.' }),
    limit: z.int().min(1).max(100).nullish().openapi({ description: 'Most entries of the answer. Usual: 50.' }),
  })
  .openapi('Search')

const boardName = z.string().trim().min(1).max(80).openapi({ description: 'A name, at most 80 characters; kept sealed.' })
export const boardRequestSchema = z.object({ name: boardName }).openapi('BoardRequest')

export const boardSchema = z
  .object({
    object: z.literal('board'),
    id: z.string().openapi({ description: 'Its id, or `favourites`.' }),
    name: z.string().nullable().openapi({ description: 'null for the favourites, which everybody has.' }),
    pictures: z.int().openapi({ description: 'How many lie on it.' }),
  })
  .openapi('Board')

export const boardListSchema = z.object({ object: z.literal('list'), data: z.array(boardSchema).openapi({ description: 'Favourites first, then the boards, oldest first.' }) }).openapi('BoardList')

const idList = z.array(z.string().max(60)).max(mostOnRequest)
export const placeSchema = z
  .object({
    add: idList.nullish().openapi({ description: 'Ids of pictures to put on it, at most 1000.' }),
    remove: idList.nullish().openapi({ description: 'Ids of pictures to take off it, at most 1000. The pictures stay.' }),
  })
  .openapi('PlaceOnBoard')

export const archiveQuery = z.object({ ids: z.string().max(8000).openapi({ description: 'Ids of pictures, with commas between them, at most 200.' }) })

export const preferencesSchema = z
  .object({
    language: z.enum(['en', 'zh']).nullish(),
    theme: z.enum(['system', 'light', 'dark']).nullish(),
    advanced: z.boolean().nullish().openapi({ description: 'Whether the drawer of fine settings is open.' }),
    single_keys: z.boolean().nullish().openapi({ description: 'Whether single keys work as shortcuts.' }),
    suggestions: z.boolean().nullish().openapi({ description: 'Whether earlier prompts of your own are suggested while you write. Off until you ask for it.' }),
    mail_going: z.boolean().nullish().openapi({ description: 'Whether a mail tells you, three days and one day before, of pictures that go by themselves. Off until you ask for it; only where mails leave this server.' }),
    notices_seen: z.array(z.string().max(160)).max(40).nullish().openapi({ description: 'What was read and put away; new ones are added to those before.' }),
  })
  .openapi('Preferences', { description: 'How you like the studio. What is absent is as usual.' })
