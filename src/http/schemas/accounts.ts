// What the API says of accounts, members, keys, limits and end users, and what people send about them.

import { z } from '@hono/zod-openapi'
import { accountKinds, roles, standings, verificationStates } from '../../core/account-tables.ts'
import { keyScopes } from '../../core/callers.ts'
import { reasons } from '../../core/standing.ts'
import { isNetwork } from '../../identity/address.ts'
import { generationSchema } from './generation.ts'
import { time } from './image.ts'

export const roleSchema = z.enum(roles).openapi('Role', { description: 'owner = everything; admin = all but closing and handing over; developer = pictures and keys; viewer = looking.' })
const name = z.string().trim().min(1).max(120)
const limit = (meaning: string, most: number) => z.int().min(1).max(most).nullish().openapi({ description: `${meaning} null = no limit of its own.` })
const listOf = <T extends z.ZodType>(one: T, title: string) => z.object({ object: z.literal('list'), data: z.array(one) }).openapi(title)

export const accountSchema = z
  .object({
    id: z.string().openapi({ description: 'Id of the account.', example: 'acc_5d0q8zc1m7r4w2b9k3x6v1n0ga' }),
    object: z.literal('account'),
    kind: z.enum(accountKinds).openapi({ description: 'individual = of one person; university, enterprise = of an organisation with members.' }),
    name: z.string().openapi({ description: 'Its name; kept sealed.' }),
    role: roleSchema.nullable().openapi({ description: 'Your role in it; null for a key.' }),
    current: z.boolean().openapi({ description: 'Whether you act for it right now.' }),
    standing: z.enum(standings).openapi({ description: 'good, asked and warned change nothing; slowed = a tenth of the pace; suspended = nothing new; frozen = nothing changes; ended = only the copy is left.' }),
    standing_since: time('Since when it stands like this'),
    reason: z.string().nullable().openapi({ description: 'A code for why; docs/identity.md has its sentence.' }),
    appealed_at: time('When you asked to have it looked at again').nullable(),
    verification: z.enum(verificationStates).openapi({ description: 'Whether its holder was verified.' }),
    verified_until: time('When the verification runs out').nullable(),
    created_at: time('When it was opened'),
  })
  .openapi('Account')
export type AccountBody = z.output<typeof accountSchema>

export const accountListSchema = listOf(accountSchema, 'AccountList')
export const newAccountSchema = z.object({ kind: z.enum(['university', 'enterprise']), name }).openapi('NewAccount')
export const accountChangeSchema = z.object({ name: name.optional(), language: z.enum(['en', 'zh']).optional() }).openapi('AccountChange')
export const closingSchema = z.object({ copy: z.enum(['taken', 'not-wanted']).optional().openapi({ description: 'What became of the copy that is offered first (GET /v1/export).' }) }).openapi('Closing')

export const memberSchema = z
  .object({
    object: z.literal('member'),
    person: z.string().openapi({ description: 'Id of the person.' }),
    name: z.string().nullable(),
    mail: z.string().nullable(),
    role: roleSchema,
    since: time('Since when they belong to it'),
  })
  .openapi('Member')
export const memberListSchema = listOf(memberSchema, 'MemberList')
export const roleChangeSchema = z.object({ role: z.enum(['admin', 'developer', 'viewer']) }).openapi('RoleChange')

export const invitationSchema = z
  .object({
    id: z.string().openapi({ description: 'Id of the invitation.' }),
    object: z.literal('invitation'),
    kind: z.enum(['member', 'ownership']),
    account: z.string(),
    account_name: z.string().nullable(),
    role: roleSchema,
    mail: z.string().nullable().openapi({ description: 'Where it was sent; shown to those who invite.' }),
    created_at: time('When it was sent'),
    expires_at: time('Until when it can be taken'),
  })
  .openapi('Invitation')
export const invitationListSchema = listOf(invitationSchema, 'InvitationList')
export const newInvitationSchema = z.object({ mail: z.email().max(254), role: z.enum(['admin', 'developer', 'viewer']) }).openapi('NewInvitation')
export const takeSchema = z.object({ token: z.string().regex(/^[0-9a-f]{48}$/).openapi({ description: 'What stands behind the # of the link.' }) }).openapi('TakeInvitation')
export const personSchema = z.object({ person: z.string().max(80).openapi({ description: 'Id of a person.' }) }).openapi('PersonChoice')

export const keySchema = z
  .object({
    id: z.string().openapi({ description: 'Id of the key.', example: 'key_5d0q8zc1m7r4w2b9k3x6v1n0ga' }),
    object: z.literal('api_key'),
    name: z.string(),
    hint: z.string().nullable().openapi({ description: 'Its beginning and its last four letters.', example: 'gesso_Ab3x…9kQz' }),
    state: z.enum(['works', 'expired', 'revoked']),
    scopes: z.array(z.enum(keyScopes)).openapi({ description: 'What it may do.' }),
    created_at: time('When it was made'),
    expires_at: time('When it stops working').nullable(),
    revoked_at: time('When it was revoked').nullable(),
    last_used_at: time('When it was used last, to the hour').nullable(),
    per_minute: z.int().nullable().openapi({ description: 'Requests to make pictures in a minute; null = as the account.' }),
    concurrency: z.int().nullable().openapi({ description: 'Unfinished generations at a time; null = as the account.' }),
    money_per_day: z.number().nullable().openapi({ description: 'What it may spend in a day (UTC), in micro-units of the currency; null = as the account.' }),
    addresses: z.array(z.string()).nullable().openapi({ description: 'Networks it works from; null = any.' }),
    successor: z.string().nullable().openapi({ description: 'Id of the key that took its place.' }),
    signed_tokens: z.boolean().openapi({ description: 'Whether tokens signed with it count as the key does, under /api/paas/v4 and /paas/v4. For that its secret is kept, sealed, until it is revoked.' }),
  })
  .openapi('ApiKey')
