// The routes of the library, described.

import { z } from '@hono/zod-openapi'
import type { RouteSchema } from '../route.ts'
import { generationListSchema } from './generation.ts'
import { archiveQuery, boardListSchema, boardRequestSchema, boardSchema, briefListSchema, imagesQuery, placeSchema, preferencesSchema, searchSchema, someAnswerSchema, someSchema } from './library.ts'

const boardId = z.object({ id: z.string().openapi({ description: 'Id of a board.' }) })
const bodyErrors = ['field_invalid', 'body_not_json', 'body_not_text', 'content_type_unsupported', 'body_too_large'] as const

export const listImages: RouteSchema = {
  summary: 'Your pictures in brief, newest first',
  description: 'Opens no words, so that thousands are listed at once.',
  query: imagesQuery,
  answers: { 200: { description: 'One page.', schema: briefListSchema } },
}

export const readSome: RouteSchema = {
  summary: 'Several generations at once',
  body: someSchema,
  answers: { 200: { description: 'Those of them that are yours.', schema: someAnswerSchema } },
  errors: bodyErrors,
}

export const searchGenerations: RouteSchema = {
  summary: 'Search your own prompts',
  description: 'Prompts are opened inside this request only; there is no index of them anywhere. Each answer has looked at 300 generations at the most: it may be empty and still have a `next`. What you search for is sent in the body, so that no address and no log of a proxy holds it.',
  body: searchSchema,
  answers: { 200: { description: 'What was found, newest first.', schema: generationListSchema } },
  errors: bodyErrors,
}

export const downloadImages: RouteSchema = {
  summary: 'Several pictures as one archive',
  query: archiveQuery,
  answers: { 200: { description: 'A ZIP archive; each file is named by its words and its seed. Pictures that are not there are left out.', types: ['application/zip'] } },
  errors: ['not_found'],
}

export const listBoards: RouteSchema = { summary: 'Your boards', answers: { 200: { description: 'All of them.', schema: boardListSchema } } }

export const createBoard: RouteSchema = {
  summary: 'Make a board',
  body: boardRequestSchema,
  answers: { 201: { description: 'Made, empty.', schema: boardSchema } },
  errors: [...bodyErrors, 'boards_full'],
}

export const renameBoard: RouteSchema = {
  summary: 'Give a board another name',
  params: boardId,
  body: boardRequestSchema,
  answers: { 200: { description: 'All boards as they are now.', schema: boardListSchema } },
  errors: [...bodyErrors, 'not_found'],
}

export const removeBoard: RouteSchema = {
  summary: 'Remove a board; its pictures stay',
  params: boardId,
  answers: { 200: { description: 'All boards as they are now.', schema: boardListSchema } },
  errors: ['not_found'],
}

export const placeImages: RouteSchema = {
  summary: 'Put pictures on a board, or take them off',
  params: boardId,
  body: placeSchema,
  answers: { 200: { description: 'All boards as they are now.', schema: boardListSchema } },
  errors: [...bodyErrors, 'not_found'],
}

export const readPreferences: RouteSchema = { summary: 'How you like the studio', answers: { 200: { description: 'What you chose; sealed at rest.', schema: preferencesSchema } } }

export const changePreferences: RouteSchema = {
  summary: 'Say how you like the studio',
  description: 'What the body leaves out stays as it is; null goes back to usual.',
  body: preferencesSchema,
  answers: { 200: { description: 'All that you chose.', schema: preferencesSchema } },
  errors: bodyErrors,
}
