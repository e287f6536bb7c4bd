// What each route takes and answers, beside the URL map: the source of openapi.json.

import { z } from '@hono/zod-openapi'
import type { RouteSchema } from '../route.ts'
import { generationEventSchema, generationListSchema, generationRequestSchema, generationSchema, listQuery } from './generation.ts'
import { contentQuery, deletedSchema, imageSchema, linkSchema } from './image.ts'
import { anyModelSchema, modelListSchema } from './model.ts'
import { imagesAnswerSchema, imagesRequestSchema } from './openai.ts'
import { healthSchema, sessionSchema, trustSchema } from './session.ts'
import { labelFactsSchema, labelReportSchema } from './verify.ts'

export const idOf = (what: string) => z.object({ id: z.string().openapi({ description: `Id of the ${what}.` }) })
/** What can be sent to be checked. */
export const verifyTypes = ['image/png', 'image/jpeg', 'image/webp', 'application/octet-stream'] as const

const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const

export const makingHeaders = z.object({
  'Idempotency-Key': z.string().optional().openapi({
    description: '1 to 255 printable characters of your choice. The same key with the same body gives the same generation again for 24 hours (setting retention.idempotencyHours) and draws nothing anew.',
  }),
  Prefer: z.string().optional().openapi({ description: '`handling=strict` turns warnings about unknown or ineffective fields into errors.' }),
})

export const makingErrors = [
  'prompt_missing', 'prompt_too_long', 'prompt_unreadable', 'field_invalid', 'field_unknown', 'field_unsupported', 'size_invalid', 'pictures_invalid', 'seed_invalid',
  'model_unknown', 'body_not_json', 'body_not_text', 'content_type_unsupported', 'body_too_large', 'idempotency_mismatch', 'too_many_waiting', 'balance_too_low',
  'refused_by_rule', 'moderation_blocked', 'rule_failed', 'gone',
] as const

export const generateImages: RouteSchema = {
  summary: 'Draw pictures and wait for them (OpenAI-shaped)',
  description: 'Answers when the pictures are there. A client that hangs up stops waiting, not the drawing: the generation is found again in GET /v1/generations.',
  headers: makingHeaders,
  body: imagesRequestSchema,
  answers: { 200: { description: 'The pictures; with `stream` as server-sent events.', schema: imagesAnswerSchema }, 202: { description: 'With `Prefer: respond-async`: the generation, which is being drawn.', schema: generationSchema } },
  errors: [...makingErrors, 'engine_unavailable', 'engine_failed', 'checkpoint_broken', 'model_folder_unusable', 'cancelled', 'disk_full', 'shutting_down'],
}

export const createGeneration: RouteSchema = {
  summary: 'Have pictures drawn',
  description: 'Answers at once; follow the generation by its events or by reading it.',
  headers: makingHeaders,
  body: generationRequestSchema,
  answers: { 202: { description: 'Accepted; or, for a repeated Idempotency-Key, the first one as it stands now.', schema: generationSchema } },
  errors: makingErrors,
}

export const listGenerations: RouteSchema = {
  summary: 'History, newest first',
  query: listQuery,
  answers: { 200: { description: 'A page of generations.', schema: generationListSchema } },
  errors: ['field_invalid'],
}

export const readGeneration: RouteSchema = {
  summary: 'One generation as it stands now',
  params: idOf('generation'),
  answers: { 200: { description: 'The generation.', schema: generationSchema } },
  errors: ['gone'],
}

export const cancelGeneration: RouteSchema = {
  summary: 'Stop a generation',
  description: 'A waiting one ends now; one that is being drawn at its next step. Stopping an ended one changes nothing. Nothing is charged.',
  params: idOf('generation'),
  answers: { 200: { description: 'The generation as it stands now.', schema: generationSchema } },
  errors: ['gone'],
}

export const watchGeneration: RouteSchema = {
  summary: 'News of a generation, as server-sent events',
  description: 'Ends after the event whose phase is `ended`. With Last-Event-ID the states so far are told again, and of the previews only the newest. Keep-alive comments every 15 seconds.',
  params: idOf('generation'),
  headers: z.object({ 'Last-Event-ID': z.string().optional().openapi({ description: 'Id of the last event that was heard.' }) }),
  answers: { 200: { description: 'Events `state`, `progress` and `preview`.', schema: generationEventSchema, types: ['text/event-stream'] } },
  errors: ['gone'],
}

