// What operators see of accounts and decide about them, and what people send to be verified.

import { z } from '@hono/zod-openapi'
import { standings } from '../../core/account-tables.ts'
import { verdictReasons } from '../../core/verification.ts'
import { accountSchema, reasonSchema } from './accounts.ts'
import { time } from './image.ts'

const listOf = <T extends z.ZodType>(one: T, title: string) => z.object({ object: z.literal('list'), data: z.array(one) }).openapi(title)

/** No name and no contact: those are behind an opening. */
export const accountBriefSchema = accountSchema
  .omit({ name: true, role: true, current: true, object: true })
  .extend({ object: z.literal('account_brief'), members: z.int(), keys: z.int().openapi({ description: 'Living ones.' }), pictures: z.int(), unfinished: z.int() })
  .openapi('AccountBrief')
export type AccountBriefBody = z.output<typeof accountBriefSchema>
export const accountBriefListSchema = z.object({ object: z.literal('list'), data: z.array(accountBriefSchema), next: z.string().nullable().openapi({ description: 'For `before` of the next page; null = that was the last.' }) }).openapi('AccountBriefList')
export const accountsQuery = z.object({
  standing: z.enum(standings).optional().openapi({ description: 'Only those that stand like this.' }),
  before: z.string().optional().openapi({ description: 'Id of the last one of the page before.' }),
  limit: z.coerce.number().int().min(1).max(100).default(50).openapi({ description: 'Most on this page.' }),
})
export const standingWishSchema = z.object({ standing: z.enum(standings), reason: reasonSchema }).openapi('StandingWish')
export const findAccountsSchema = z
  .object({ mail: z.string().max(254).optional(), phone: z.string().max(40).optional() })
  .openapi('FindAccounts', { description: 'One of both, as it was confirmed.' })
export const openingWishSchema = z
  .object({ reason: z.string().trim().min(10).max(300).openapi({ description: 'Why; shown to the people of the account.' }), minutes: z.int().min(1).default(30) })
  .openapi('OpeningWish')
export const personalSchema = z
  .object({
    object: z.literal('personal_data'),
    name: z.string(),
    people: z.array(z.object({ person: z.string(), role: z.string(), name: z.string().optional(), mail: z.string().optional(), phone: z.string().optional() })),
  })
  .openapi('PersonalData')
export const operatorListSchema = listOf(z.object({ object: z.literal('operator'), person: z.string(), since: time('Since when') }), 'OperatorList')
export const auditSchema = z
  .object({ object: z.literal('audit'), lines: z.int(), broken: z.int().openapi({ description: 'Lines that do not follow from the one before; 0 = nothing was changed or taken out.' }), openings_30_days: z.int() })
  .openapi('Audit')

export const verificationSchema = z
  .object({
    id: z.string().openapi({ description: 'Id of the verification.' }),
    object: z.literal('verification'),
    account: z.string(),
    state: z.enum(['waiting', 'verified', 'refused']),
    reason: z.string().nullable(),
    asked_at: time('When it was asked for'),
    decided_at: time('When it was decided').nullable(),
    papers: z.int().openapi({ description: 'Papers that are kept until the verdict.' }),
  })
  .openapi('Verification')
export type VerificationBody = z.output<typeof verificationSchema>
export const verificationListSchema = listOf(verificationSchema, 'VerificationList')
export const verificationFormSchema = z
  .object({
    name: z.string().trim().min(1).max(120).openapi({ description: 'Name as the paper has it.' }),
    number: z.string().trim().min(3).max(60).openapi({ description: 'Number of the identity paper, the business licence, or the university.' }),
    country: z.string().regex(/^[A-Z]{2}$/).openapi({ description: 'Country of the paper, two capital letters.' }),
    representative: z.string().trim().min(1).max(120).optional().openapi({ description: 'For organisations: who represents it.' }),
  })
  .openapi('VerificationForm')
export const verificationFullSchema = verificationSchema.extend({ form: verificationFormSchema.nullable() }).openapi('VerificationFull')
export const verdictSchema = z.object({ verified: z.boolean(), reason: z.enum(verdictReasons) }).openapi('Verdict')
export const providerVerdictSchema = verdictSchema.extend({ verification: z.string().max(80) }).openapi('ProviderVerdict')
