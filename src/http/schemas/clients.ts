// Files, batches, webhooks and moderations as OpenAI's clients send and read them.

import { z } from '@hono/zod-openapi'
import { batchStates } from '../../core/client-tables.ts'
import { newsKinds } from '../../core/webhooks.ts'
import { time } from './image.ts'

const seconds = (meaning: string) => z.int().openapi({ description: `${meaning}: seconds since 1970.` })
const perhaps = (meaning: string) => z.int().nullable().openapi({ description: `${meaning}: seconds since 1970; null while it has not happened.` })

export const filePurposes = ['batch', 'vision', 'user_data', 'assistants', 'evals', 'fine-tune'] as const

export const fileFormSchema = z
  .looseObject({
    file: z.unknown().openapi({ type: 'string', format: 'binary', description: 'The file.' }),
    purpose: z.string().openapi({ description: '`batch` for files of requests, `vision` or `user_data` for pictures of edits; other words are kept as they are.' }),
    'expires_after[anchor]': z.string().optional().openapi({ description: '`created_at`.' }),
    'expires_after[seconds]': z.string().optional().openapi({ description: 'Seconds after which it goes, 3600 to 2592000; never later than the charter says.' }),
  })
  .openapi('FileForm')

export const fileSchema = z
  .object({
    id: z.string().openapi({ description: 'Id of the file.', example: 'file_7h2k0c9v4t1m8q5s3w6y2x0zab' }),
    object: z.literal('file'),
    bytes: z.int().openapi({ description: 'Bytes as they came. Of a batch\'s answers an estimate: that file is written anew whenever it is read.' }),
    created_at: seconds('When it came'),
    expires_at: z.int().nullable().openapi({ description: 'When it goes by itself: seconds since 1970; null = when you delete it.' }),
    filename: z.string(),
    purpose: z.string(),
    status: z.literal('processed'),
  })
  .openapi('File')

export type FileBody = z.output<typeof fileSchema>

const listOf = <T extends z.ZodType>(of: T) =>
  z.object({ object: z.literal('list'), data: z.array(of), first_id: z.string().nullable(), last_id: z.string().nullable(), has_more: z.boolean() })

export const fileListSchema = listOf(fileSchema).openapi('FileList')

export const pageQuery = z.object({
  after: z.string().max(60).optional().openapi({ description: 'Id of the last entry of the page before.' }),
  limit: z.coerce.number().int().min(1).max(10_000).optional().openapi({ type: 'integer', description: 'Most entries. Usual: 20 (files: 100); the most is 100.' }),
})
export const filesQuery = pageQuery.extend({
  purpose: z.string().max(60).optional().openapi({ description: 'Only those of this purpose.' }),
  order: z.enum(['asc', 'desc']).optional().openapi({ description: '`desc` (usual) = newest first.' }),
})

export const goneSchema = z.object({ id: z.string(), object: z.string(), deleted: z.literal(true) }).openapi('Deleted')

export const batchEndpoints = ['/v1/images/generations', '/v1/images/edits'] as const

export const batchRequestSchema = z
  .looseObject({
    input_file_id: z.string().openapi({ description: 'A file of JSON lines: `{"custom_id", "method": "POST", "url", "body"}`.' }),
    endpoint: z.string().openapi({ description: `One of ${batchEndpoints.join(', ')}; under /api/paas/v4: /v4/images/generations.` }),
    completion_window: z.string().optional().openapi({ description: '`24h`, or fewer where the charter says so.' }),
    metadata: z.record(z.string().max(64), z.string().max(512)).nullish().openapi({ description: 'At most 16 pairs of yours.' }),
    output_expires_after: z.object({ anchor: z.string(), seconds: z.number().int().min(3600).max(2_592_000) }).nullish().openapi({ description: 'When the answers go, if sooner than the charter says.' }),
    auto_delete_input_file: z.boolean().nullish().openapi({ description: 'Whether the file of requests goes with the end of the batch.' }),
  })
  .openapi('BatchRequest')