export const readImage: RouteSchema = {
  summary: 'Facts of an image',
  params: idOf('image'),
  answers: { 200: { description: 'The facts.', schema: imageSchema } },
  errors: ['gone'],
}

export const readImageContent: RouteSchema = {
  summary: 'The file of an image',
  params: idOf('image'),
  query: contentQuery,
  answers: { 200: { description: 'The bytes.', types: pictureTypes } },
  errors: ['gone', 'field_invalid'],
}

export const createLink: RouteSchema = {
  summary: 'A signed address of an image',
  description: 'Whoever has the address can open this one picture without a key, until it expires or the picture is deleted.',
  params: idOf('image'),
  answers: { 201: { description: 'The address.', schema: linkSchema } },
  errors: ['gone'],
}

export const openLink: RouteSchema = {
  summary: 'The file behind a signed address',
  params: z.object({ token: z.string().openapi({ description: 'The secret part of the address.' }) }),
  query: contentQuery,
  answers: { 200: { description: 'The bytes.', types: pictureTypes } },
  errors: ['gone', 'field_invalid'],
}

export const downloadImage: RouteSchema = {
  summary: 'Take a picture away, with its licence beside it',
  description: 'A ZIP archive: the picture, LICENCE.txt with what may be done with it, and picture.json with how it was made. The prompt is not in it.',
  params: idOf('image'),
  answers: { 200: { description: 'The archive.', types: ['application/zip'] } },
  errors: ['gone'],
}

export const verifyPicture: RouteSchema = {
  summary: 'Check what the labels of a picture say',
  description: 'Send the file itself, PNG, JPEG or WebP, at most 32 MiB. It is opened in a process of its own that ends afterwards, and kept nowhere. No key is needed.',
  fileTypes: verifyTypes,
  answers: { 200: { description: 'What each layer of labels says.', schema: labelReportSchema } },
  errors: ['content_type_unsupported', 'body_too_large', 'field_invalid', 'verifier_busy'],
}

export const readLabelFacts: RouteSchema = {
  summary: 'Who labels here, with what, and under which certificate',
  answers: { 200: { description: 'The facts.', schema: labelFactsSchema } },
}

export const deleteImage: RouteSchema = {
  summary: 'Delete an image, for good',
  description: 'From the answer on nobody is served, its signed addresses included.',
  params: idOf('image'),
  answers: { 200: { description: 'It is gone.', schema: deletedSchema } },
}

export const listModels: RouteSchema = {
  summary: 'The models and aliases there are',
  answers: { 200: { description: 'All of them.', schema: modelListSchema } },
}

export const readModel: RouteSchema = {
  summary: 'One model or alias',
  params: idOf('model'),
  answers: { 200: { description: 'The model.', schema: anyModelSchema } },
  errors: ['model_unknown'],
}

export const readSession: RouteSchema = {
  summary: 'Who am I, and what holds for me',
  answers: { 200: { description: 'The caller and the limits.', schema: sessionSchema } },
}

export const startSession: RouteSchema = {
  summary: 'Start a visitor\'s session',
  description: 'Sets the session\'s cookie where the charter lets visitors in and none is there yet. The cookie holds the only key to what the session makes.',
  answers: { 200: { description: 'The caller and the limits.', schema: sessionSchema } },
}

export const readTrust: RouteSchema = {
  summary: 'The published promises with their newest evidence',
  answers: { 200: { description: 'The promises in force.', schema: trustSchema } },
}

export const readHealth: RouteSchema = {
  summary: 'Whether the program runs',
  answers: { 200: { description: 'It does.', schema: healthSchema } },
}

export const readReadiness: RouteSchema = {
  summary: 'Whether orders can be taken',
  answers: { 200: { description: 'They can.', schema: healthSchema }, 503: { description: 'Not yet.', schema: healthSchema } },
}

export const readApi: RouteSchema = {
  summary: 'This description of the API',
  answers: { 200: { description: 'OpenAPI 3.1.', schema: z.record(z.string(), z.unknown()) } },
}
