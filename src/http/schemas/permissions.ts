// What the routes of permissions to leave the visible mark out take and answer.

import { z } from '@hono/zod-openapi'
import type { RouteSchema } from '../route.ts'

const time = (what: string) => z.iso.datetime().openapi({ description: what })

export const permissionRequestSchema = z.object({
  owner: z.string().min(1).max(80).openapi({ description: 'To whom, as the record of pictures names it, e.g. `owner/local` or `owner/acc_...`.' }),
  why: z.string().min(10).max(400).openapi({ description: 'What was agreed, and who carries the responsibility.' }),
  granted_by: z.string().min(1).max(120).openapi({ description: 'Who gives it.' }),
  until: time('The moment from which the mark is back; within 366 days.'),
})

export const permissionSchema = z
  .object({
    id: z.string(),
    object: z.literal('permission'),
    owner: z.string(),
    why: z.string(),
    granted_by: z.string(),
    granted_at: time('When it was given'),
    until: time('When it ends'),
    revoked_at: time('When it was taken back').nullable(),
    uses: z.int().openapi({ description: 'Pictures that left without the mark under it.' }),
    last_used_at: time('When the last of them was made').nullable(),
    kept_until: time('When this record goes'),
  })
  .openapi('Permission')

export type PermissionBody = z.input<typeof permissionSchema>

const bodyErrors = ['field_invalid', 'body_not_json', 'body_not_text', 'content_type_unsupported', 'body_too_large'] as const

export const grantPermission: RouteSchema = {
  summary: 'Permit somebody pictures without the visible mark',
  description: 'Counts for requests that ask for it (`watermark_enabled: false`), until its end. Everything else is written into those pictures too, and each is counted.',
  body: permissionRequestSchema,
  answers: { 201: { description: 'It is recorded.', schema: permissionSchema } },
  errors: [...bodyErrors],
}

export const listPermissions: RouteSchema = {
  summary: 'Permissions to leave the visible mark out, ended ones too while their record is kept',
  answers: { 200: { description: 'Newest first.', schema: z.object({ object: z.literal('list'), data: z.array(permissionSchema) }) } },
}

export const revokePermission: RouteSchema = {
  summary: 'Take a permission back',
  description: 'From the answer on every picture that is finished carries the mark.',
  params: z.object({ id: z.string().openapi({ description: 'Id of the permission.' }) }),
  answers: { 200: { description: 'It is over; the record stays.', schema: z.object({ id: z.string(), object: z.literal('permission'), revoked: z.literal(true) }) } },
}
