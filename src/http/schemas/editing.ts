// The routes of editing, described: versions of a picture, enlarging it, drafts of unfinished work.

import { z } from '@hono/zod-openapi'
import { longestDraft } from '../../core/drafts.ts'
import type { RouteSchema } from '../route.ts'
import { generationSchema } from './generation.ts'
import { time } from './image.ts'
import { idOf, makingErrors, makingHeaders } from './routes.ts'

export const versionsSchema = z
  .object({
    object: z.literal('versions'),
    root: z.string().openapi({ description: 'Id of the picture that the tree begins with; it may be deleted by now.' }),
    data: z.array(generationSchema).openapi({ description: 'The generation of that picture, if it can still be read, then all that was made from it, oldest first, 300 at most. `reference.image` of each tells from which picture.' }),
  })
  .openapi('Versions')

export const listVersions: RouteSchema = {
  summary: 'The tree of a picture and of what was made from it',
  params: idOf('image'),
  answers: { 200: { description: 'All of the tree.', schema: versionsSchema } },
  errors: ['gone'],
}

export const enlargeSchema = z
  .object({ factor: z.number().min(1.25).max(4).openapi({ description: 'How many times as wide and high, 1.25 to 4.' }) })
  .openapi('Enlarge')

export const enlargeImage: RouteSchema = {
  summary: 'Make a picture larger',
  description: 'By resampling (Lanczos): no engine is asked, nothing is invented, and the outcome says `lanczos`. Costs nothing. Answers at once, like POST /v1/generations.',
  params: idOf('image'),
  headers: makingHeaders,
  body: enlargeSchema,
  answers: { 202: { description: 'Accepted.', schema: generationSchema } },
  errors: [...makingErrors, 'gone'],
}

const draftName = z.object({ name: z.string().openapi({ description: 'What it is a draft of: small letters, digits, `_` and `-`, at most 60.', example: 'make' }) })

export const draftSchema = z
  .object({ object: z.literal('draft'), name: z.string(), content: z.string().nullable().openapi({ description: 'As it was written; null = there is none.' }), changed_at: time('When it was written').nullable() })
  .openapi('Draft')

export const draftRequestSchema = z
  .object({ content: z.string().max(longestDraft).openapi({ description: `Anything, at most ${longestDraft} characters; kept sealed.` }) })
  .openapi('DraftRequest')

export const readDraft: RouteSchema = {
  summary: 'Unfinished work as it was left',
  params: draftName,
  answers: { 200: { description: 'The draft.', schema: draftSchema } },
  errors: ['field_invalid'],
}

export const writeDraft: RouteSchema = {
  summary: 'Keep unfinished work',
  description: 'Sealed at rest, gone when a picture of the same minute would be. The newest 40 are kept.',
  params: draftName,
  body: draftRequestSchema,
  answers: { 200: { description: 'Kept.', schema: draftSchema.omit({ content: true }) } },
  errors: ['field_invalid', 'body_not_json', 'body_not_text', 'content_type_unsupported', 'body_too_large'],
}

export const removeDraft: RouteSchema = { summary: 'Throw unfinished work away', params: draftName, answers: { 204: { description: 'Gone.' } } }