export type KeyBody = z.output<typeof keySchema>
export const keyListSchema = listOf(keySchema, 'ApiKeyList')
export const newKeySchema = keySchema.extend({ key: z.string().openapi({ description: 'The key itself. It is told this once and kept nowhere.' }) }).openapi('NewApiKey')
export const rotatedKeySchema = newKeySchema.extend({ old: keySchema }).openapi('RotatedApiKey')

export const keyWishSchema = z
  .object({
    name: z.string().trim().max(120).optional(),
    scopes: z.array(z.enum(keyScopes)).min(1).optional().openapi({ description: 'Usual: all three.' }),
    expires_at: z.iso.datetime({ offset: true }).nullish().openapi({ description: 'When it stops working; null = no end of its own.' }),
    per_minute: limit('Requests to make pictures in a minute.', 100_000),
    concurrency: limit('Unfinished generations at a time.', 100_000),
    money_per_day: z.int().min(0).nullish().openapi({ description: 'What it may spend in a day (UTC), in micro-units. null = no limit of its own.' }),
    addresses: z.array(z.string().max(60).refine(isNetwork)).max(50).nullish().openapi({ description: 'Addresses or networks (203.0.113.0/24) it works from; null = any.' }),
  })
  .openapi('ApiKeyWish')
export type KeyWishBody = z.output<typeof keyWishSchema>
export const newKeyWishSchema = keyWishSchema
  .extend({
    signed_tokens: z.boolean().optional().openapi({
      description: 'Usual: false. Makes a key of the form id.secret that also signs tokens (JWT), as old clients of Z.ai do. A hash cannot check a signature, so the secret is kept, sealed to a key of the vault, until the key is revoked.',
    }),
  })
  .openapi('NewApiKeyWish')
export const rotationSchema = z.object({ overlap_hours: z.int().min(0).max(720).default(1).openapi({ description: 'Hours for which the old key works beside the new one.' }) }).openapi('ApiKeyRotation')
export const leakSchema = z
  .object({ key: z.string().min(1).max(200).openapi({ description: 'The key as it was found.' }), where: z.string().max(300).default('').openapi({ description: 'Where it was found; its owners are told.' }) })
  .openapi('LeakedKey')
export const leakAnswerSchema = z.object({ object: z.literal('leak_report'), revoked: z.boolean().openapi({ description: 'Whether it was a living key; it is none any more.' }) }).openapi('LeakReport')

const bound = z.object({ most: z.int(), used: z.int(), until: time('When the count begins anew') })
export const limitsSchema = z
  .object({
    object: z.literal('limits'),
    tier: z.enum(['visitor', 'user', 'verified', 'paid']).nullable().openapi({ description: 'null = none holds: the owner of this machine, or the operator.' }),
    concurrency: z.object({ most: z.int(), used: z.int() }).openapi({ description: 'Unfinished generations at a time.' }),
    requests: z.object({ per_minute: z.int(), left: z.int(), full_at: time('When all are free again') }).nullable().openapi({ description: 'Requests to make pictures.' }),
    pictures_today: bound.nullable().openapi({ description: 'Pictures of models that cost nothing.' }),
    free_pictures_today: bound.nullable().openapi({ description: 'Pictures of models with a price that are not paid for.' }),
    balance: z.number().nullable().openapi({ description: 'Micro-units of the currency.' }),
    key: z.object({ per_minute: z.int().nullable(), concurrency: z.int().nullable(), money_per_day: z.number().nullable(), spent_today: z.number() }).nullable().openapi({ description: 'Limits of the key you came with.' }),
  })
  .openapi('Limits')
export type LimitsBody = z.output<typeof limitsSchema>

export const challengeSchema = z
  .object({
    object: z.literal('challenge'),
    needed: z.boolean().openapi({ description: 'Whether an order needs it right now.' }),
    challenge: z.string(),
    bits: z.int().openapi({ description: 'Find an answer (1 to 24 of 0-9a-z) so that SHA-256 of challenge + "." + answer begins with so many zero bits; send challenge + "." + answer as Gesso-Work.' }),
    expires_at: time('When it is too late'),
  })
  .openapi('Challenge')

export const endUserSchema = z
  .object({ object: z.literal('end_user'), generations: z.array(generationSchema).openapi({ description: 'What was made for them, newest first; at most 1000.' }) })
  .openapi('EndUser')
export const endUserErasedSchema = z.object({ object: z.literal('end_user_erased'), generations: z.int(), images: z.int() }).openapi('EndUserErased')

export const decisionListSchema = listOf(
  z.object({ object: z.literal('account_event'), at: time('When'), by: z.enum(['operator', 'member', 'program']), event: z.string(), detail: z.string() }),
  'AccountEventList',
)
export const openingSchema = z
  .object({
    id: z.string(),
    object: z.literal('opening'),
    reason: z.string().openapi({ description: 'Why the operator looked.' }),
    at: time('From when'),
    until: time('Until when'),
    reads: z.int().openapi({ description: 'How often something was read.' }),
  })
  .openapi('Opening')
export const openingListSchema = listOf(openingSchema, 'OpeningList')
export const reasonSchema = z.enum(reasons)
