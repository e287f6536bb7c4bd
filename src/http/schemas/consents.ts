// What the routes of consents to devices take and answer.

import { z } from '@hono/zod-openapi'
import { consentHows, consentMatters, devices } from '../../core/consent-tables.ts'
import type { RouteSchema } from '../route.ts'
import { time } from './image.ts'

export const consentRecordSchema = z.object({
  matter: z.enum(consentMatters),
  allowed: z.boolean(),
  digest: z.string().openapi({ description: 'SHA-256 (hex) of the text that was shown.' }),
  version: z.string().nullable().openapi({ description: 'Version of the published terms at the time.' }),
  language: z.enum(['en', 'zh']),
  how: z.enum(consentHows).openapi({ description: 'asked = by a button of its own; taken-back; mail-code, sms-code = a guardian, by a code that was sent to them.' }),
  at: time('When'),
})

export const consentsSchema = z
  .object({
    object: z.literal('consents'),
    devices: z
      .array(
        z.object({
          device: z.enum(devices),
          allowed: z.boolean().openapi({ description: 'false until somebody said yes to this text.' }),
          since: time('When it was said last').nullable(),
          text: z.object({ en: z.string(), zh: z.string() }).openapi({ description: 'The question, to be shown whole.' }),
          digest: z.string().openapi({ description: 'Of that text; a yes sends it back.' }),
        }),
      )
      .openapi({ description: 'Devices that pages of this server may ask for; the others are off.' }),
    records: z.array(consentRecordSchema).openapi({ description: 'Everything that was said, newest first. Nothing of it is ever rewritten.' }),
  })
  .openapi('Consents')

export type ConsentsBody = z.output<typeof consentsSchema>

export const consentRequestSchema = z
  .object({
    matter: z.enum(devices),
    allowed: z.boolean(),
    digest: z.string().max(64).nullish().openapi({ description: 'Of the text that was shown; compulsory for a yes.' }),
    language: z.enum(['en', 'zh']).nullish().openapi({ description: 'In which language it was shown.' }),
  })
  .openapi('ConsentRequest')

const bodyErrors = ['field_invalid', 'body_not_json', 'body_not_text', 'content_type_unsupported', 'body_too_large'] as const

export const readConsents: RouteSchema = {
  summary: 'Which devices pages may ask for, and what you said',
  answers: { 200: { description: 'Devices and records.', schema: consentsSchema } },
}

export const consent: RouteSchema = {
  summary: 'Let pages use a device, or take that back',
  description: 'Camera, microphone and screen are each asked apart. A yes counts for the text that was shown; taking it back needs nothing but the name.',
  body: consentRequestSchema,
  answers: { 200: { description: 'As it stands now.', schema: consentsSchema } },
  errors: [...bodyErrors, 'consent_outdated', 'consent_guarded'],
}
