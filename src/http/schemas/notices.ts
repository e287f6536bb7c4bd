// What the routes of notices take and answer.

import { z } from '@hono/zod-openapi'
import type { RouteSchema } from '../route.ts'
import { time } from './image.ts'
import { changeSchema } from './policies.ts'

const noticeSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['terms', 'announcement', 'pictures']).openapi({ description: '`pictures` = pictures of yours go by themselves within three days or one; only you are told.' }),
    title: z.string(),
    text: z.string(),
    at: time('When it was told'),
    effective_at: time('For a change of the terms: when it takes or took effect; for pictures: when the first of them goes').nullable(),
    changes: z.array(changeSchema).openapi({ description: 'For a change of the terms: what changes.' }),
    read: z.boolean().openapi({ description: 'Whether you marked it as read; remembered sealed.' }),
  })
  .openapi('Notice')

export const noticeListSchema = z.object({ object: z.literal('list'), unread: z.int(), data: z.array(noticeSchema), mails_going: z.boolean().openapi({ description: 'Whether you can have a mail before pictures of yours go: `mail_going` of POST /v1/preferences.' }) }).openapi('NoticeList')

export const readNoticesSchema = z.object({ ids: z.array(z.string().max(60)).max(100) }).openapi('ReadNotices')

const words = z.object({ subject: z.string().min(1).max(150), text: z.string().min(1).max(20_000) })

export const announcementSchema = z
  .object({
    en: words.optional(),
    zh: words.optional().openapi({ description: 'Absent = who reads Chinese gets the English words, and the other way round.' }),
    mail: z.boolean().default(false).openapi({ description: 'Whether people with a confirmed mail address get it by mail too. Not for advertising: news go by POST /v1/news to those who asked for them.' }),
  })
  .openapi('NewAnnouncement')

const toldSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['terms', 'announcement']),
    version: z.string().nullable(),
    words: z.object({ en: words.optional(), zh: words.optional() }).nullable(),
    at: time('When it was told'),
    mail: z.boolean(),
    mailed_at: time('When its last mail was put on its way').nullable(),
    mails: z
      .object({ due: z.int(), waiting: z.int(), sent: z.int(), failed: z.int(), bounced: z.int() })
      .openapi({ description: 'How many, and how they ended: bounced = there is no such address, failed = given up for another reason. No address is kept.' }),
    last_at: time('When the last mail ended').nullable(),
  })
  .openapi('Announcement')

export const toldListSchema = z.object({ object: z.literal('list'), data: z.array(toldSchema) }).openapi('AnnouncementList')

export type NoticeBody = z.output<typeof noticeSchema>
export type ToldBody = z.output<typeof toldSchema>

const bodyErrors = ['field_invalid', 'body_not_json', 'body_not_text', 'content_type_unsupported', 'body_too_large'] as const

export const listNotices: RouteSchema = {
  summary: 'What you were told since you came: changes of the terms, what the operator says, and pictures of yours that go soon',
  answers: { 200: { description: 'The newest thirty.', schema: noticeListSchema } },
}

export const readNotices: RouteSchema = {
  summary: 'Mark notices as read',
  description: 'Remembered sealed among your preferences. Ids that are not yours to read are passed over.',
  body: readNoticesSchema,
  answers: { 200: { description: 'The list as it stands then.', schema: noticeListSchema } },
  errors: bodyErrors,
}

export const announce: RouteSchema = {
  summary: 'Say something to everybody who is here',
  body: announcementSchema,
  answers: { 201: { description: 'Said; mails follow.', schema: toldSchema } },
  errors: bodyErrors,
}

export const listAnnouncements: RouteSchema = {
  summary: 'What was told to everybody, and how the mails went',
  answers: { 200: { description: 'The newest hundred.', schema: toldListSchema } },
}

export const removeAnnouncement: RouteSchema = {
  summary: 'Take back something that was said',
  description: 'Mails that are on their way already arrive all the same. Notices of a change go with the change.',
  params: z.object({ id: z.string() }),
  answers: { 204: { description: 'Taken back.' } },
  errors: ['not_found'],
}
