// What the routes for clients of other services take and answer: edits, files, batches, webhooks, moderations, and Z.ai's dialect.

import { z } from '@hono/zod-openapi'
import type { RouteSchema } from '../route.ts'
import {
  batchListSchema, batchRequestSchema, batchSchema, deliveryListSchema, fileFormSchema, fileListSchema, fileSchema, filesQuery, goneSchema, moderationRequestSchema,
  moderationSchema, pageQuery, webhookListSchema, webhookRequestSchema, webhookSchema,
} from './clients.ts'
import { editsFormSchema, editsRequestSchema, imagesAnswerSchema, variationsFormSchema } from './openai.ts'
import { generateImages as generations, idOf, makingHeaders } from './routes.ts'
import { zaiImagesRequestSchema, zaiImagesSchema, zaiModerationRequestSchema, zaiModerationSchema, zaiTaskSchema } from './zai.ts'

const uploadErrors = [
  'body_not_form', 'uploads_too_many', 'upload_too_large', 'upload_unreadable', 'upload_disguised', 'upload_too_many_pixels', 'upload_costly', 'mask_size_differs',
  'mask_without_picture', 'uploads_busy', 'remote_off', 'remote_refused', 'remote_failed', 'moderation_blocked',
] as const

export const editImages: RouteSchema = {
  summary: 'Change pictures and wait for the result (OpenAI-shaped)',
  description: 'As a form with files, or as JSON with data URLs and ids of files or pictures. Under a mask only what can be seen through is drawn anew; all other pixels stay as they are.',
  headers: makingHeaders,
  body: editsRequestSchema,
  form: editsFormSchema,
  answers: { 200: { description: 'The pictures; with `stream` as server-sent events.', schema: imagesAnswerSchema } },
  errors: [...(generations.errors ?? []), ...uploadErrors],
}

export const varyImage: RouteSchema = {
  summary: 'Vary a picture and wait for the result (OpenAI-shaped)',
  headers: makingHeaders,
  form: variationsFormSchema,
  answers: { 200: { description: 'The pictures.', schema: imagesAnswerSchema } },
  errors: [...(generations.errors ?? []), ...uploadErrors],
}

export const uploadFile: RouteSchema = {
  summary: 'Keep a file',
  description: 'For edits (`file_id`) and batches. Sealed to your account, gone by its date. Not for sessions.',
  form: fileFormSchema,
  answers: { 200: { description: 'The file.', schema: fileSchema } },
  errors: ['account_needed', 'body_not_form', 'body_too_large', 'content_type_unsupported', 'field_invalid', 'files_full'],
}

export const listFiles: RouteSchema = {
  summary: 'Files, newest first',
  query: filesQuery,
  answers: { 200: { description: 'A page of files.', schema: fileListSchema } },
  errors: ['field_invalid', 'gone'],
}

export const readFile: RouteSchema = {
  summary: 'Facts of a file',
  params: idOf('file'),
  answers: { 200: { description: 'The facts.', schema: fileSchema } },
  errors: ['gone'],
}

export const readFileContent: RouteSchema = {
  summary: 'A file as it came',
  description: 'Answers of a batch are built anew from its generations: a picture that was deleted since stands in its line as the error `gone`.',
  params: idOf('file'),
  answers: { 200: { description: 'The bytes.', types: ['application/octet-stream'] } },
  errors: ['gone'],
}

export const deleteFile: RouteSchema = {
  summary: 'Delete a file, for good',
  params: idOf('file'),
  answers: { 200: { description: 'It is gone.', schema: goneSchema } },
  errors: ['file_in_use'],
}

export const createBatch: RouteSchema = {
  summary: 'Have a file of requests drawn',
  body: batchRequestSchema,
  answers: { 200: { description: 'The batch.', schema: batchSchema } },
  errors: ['account_needed', 'not_offered', 'not_found', 'gone', 'field_invalid', 'too_many_waiting', 'body_not_json', 'body_not_text', 'body_too_large', 'content_type_unsupported'],
}

export const listBatches: RouteSchema = {
  summary: 'Batches, newest first',
  query: pageQuery,
  answers: { 200: { description: 'A page of batches.', schema: batchListSchema } },
  errors: ['field_invalid', 'gone'],
}

export const readBatch: RouteSchema = {
  summary: 'One batch as it stands now',
  params: idOf('batch'),
  answers: { 200: { description: 'The batch.', schema: batchSchema } },
  errors: ['gone'],
}

export const cancelBatch: RouteSchema = {
  summary: 'Stop a batch',
  description: 'Lines that are in the line already are drawn to their end; no further ones begin.',
  params: idOf('batch'),
  answers: { 200: { description: 'The batch as it stands now.', schema: batchSchema } },
  errors: ['batch_ended', 'gone'],
}