export const batchSchema = z
  .object({
    id: z.string(),
    object: z.literal('batch'),
    endpoint: z.string(),
    errors: z
      .object({ object: z.literal('list'), data: z.array(z.object({ code: z.string(), line: z.int().nullable(), message: z.string(), param: z.string().nullable() })) })
      .nullable()
      .openapi({ description: 'Why it failed as a whole.' }),
    input_file_id: z.string(),
    completion_window: z.string(),
    status: z.enum(batchStates),
    output_file_id: z.string().nullable().openapi({ description: 'The answers, one line each: null while there are none.' }),
    error_file_id: z.string().nullable().openapi({ description: 'The lines that got an error: null while there are none.' }),
    created_at: seconds('When it was sent'),
    in_progress_at: perhaps('When drawing began'),
    expires_at: seconds('Until when lines are drawn'),
    finalizing_at: perhaps('When its files were written'),
    completed_at: perhaps('When it was done'),
    failed_at: perhaps('When it failed'),
    expired_at: perhaps('When its time was over'),
    cancelling_at: perhaps('When it was cancelled'),
    cancelled_at: perhaps('When it was cancelled'),
    request_counts: z.object({ total: z.int(), completed: z.int(), failed: z.int() }),
    metadata: z.record(z.string(), z.string()).nullable(),
  })
  .openapi('Batch')

export type BatchBody = z.output<typeof batchSchema>
export const batchListSchema = listOf(batchSchema).openapi('BatchList')

export const webhookRequestSchema = z
  .looseObject({
    url: z.string().openapi({ description: 'Where the news go: https, a public host that this server may reach (charter: webhooks, outbound.hosts).' }),
    events: z.array(z.enum(newsKinds)).min(1).optional().openapi({ description: 'What to hear of. Usual: all.' }),
  })
  .openapi('WebhookRequest')

export const webhookSchema = z
  .object({
    id: z.string(),
    object: z.literal('webhook'),
    url: z.string(),
    events: z.array(z.string()),
    created_at: time('When it was made'),
    secret: z.string().optional().openapi({ description: 'Signs what is sent (Standard Webhooks, `whsec_...`). Told once, in the answer that makes the webhook.' }),
  })
  .openapi('Webhook')

export const webhookListSchema = z.object({ object: z.literal('list'), data: z.array(webhookSchema) }).openapi('WebhookList')

export const deliveryListSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(
      z.object({
        id: z.string().openapi({ description: 'The header webhook-id of the delivery.' }),
        event: z.string(),
        subject: z.string().openapi({ description: 'Id of the generation or the batch.' }),
        state: z.enum(['waiting', 'delivered', 'given-up']),
        attempts: z.int(),
        status: z.int().nullable().openapi({ description: 'HTTP status of the newest try; null = there was no answer.' }),
        created_at: time('When it happened'),
        tried_at: time('When it was tried last').nullable(),
        next_at: time('When it is tried again').nullable(),
      }),
    ),
  })
  .openapi('DeliveryList')

const moderationInput = z.union([
  z.string(),
  z.array(z.union([z.string(), z.object({ type: z.literal('text'), text: z.string() }), z.object({ type: z.literal('image_url'), image_url: z.union([z.string(), z.object({ url: z.string() })]) })])).min(1),
])

export const moderationRequestSchema = z
  .looseObject({
    input: moderationInput.openapi({ description: 'Text, several texts (a result each), or parts `{"type": "text"}` and `{"type": "image_url"}` of one message (one result for all).' }),
    model: z.string().nullish().openapi({ description: 'Accepted; the rules of this server judge.' }),
  })
  .openapi('ModerationRequest')

export const moderationSchema = z
  .object({
    id: z.string(),
    model: z.string(),
    results: z.array(
      z.object({
        flagged: z.boolean(),
        categories: z.record(z.string(), z.boolean()),
        category_scores: z.record(z.string(), z.number()),
        category_applied_input_types: z.record(z.string(), z.array(z.string())),
      }),
    ),
  })
  .openapi('Moderation')
