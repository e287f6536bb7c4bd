// What the routes of age, guardians and regions take and answer.

import { z } from '@hono/zod-openapi'
import type { RouteSchema } from '../route.ts'
import { time } from './image.ts'

const text = z.object({ en: z.string(), zh: z.string() })

export const ageSchema = z
  .object({
    object: z.literal('age'),
    asked: z.boolean().openapi({ description: 'Whether this server asks for age before anything new.' }),
    state: z
      .enum(['not-asked', 'open', 'under', 'guardian-needed', 'guarded', 'advised', 'free'])
      .openapi({ description: 'not-asked = nothing to answer; open = not answered; under = too young for this server; guardian-needed = nothing is made before a guardian consents; guarded = a guardian consented; advised = read the terms together with a guardian; free = nothing more is asked.' }),
    again_at: time('When it is asked again at the earliest').nullable(),
    guardian: z
      .object({
        state: z.enum(['none', 'open', 'given', 'outdated', 'refused']).openapi({ description: 'none = nobody was asked; open = not answered; given; outdated = to another text than today\'s; refused = said no, or took it back.' }),
        open_until: time('Until when they can answer').nullable(),
        ways: z.array(z.enum(['mail', 'phone'])).openapi({ description: 'How a guardian can be reached.' }),
        text: text.openapi({ description: 'What a guardian is asked.' }),
      })
      .nullable()
      .openapi({ description: 'null where no guardian is needed.' }),
  })
  .openapi('Age')

export type AgeBody = z.output<typeof ageSchema>

export const ageRequestSchema = z
  .object({
    year: z.int().min(1800).max(3000).openapi({ description: 'Year of birth.', example: 1990 }),
    month: z.int().min(1).max(12).openapi({ description: 'Month of birth, 1 to 12.' }),
  })
  .openapi('AgeRequest')

export const guardianRequestSchema = z
  .object({
    mail: z.string().max(320).optional().openapi({ description: 'Mail address of the guardian; this or `phone`.' }),
    phone: z.string().max(40).optional().openapi({ description: 'Telephone number of the guardian in international form.' }),
    language: z.enum(['en', 'zh']).optional().openapi({ description: 'In which language they are written to.' }),
  })
  .openapi('GuardianRequest')

export const guardianSchema = z
  .object({
    object: z.literal('guardian_question'),
    id: z.string(),
    state: z.enum(['none', 'open', 'given', 'outdated', 'refused']),
    text: text.openapi({ description: 'What is consented to, to be shown whole.' }),
    digest: z.string().openapi({ description: 'Of that text; a yes sends it back.' }),
    open_until: time('Until when it can be answered'),
  })
  .openapi('GuardianQuestion')

export type GuardianBody = z.output<typeof guardianSchema>

export const guardianWordSchema = z
  .object({
    code: z.string().min(1).max(40).openapi({ description: 'The code that was sent to the guardian.' }),
    word: z.enum(['give', 'refuse', 'take-back', 'erase']).openapi({ description: 'erase = take back, and have everything of the child erased.' }),
    digest: z.string().max(64).optional().openapi({ description: 'Of the text that was shown; compulsory to give consent.' }),
    language: z.enum(['en', 'zh']).optional(),
  })
  .openapi('GuardianWord')

export const regionsSchema = z
  .object({
    object: z.literal('regions'),
    asked: z.boolean().openapi({ description: 'Whether this server looks at regions at all.' }),
    yours: z.string().nullable().openapi({ description: 'Two letters of the region that your request was found to come from; null = not known.' }),
    verdict: z.enum(['served', 'refused', 'unknown']),
    served: z.array(z.string()).openapi({ description: 'Regions that are served; empty = all but the refused ones.' }),
    refused: z.array(z.string()),
    list_date: z.string().nullable().openapi({ description: 'The day as of which the lists were drawn up.' }),
    networks: z.object({ date: z.string(), count: z.int() }).nullable().openapi({ description: 'The file of networks that regions are looked up in: its date and how many it names.' }),
    denied_parties: z.object({ date: z.string(), entries: z.int() }).nullable().openapi({ description: 'The list of persons and companies that may not be served: its date and length.' }),
  })
  .openapi('Regions')

export type RegionsBody = z.output<typeof regionsSchema>

const bodyErrors = ['field_invalid', 'body_not_json', 'body_not_text', 'content_type_unsupported', 'body_too_large'] as const

export const readAge: RouteSchema = {
  summary: 'Where you stand with the question about age',
  answers: { 200: { description: 'How it stands.', schema: ageSchema } },
}

export const answerAge: RouteSchema = {
  summary: 'Answer in which month you were born',
  description: 'Only the age band that follows is kept, sealed with your session or account; the month is not. Without a session it is carried to the sign-up by a cookie.',
  body: ageRequestSchema,
  answers: { 200: { description: 'How it stands now.', schema: ageSchema } },
  errors: [...bodyErrors, 'age_answered'],
}

export const askGuardian: RouteSchema = {
  summary: 'Send a guardian what they are asked to consent to',
  description: 'Their address is sealed, used for this alone, and gone when they refuse or do not answer.',
  body: guardianRequestSchema,
  answers: { 202: { description: 'It is on its way.', schema: ageSchema } },
  errors: [...bodyErrors, 'guardian_not_needed', 'guardian_own_contact', 'too_many_requests', 'too_many_tries', 'message_unsendable'],
}

const idOf = z.object({ id: z.string().openapi({ description: 'Id of the question, from the guardian\'s message.' }) })

export const readGuardian: RouteSchema = {
  summary: 'What a guardian is asked',
  description: 'For whoever has its address. It tells nothing of the child.',
  params: idOf,
  answers: { 200: { description: 'The question.', schema: guardianSchema } },
}

export const decideGuardian: RouteSchema = {
  summary: 'A guardian\'s word',
  description: 'Proved by the code that was sent to them. Refusing and taking back stop everything that waits.',
  params: idOf,
  body: guardianWordSchema,
  answers: { 200: { description: 'It is recorded.', schema: guardianSchema } },
  errors: [...bodyErrors, 'guardian_code_wrong', 'consent_outdated', 'too_many_tries'],
}

export const readRegions: RouteSchema = {
  summary: 'Which regions are served, and which one you were found in',
  answers: { 200: { description: 'The lists with their dates.', schema: regionsSchema } },
}
