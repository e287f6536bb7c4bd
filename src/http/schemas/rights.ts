// What people can do with what is held of them: receipts, requests, share links, choices.

import { z } from '@hono/zod-openapi'
import { requestKinds } from '../../core/tables.ts'
import { purposes } from '../../core/choices.ts'
import { refusalGrounds } from '../../charter/sections/rights.ts'
import { time } from './image.ts'

const minute = (meaning: string) => z.iso.datetime().openapi({ description: `${meaning}, to the minute (UTC).`, example: '2026-11-22T01:20:00Z' })

export const receiptKeySchema = z
  .object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string().openapi({ description: 'The public key, base64url.' }) })
  .openapi('ReceiptKey')

export const receiptSchema = z
  .object({
    object: z.literal('receipt'),
    format: z.literal(1),
    id: z.string().openapi({ description: 'Id; GET /v1/requests/{id} repeats the receipt while the charter keeps it.', example: 'rqt_5d0q8zc1m7r4w2b9k3x6v1n0ga' }),
    reason: z.enum(['session-end', 'session-clear', 'erasure']),
    asked_at: minute('When it was asked for'),
    done_at: minute('When it was done'),
    charter: z.string().openapi({ description: 'Version of the charter it was done under.' }),
    stores: z
      .array(
        z.object({
          store: z.enum(['vault', 'database', 'files', 'queue', 'links', 'logs', 'money', 'backups']),
          state: z.enum(['removed', 'destroyed', 'unreadable', 'kept', 'nothing']),
          count: z.int().optional(),
          why: z.string().optional().openapi({ description: 'A code; docs/api.md has its sentence.' }),
          until: z.string().optional().openapi({ description: 'When the last of it goes.' }),
        }),
      )
      .openapi({ description: 'What became of each place where something was.' }),
    kept_by_law: z.array(z.object({ what: z.string(), reason: z.string(), until: z.string() })).openapi({ description: 'What a law makes this server keep, with reason and end. Empty: nothing.' }),
    irreversible_at: minute('From when on nobody can bring it back'),
    key: receiptKeySchema,
    signature: z.string().openapi({ description: 'Ed25519 over the canonical JSON (keys sorted, no spaces) of everything else, base64url.' }),
  })
  .openapi('Receipt', { description: 'Names no person. `gesso verify receipt.json` checks it without a network.' })

export const requestSchema = z
  .object({
    id: z.string().openapi({ description: 'Id; whoever has it can see how the request stands.' }),
    object: z.literal('request'),
    kind: z.enum(requestKinds),
    state: z.enum(['open', 'doing', 'done', 'refused']).openapi({ description: 'open = waits for the operator; doing = unreadable already, bytes are being removed.' }),
    asked_at: time('When it was asked for'),
    due_at: time('When it is answered at the latest'),
    decided_at: time('When it was decided').nullable(),
    ground: z.string().nullable().openapi({ description: 'Ground of a refusal, one of the charter\'s list.' }),
    receipt: receiptSchema.nullable(),
  })
  .openapi('Request')

export type RequestBody = z.output<typeof requestSchema>

export const openRequestSchema = z
  .object({
    kind: z.enum(requestKinds).exclude(['erasure']).openapi({ description: 'What is asked for. POST /v1/erasure asks for erasure.' }),
    words: z.string().max(2000).nullish().openapi({ description: 'What to correct, or what you object to, in your words: at most 2000 characters, sealed, read by the operator alone, gone with the answer. Compulsory for a correction.' }),
  })
  .openapi('OpenRequest')

export const openedRequestListSchema = z
  .object({ object: z.literal('list'), data: z.array(requestSchema.extend({ words: z.string().nullable().openapi({ description: 'What they wrote; null = nothing.' }) })) })
  .openapi('OpenedRequestList')

export const noteRequestSchema = z
  .object({ note: z.string().max(2000).nullable().openapi({ description: 'What you add or put right, at most 2000 characters; null or nothing takes it away.' }) })
  .openapi('NoteRequest')

export const decisionSchema = z
  .object({
    decision: z.enum(['grant', 'refuse']),
    ground: z.enum(refusalGrounds).optional().openapi({ description: 'Compulsory for a refusal; one that the charter lists (rights.refusalGrounds).' }),
  })
  .openapi('Decision')

export const deleteSomeSchema = z.object({ ids: z.array(z.string().max(60)).min(1).max(1000).openapi({ description: 'Ids of pictures, at most 1000.' }) }).openapi('DeleteSome')

export const deletedSomeSchema = z
  .object({
    object: z.literal('deleted_images'),
    deleted: z.array(z.string()).openapi({ description: 'Ids of those that are gone now.' }),
    missing: z.array(z.string()).openapi({ description: 'Ids under which there was nothing, or nothing of yours.' }),
  })
  .openapi('DeletedImages')

export const shareRequestSchema = z
  .object({ days: z.int().min(1).max(3650).nullish().openapi({ description: 'Days that the link works; usual and most: sharing.mostDays of the charter. Never longer than the picture.' }) })
  .openapi('ShareRequest')

const share = {
  id: z.string().openapi({ description: 'Id of the share link.', example: 'lnk_5d0q8zc1m7r4w2b9k3x6v1n0ga' }),
  object: z.literal('share'),
  image: z.string().openapi({ description: 'Id of the picture.' }),
  created_at: time('When it was made'),
  expires_at: time('When it stops working'),
}

export const shareSchema = z.object(share).openapi('Share')
export const newShareSchema = z
  .object({
    ...share,
    url: z.string().openapi({ description: 'The address to give away. It is told this once: the server keeps only a digest of it.' }),
    small_url: z.string().openapi({ description: 'The same for the thumbnail.' }),
  })
  .openapi('NewShare')

export type ShareBody = z.output<typeof shareSchema>

export const shareListSchema = z.object({ object: z.literal('list'), data: z.array(shareSchema) }).openapi('ShareList')
export const revokedSchema = z.object({ id: z.string(), object: z.literal('share'), revoked: z.literal(true) }).openapi('RevokedShare')

export const choiceSchema = z
  .object({
    purpose: z.enum(purposes),
    allowed: z.boolean().openapi({ description: 'false objects; true takes that back, where no Global Privacy Control signal is sent.' }),
  })
  .openapi('Choice')

export const choicesSchema = z
  .object({
    global_privacy_control: z.boolean().openapi({ description: 'Whether this request carried `Sec-GPC: 1`; every purpose is off then.' }),
    purposes: z
      .array(
        z.object({
          purpose: z.enum(purposes),
          allowed: z.boolean(),
          since: time('When it was chosen').nullable(),
          usual: z.boolean().openapi({ description: 'What counts until somebody says otherwise: false = it wants a yes first; true = it goes on until somebody objects.' }),
          text: z.object({ en: z.string(), zh: z.string() }).openapi({ description: 'What stands beside the switch; its digest stands in the record of each choice: GET /v1/consents.' }),
        }),
      )
      .openapi({ description: 'Optional purposes that this server really serves; each choice changes what it does.' }),
    never: z.array(z.enum(purposes)).openapi({ description: 'What this server does not do at all, so that there is nothing to choose.' }),
  })
  .openapi('Choices')

export type ChoicesBody = z.output<typeof choicesSchema>
export const gpcSchema = z.object({ gpc: z.literal(true), lastUpdate: z.string() }).openapi('GlobalPrivacyControl')
