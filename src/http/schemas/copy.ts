// What a portable copy holds beside the pictures, and what a server tells that it holds.

import { z } from '@hono/zod-openapi'
import { bands } from '../../core/ages.ts'
import { batchStates } from '../../core/client-tables.ts'
import { heldKinds, places, untils, whys } from '../../core/belongings.ts'
import { generationSchema } from './generation.ts'
import { imageSchema, time } from './image.ts'
import { consentRecordSchema } from './consents.ts'
import { preferencesSchema } from './library.ts'
import { requestSchema, choicesSchema } from './rights.ts'

export const exportQuery = z.object({
  before: z.string().max(60).optional().openapi({ description: 'The `next` of the part before, for copies too large for one archive.' }),
})

export const copyFiles = {
  'copy.json': z.object({
    object: z.literal('copy'),
    format: z.literal(1),
    made_at: time('When it was made'),
    charter: z.string().openapi({ description: 'Version of the charter it was made under.' }),
    generations: z.int().openapi({ description: 'How many files there are in generations/.' }),
    pictures: z.int().openapi({ description: 'How many files there are in pictures/.' }),
  }),
  'generations/<id>.json': generationSchema,
  'links.json': z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['address', 'share']),
      image: z.string(),
      created_at: time('When it was made'),
      expires_at: time('When it stops working'),
      revoked_at: time('When it was taken back').nullable(),
    }),
  ),
  'choices.json': choicesSchema,
  'terms.json': z.array(
    z.object({ version: z.string(), digest: z.string().openapi({ description: 'Of the texts that were accepted or declined.' }), language: z.enum(['en', 'zh']), how: z.enum(['first-order', 'asked', 'declined']), at: time('When') }),
  ),
  'consents.json': z.array(consentRecordSchema),
  'age.json': z.object({ band: z.enum(bands).openapi({ description: 'What follows from your answer about age; the answer itself is not kept.' }), answered_at: time('When you answered') }),
  'guardian.json': z.array(z.object({ id: z.string(), channel: z.enum(['mail', 'sms']), asked_at: time('When a guardian was asked'), open_until: time('Until when they could answer') })),
  'boards.json': z.array(z.object({ id: z.string(), name: z.string().nullable().openapi({ description: 'null for the favourites.' }), pictures: z.array(z.string()).openapi({ description: 'Ids of the pictures that lie on it.' }) })),
  'drafts.json': z.array(z.object({ name: z.string(), content: z.string().openapi({ description: 'As the studio wrote it.' }), changed_at: time('When it was changed last') })),
  'preferences.json': preferencesSchema,
  'requests.json': z.array(requestSchema),
  'session.json': z.object({ begun_at: time('When the session began'), last_seen_at: time('When it was used last, to the minute') }),
  'person.json': z
    .object({
      name: z.string(),
      mail: z.string().nullable().openapi({ description: 'The confirmed mail address.' }),
      phone: z.string().nullable().openapi({ description: 'The confirmed phone number.' }),
      language: z.enum(['en', 'zh']),
      created_at: time('When you signed up'),
      password: z.boolean().openapi({ description: 'Whether there is one; a password itself is kept nowhere.' }),
      second_factor: z.boolean(),
      logins: z.array(z.object({ provider: z.string(), created_at: time('When it was linked') })),
      passkeys: z.array(z.object({ name: z.string(), created_at: time('When it was added'), synced: z.boolean() })),
      sign_ins: z.array(z.object({ browser: z.string(), factors: z.array(z.string()), signed_in_at: time('When it began'), last_seen_at: time('When it was used last, to the hour'), expires_at: time('When it ends') })),
      news: z.enum(['off', 'asked', 'on']),
    })
    .openapi({ description: 'Of the copy of your own account, taken by yourself: never by an API key, and not with the copy of an organisation.' }),
  'account.json': z.object({
    id: z.string(),
    kind: z.string(),
    name: z.string(),
    language: z.enum(['en', 'zh']),
    created_at: time('When it was opened'),
    standing: z.string(),
    standing_since: time('Since when'),
    reason: z.string().nullable().openapi({ description: 'Why it does not stand well.' }),
    appealed_at: time('When you asked that this be looked at again').nullable(),
    verification: z.string(),
    verified_until: time('When the verification runs out').nullable(),
    members: z.array(z.object({ person: z.string(), role: z.string(), since: time('Since when') })),
    invitations: z.array(z.object({ id: z.string(), kind: z.enum(['member', 'ownership']), role: z.string(), created_at: time('When it was sent'), expires_at: time('When it ends') })).openapi({ description: 'Open ones, without the addresses of those who were invited.' }),
    belongs_to: z.array(z.object({ account: z.string(), role: z.string() })).openapi({ description: 'Accounts that you belong to.' }),
    openings: z.array(z.object({ reason: z.string(), at: time('From when'), until: time('Until when') })).openapi({ description: 'Looks of operators at personal data.' }),
  }),
  'verifications.json': z
    .array(
      z.object({
        id: z.string(),
        state: z.enum(['waiting', 'verified', 'refused']),
        asked_at: time('When it was asked for'),
        decided_at: time('When it was decided').nullable(),
        reason: z.string().nullable(),
        papers: z.int(),
        form: z.object({ name: z.string(), number: z.string(), country: z.string(), representative: z.string().optional() }).nullable(),
      }),
    )
    .openapi({ description: 'The form, and the papers in papers/, are there until the verdict, and for the owner of the account only.' }),
  'api-keys.json': z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      hint: z.string().nullable(),
      scopes: z.array(z.string()),
      signed_tokens: z.boolean(),
      per_minute: z.int().nullable(),
      concurrency: z.int().nullable(),
      money_per_day: z.number().nullable().openapi({ description: 'Micro-units.' }),
      addresses: z.array(z.string()).nullable(),
      created_at: time('When it was made'),
      last_used_at: time('When it was used last, to the hour').nullable(),
      expires_at: time('When it ends').nullable(),
      revoked_at: time('When it was revoked').nullable(),
    }),
  ),
  'permissions.json': z.array(
    z.object({ id: z.string(), granted_at: time('When you were permitted to leave the visible mark out'), until: time('Until when'), revoked_at: time('When it was taken back').nullable(), uses: z.int(), last_used_at: time('When it was used last').nullable() }),
  ),
  'published.json': z.array(z.object({ id: z.string(), image: z.string(), published_at: time('When it was published'), deadline: time('When it goes by itself') })),
  'holds.json': z.array(z.object({ id: z.string(), reason: z.string(), placed_at: time('When it was placed'), ends_at: time('When it ends by itself'), things: z.array(z.string()) })),
  'files.json': z
    .array(z.object({ id: z.string(), name: z.string(), purpose: z.string(), bytes: z.int(), created_at: time('When it was sent'), deadline: time('When it goes').nullable() }))
    .openapi({ description: 'Files that were uploaded; their bytes are in files/, under their ids. Answers of batches are not copied: they are built from the generations.' }),
  'batches.json': z.array(
    z.object({ id: z.string(), state: z.enum(batchStates), endpoint: z.string(), input_file: z.string(), created_at: time('When it was sent'), ended_at: time('When it ended').nullable(), metadata: z.record(z.string(), z.string()) }),
  ),
  'calls.json': z
    .array(z.object({ id: z.string(), key: z.string().nullable(), at: time('When it came'), method: z.string(), route: z.string(), model: z.string().nullable(), status: z.int(), code: z.string().nullable(), milliseconds: z.int(), made: z.string().nullable() }))
    .openapi({ description: 'The request log: your requests of the API as far back as they are kept.' }),
  'webhooks.json': z.array(z.object({ id: z.string(), url: z.string(), events: z.array(z.string()), created_at: time('When it was made') })).openapi({ description: 'Without their secrets, which are shown once.' }),
  'missing.json': z.object({
    missing: z.array(
      z.object({
        what: z.enum(['generation', 'picture']),
        id: z.string(),
        why: z.enum(['not-finished', 'no-longer-readable', 'file-lost']).openapi({ description: 'not-finished = its pictures are still being drawn; no-longer-readable = deleted, or its time is over; file-lost = the record is there, the file is not.' }),
      }),
    ),
    next: z.string().nullable().openapi({ description: 'Where the next part begins: GET /v1/export?before=<next>; null when this is all.' }),
    never_kept: z.array(z.string()).openapi({ description: 'What is not in it because this server never keeps it.' }),
  }),
}