export const createWebhook: RouteSchema = {
  summary: 'Hear of generations and batches',
  description: 'What is sent holds ids and states only, signed as Standard Webhooks do: headers `webhook-id`, `webhook-timestamp`, `webhook-signature`. What is not answered with 2xx is tried again.',
  body: webhookRequestSchema,
  answers: { 201: { description: 'The webhook, with its secret: it is told once.', schema: webhookSchema } },
  errors: ['account_needed', 'webhooks_full', 'webhook_refused', 'not_offered', 'field_invalid', 'body_not_json', 'body_not_text', 'body_too_large', 'content_type_unsupported'],
}

export const listWebhooks: RouteSchema = {
  summary: 'Webhooks',
  answers: { 200: { description: 'All of yours.', schema: webhookListSchema } },
  errors: ['gone'],
}

export const deleteWebhook: RouteSchema = {
  summary: 'Delete a webhook, with its log',
  params: idOf('webhook'),
  answers: { 200: { description: 'It is gone.', schema: goneSchema } },
}

export const listDeliveries: RouteSchema = {
  summary: 'What was sent to a webhook, newest first',
  params: idOf('webhook'),
  answers: { 200: { description: 'At most 100 deliveries.', schema: deliveryListSchema } },
}

export const moderate: RouteSchema = {
  summary: 'What the rules take words and pictures for (OpenAI-shaped)',
  description: 'Where no rule of this server judges content, the answer is `not_offered`: nothing is ever called harmless that nobody looked at.',
  body: moderationRequestSchema,
  answers: { 200: { description: 'The judgements.', schema: moderationSchema } },
  errors: ['not_offered', 'field_invalid', 'upload_unreadable', 'upload_too_large', 'remote_off', 'uploads_busy', 'body_not_json', 'body_not_text', 'body_too_large', 'content_type_unsupported'],
}

const zaiErrors = 'Errors are `{"error": {"code": "1214", "message": ...}}` with the codes of docs/api.md.'

export const generateZai: RouteSchema = {
  summary: 'Draw a picture and wait for it (Z.ai-shaped)',
  description: zaiErrors,
  headers: makingHeaders,
  body: zaiImagesRequestSchema,
  answers: { 200: { description: 'The address of the picture.', schema: zaiImagesSchema } },
  errors: generations.errors,
}

export const submitZai: RouteSchema = {
  summary: 'Have a picture drawn (Z.ai-shaped)',
  description: `Answers at once; ask for the result by its id. ${zaiErrors}`,
  headers: makingHeaders,
  body: zaiImagesRequestSchema,
  answers: { 200: { description: 'The task.', schema: zaiTaskSchema } },
  errors: generations.errors,
}

export const readZaiResult: RouteSchema = {
  summary: 'A task as it stands now (Z.ai-shaped)',
  description: `A picture, or a relayed video: then what its server answers, with \`video_result\`. ${zaiErrors}`,
  params: idOf('task'),
  answers: { 200: { description: 'The task; with SUCCESS its pictures.', schema: zaiTaskSchema } },
  errors: ['gone', 'field_invalid'],
}

export const moderateZai: RouteSchema = {
  summary: 'What the rules take words for (Z.ai-shaped)',
  description: zaiErrors,
  body: zaiModerationRequestSchema,
  answers: { 200: { description: 'The judgements.', schema: zaiModerationSchema } },
  errors: moderate.errors,
}

const zaiBatchSchema = batchRequestSchema.openapi('ZaiBatchRequest')
export const createZaiBatch: RouteSchema = { ...createBatch, summary: 'Have a file of requests drawn (Z.ai-shaped)', description: zaiErrors, body: zaiBatchSchema }

export const relayed: RouteSchema = {
  summary: 'Relayed to the server that the charter names for this',
  description: 'The body goes on as it came and the answer comes back as it came, streams included. `not_offered` where no server of that kind is set up.',
  body: z.looseObject({ model: z.string().optional() }).openapi('RelayedRequest'),
  answers: { 200: { description: 'What the server answers.', types: ['application/json'] } },
  errors: ['not_offered', 'model_unknown', 'relay_failed', 'field_invalid', 'moderation_blocked', 'refused_by_rule', 'rule_failed', 'body_not_json', 'body_not_text', 'body_too_large', 'content_type_unsupported'],
}

export const readVideo: RouteSchema = {
  summary: 'A relayed video as its server tells of it now',
  description: 'Only whoever ordered it can use its id. The answer comes back as it came, with that id.',
  params: idOf('video'),
  answers: { 200: { description: 'What the server answers.', types: ['application/json'] } },
  errors: ['not_offered', 'relay_failed'],
}

export const readVideoContent: RouteSchema = {
  summary: 'The file of a relayed video',
  description: 'As its server made it, at most 64 MiB: Gesso neither keeps nor labels it.',
  params: idOf('video'),
  answers: { 200: { description: 'The bytes.', types: ['application/octet-stream'] } },
  errors: ['not_offered', 'relay_failed'],
}
