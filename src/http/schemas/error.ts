// The one shape of every error, as OpenAI's clients read it.

import { z } from '@hono/zod-openapi'
import { sentences, type ErrorCode } from '../../core/errors.ts'

const codes = Object.keys(sentences) as [ErrorCode, ...ErrorCode[]]

export const errorCodeSchema = z.enum(codes).openapi('ErrorCode', { description: 'A fixed word for what went wrong; docs/api.md lists them all.' })

export const errorTypes = [
  'invalid_request_error',
  'authentication_error',
  'permission_error',
  'not_found_error',
  'rate_limit_error',
  'billing_error',
  'image_generation_user_error',
  'server_error',
] as const

export const errorSchema = z
  .object({
    error: z.object({
      message: z.string().openapi({ description: 'What happened and what to do, in English, or in Chinese when Accept-Language prefers it.' }),
      type: z.enum(errorTypes).openapi({ description: 'The kind of error.' }),
      param: z.string().nullable().openapi({ description: 'Name of the request field at fault, if one is.' }),
      code: errorCodeSchema,
      moderation_details: z
        .object({ moderation_stage: z.enum(['input', 'output', 'unknown']), categories: z.array(z.string()) })
        .optional()
        .openapi({ description: 'With `moderation_blocked`: whether the request or the picture was blocked, and for what.' }),
    }),
  })
  .openapi('Error')

export type ErrorBody = z.output<typeof errorSchema>

export const warningSchema = z
  .object({
    field: z.string().openapi({ description: 'Name of the request field.' }),
    code: z.enum(['ignored', 'resized', 'clamped', 'aliased']).openapi({
      description: 'ignored = had no effect; resized = drawn in another size, then scaled; clamped = moved to the nearest possible value; aliased = another model answered to this name.',
    }),
    message: z.string().openapi({ description: 'What was done differently, in English.' }),
  })
  .openapi('Warning')
