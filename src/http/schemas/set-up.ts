// What the routes of setting a server up take and answer.

import { z } from '@hono/zod-openapi'
import type { RouteSchema } from '../route.ts'
import { blockSchema } from './policies.ts'

export const answersSchema = z
  .object({
    answers: z.record(z.string().max(40), z.string().max(500)).openapi({ description: 'By the id of the question. What is left out takes its usual answer.' }),
    language: z.enum(['en', 'zh']).default('en'),
  })
  .openapi('SetUpAnswers')

const questionSchema = z.object({
  id: z.string(),
  kind: z.enum(['one-of', 'text', 'number', 'yes-no']),
  ask: z.string(),
  hint: z.string().nullable(),
  choices: z.array(z.object({ value: z.string(), words: z.string() })),
  usual: z.string().nullable().openapi({ description: 'What is taken when nothing is answered; null = it must be answered.' }),
})

export const setUpSchema = z
  .object({
    object: z.literal('set_up'),
    file: z.string().openapi({ description: 'The charter file of this server.' }),
    elsewhere: z.boolean().openapi({ description: 'Whether the charter was chosen by GESSO_CHARTER: then it is changed there, not here.' }),
    questions: z.array(questionSchema).openapi({ description: 'Those that follow from the answers so far.' }),
  })
  .openapi('SetUp')

export const previewSchema = z
  .object({
    object: z.literal('set_up_preview'),
    yaml: z.string(),
    promises: z.int().openapi({ description: 'How many promises follow.' }),
    texts: z.array(z.object({ id: z.string(), title: z.string(), blocks: z.array(blockSchema) })),
  })
  .openapi('SetUpPreview')

export const savedSchema = z.object({ object: z.literal('set_up_saved'), file: z.string() }).openapi('SetUpSaved')

export type SetUpBody = z.output<typeof setUpSchema>
export type PreviewBody = z.output<typeof previewSchema>

const errors = ['charter_invalid', 'field_invalid', 'body_not_json', 'body_not_text', 'content_type_unsupported', 'body_too_large'] as const

export const readQuestions: RouteSchema = {
  summary: 'The questions that make a charter, after these answers',
  body: answersSchema,
  answers: { 200: { description: 'The questions.', schema: setUpSchema } },
  errors: errors.slice(1),
}

export const previewSetUp: RouteSchema = {
  summary: 'What would be published from these answers',
  body: answersSchema,
  answers: { 200: { description: 'The file and the texts. Nothing was saved.', schema: previewSchema } },
  errors,
}

export const saveSetUp: RouteSchema = {
  summary: 'Write the charter file and start anew with it',
  description: 'The file that was there stays beside it. Where people use the server, significant changes are announced first and wait.',
  body: answersSchema,
  answers: { 200: { description: 'Saved.', schema: savedSchema } },
  errors: [...errors, 'set_up_elsewhere'],
}
