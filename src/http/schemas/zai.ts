// Requests and answers of Z.ai and BigModel, as their clients send and read them.

import { z } from '@hono/zod-openapi'
import { promptField, seedField, sizeField, stepsField, wholeNumber } from './generation.ts'

const loose = (description: string) => z.unknown().optional().openapi({ description })

export const zaiImagesRequestSchema = z
  .looseObject({
    model: z.string().openapi({ description: 'Name or alias of a model, e.g. `glm-image`.' }),
    prompt: promptField,
    size: sizeField,
    quality: z.string().nullish().openapi({ description: '`hd` or `standard`: more or fewer drawing steps.' }),
    watermark_enabled: z.boolean().nullish().openapi({ description: 'false leaves the visible mark out where a permission for that is recorded for the caller; otherwise the mark stays, and a warning says so.' }),
    user_id: z.string().min(6).max(128).nullish().openapi({ description: 'The client\'s own id of its user, for limits and abuse; only a keyed digest of it is kept.' }),
    user: z.string().max(512).nullish().openapi({ description: 'The same as user_id.' }),
    request_id: z.string().min(6).max(64).nullish().openapi({ description: 'An id of yours; the answer repeats it.' }),
    n: wholeNumber('How many pictures. Usual: 1.', 1, 10),
    seed: seedField,
    steps: stepsField,
    sensitive_word_check: loose('Accepted: the rules of this server hold for everyone.'),
    response_format: loose('Accepted: the answer has addresses.'),
    style: loose('Accepted without effect.'),
  })
  .openapi('ZaiImagesRequest')

export type ZaiImagesBody = z.output<typeof zaiImagesRequestSchema>

const address = z.object({ url: z.string().openapi({ description: 'A signed address, good for the charter\'s minutes, never longer than the picture.' }) })
const filter = z.array(z.object({ role: z.enum(['assistant', 'user']), level: z.int().openapi({ description: '0 is the worst, 3 the mildest.' }) })).openapi({ description: 'Empty where nothing judges pictures here.' })

export const zaiImagesSchema = z.looseObject({ created: z.int(), data: z.array(address), content_filter: filter, id: z.string(), request_id: z.string() }).openapi('ZaiImages')

export const zaiTaskSchema = z
  .looseObject({
    model: z.string(),
    id: z.string(),
    request_id: z.string(),
    task_status: z.enum(['PROCESSING', 'SUCCESS', 'FAIL']),
    image_result: z.array(address).optional(),
    content_filter: filter.optional(),
    reason: z.string().optional().openapi({ description: 'Code of why it failed.' }),
  })
  .openapi('ZaiTask')

const part = z.looseObject({ type: z.string(), text: z.string().max(2000).optional(), image_url: z.union([z.string(), z.object({ url: z.string() })]).optional() })
export type ZaiModerationPart = z.output<typeof part>

export const zaiModerationRequestSchema = z
  .looseObject({
    model: z.string().optional(),
    input: z.union([z.string().max(2000), part, z.array(z.union([z.string().max(2000), part])).min(1)]),
    request_id: z.string().optional(),
  })
  .openapi('ZaiModerationRequest')

export const zaiModerationSchema = z
  .object({
    id: z.string(),
    created: z.int(),
    request_id: z.string(),
    result_list: z.array(z.object({ content_type: z.string(), risk_level: z.enum(['PASS', 'REVIEW', 'REJECT']), risk_type: z.array(z.string()) })),
    usage: z.object({ moderation_text: z.object({ call_count: z.int() }), moderation_image: z.object({ call_count: z.int() }).optional() }),
  })
  .openapi('ZaiModeration')