/** What of a generation's file is read when a copy comes in; older and newer servers may write less or more. */
export const comingSchema = generationSchema
  .pick({ state: true, created_at: true, prompt: true, negative_prompt: true, style: true, model: true, seed: true, steps: true, guidance: true, format: true, outcome: true })
  .extend({ enhanced_prompt: z.string().nullish(), images: z.array(imageSchema.pick({ id: true, seed: true, format: true })) })

export type ComingBody = z.output<typeof comingSchema>

/** What a copy is sent as. */
export const importTypes = ['application/zip', 'application/octet-stream'] as const

export const importSchema = z
  .object({
    object: z.literal('import'),
    generations: z.int().openapi({ description: 'How many came in.' }),
    pictures: z.int().openapi({ description: 'How many came in.' }),
    left_out: z
      .array(
        z.object({
          file: z.string().openapi({ description: 'Its name in the archive.' }),
          why: z
            .enum(['not-in-copy', 'unreadable', 'disguised', 'too-many-pixels', 'too-large', 'words-refused', 'picture-refused'])
            .openapi({ description: 'not-in-copy = the archive has no such file; unreadable = no whole picture; disguised = something beside a picture; words-refused, picture-refused = a rule of this server said no.' }),
        }),
      )
      .openapi({ description: 'What did not come in.' }),
  })
  .openapi('Import')

export const holdingsSchema = z
  .object({
    object: z.literal('holdings'),
    at: time('When it was counted'),
    held: z.array(
      z.object({
        kind: z.enum(heldKinds),
        count: z.int(),
        bytes: z.int().nullable(),
        why: z.enum(whys),
        until: z.enum(untils),
        next: time('When the next of it goes by itself').nullable(),
        where: z.array(z.enum(places)),
        tables: z.array(z.string()).openapi({ description: 'Tables of the database in which it stands.' }),
        readable_by_server: z.boolean().openapi({ description: 'false = without your cookie or link this server cannot read it.' }),
      }),
    ),
    logs: z
      .array(z.object({ kind: z.enum(['requests', 'events']), fields: z.array(z.string()), days: z.int(), names_you: z.literal(false) }))
      .openapi({ description: 'What is logged: codes and numbers, to the minute, under nobody\'s name; so nothing in it can be found by a person.' }),
    next_sweep: time('When the next sweep begins at the latest'),
  })
  .openapi('Holdings')

export type HoldingsBody = z.output<typeof holdingsSchema>
