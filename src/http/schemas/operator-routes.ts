// What the routes of operators and of verification take and answer.

import { z } from '@hono/zod-openapi'
import type { RouteSchema } from '../route.ts'
import { openingListSchema, openingSchema, personSchema } from './accounts.ts'
import * as shapes from './operator.ts'

const idOf = (what: string) => z.object({ id: z.string().openapi({ description: `Id of the ${what}.` }) })
const bodyErrors = ['field_invalid', 'body_not_json', 'body_not_text', 'content_type_unsupported', 'body_too_large'] as const

export const listAccounts: RouteSchema = { summary: 'Accounts, without names and contacts', query: shapes.accountsQuery, answers: { 200: { description: 'Newest first.', schema: shapes.accountBriefListSchema } }, errors: ['field_invalid'] }
export const findAccounts: RouteSchema = { summary: 'Find the accounts of whoever has this contact', description: 'By the exact mail address or phone number, whose keyed digest alone is compared; nothing is searched by parts. What is found is written into the record of decisions.', body: shapes.findAccountsSchema, answers: { 200: { description: 'Without names and contacts; empty when nobody has it.', schema: shapes.accountBriefListSchema } }, errors: bodyErrors }
export const readAccount: RouteSchema = { summary: 'One account, without names and contacts', params: idOf('account'), answers: { 200: { description: 'The account.', schema: shapes.accountBriefSchema } } }
export const setStanding: RouteSchema = { summary: 'Decide how an account stands', description: 'Its owners are told with the reason and how to appeal; `ended` revokes its keys at once, bans the contacts of a person\'s own account for a while, and erases it after `accounts.exportDays`.', params: idOf('account'), body: shapes.standingWishSchema, answers: { 200: { description: 'As it stands now.', schema: shapes.accountBriefSchema } }, errors: bodyErrors }
export const failContact: RouteSchema = { summary: 'Note that the contact of an account cannot be reached', description: 'It has `accounts.contactDays` business days to mend it, then it is suspended.', params: idOf('account'), answers: { 200: { description: 'As it stands now.', schema: shapes.accountBriefSchema } } }
export const openLook: RouteSchema = { summary: 'Open personal data of an account, with a reason and for a time', description: 'The account\'s people are told at once, see it in GET /v1/account/openings, and GET /v1/trust counts it.', params: idOf('account'), body: shapes.openingWishSchema, answers: { 201: { description: 'It is open.', schema: openingSchema } }, errors: bodyErrors }
export const listLooks: RouteSchema = { summary: 'When operators looked at personal data of an account', params: idOf('account'), answers: { 200: { description: 'Newest first.', schema: openingListSchema } } }
export const readPersonal: RouteSchema = { summary: 'Names and contacts of an account, while an opening lasts', params: idOf('account'), answers: { 200: { description: 'The data; the look is counted.', schema: shapes.personalSchema } }, errors: ['opening_needed'] }
export const listOperators: RouteSchema = { summary: 'People who operate this instance', answers: { 200: { description: 'Beside the operator\'s key.', schema: shapes.operatorListSchema } } }
export const addOperator: RouteSchema = { summary: 'Let a person operate this instance', body: personSchema, answers: { 200: { description: 'All of them.', schema: shapes.operatorListSchema } }, errors: bodyErrors }
export const removeOperator: RouteSchema = { summary: 'Let a person operate no longer', params: idOf('person'), answers: { 204: { description: 'Done.' } } }
export const checkAudit: RouteSchema = { summary: 'Whether the record of decisions is whole', answers: { 200: { description: 'Every line is checked against the one before.', schema: shapes.auditSchema } } }

export const listVerifications: RouteSchema = { summary: 'Verifications that wait for a verdict', answers: { 200: { description: 'Oldest first.', schema: shapes.verificationListSchema } } }
export const readVerification: RouteSchema = { summary: 'One verification with its form, while an opening of its account lasts', params: idOf('verification'), answers: { 200: { description: 'The form.', schema: shapes.verificationFullSchema } }, errors: ['opening_needed'] }
export const readPaper: RouteSchema = { summary: 'One paper of a verification, while an opening of its account lasts', params: idOf('verification').extend({ number: z.coerce.number().int().openapi({ description: 'From 0.' }) }), answers: { 200: { description: 'The file.', types: ['application/octet-stream'] } }, errors: ['opening_needed'] }
export const giveVerdict: RouteSchema = { summary: 'Decide a verification; its papers go with the verdict', params: idOf('verification'), body: shapes.verdictSchema, answers: { 200: { description: 'Decided.', schema: shapes.verificationSchema } }, errors: [...bodyErrors, 'request_decided'] }
export const hearVerdict: RouteSchema = { summary: 'A provider\'s verdict', description: 'Signed like the other webhooks here: `webhook-id`, `webhook-timestamp`, `webhook-signature: v1,<base64 of HMAC-SHA256 over id.timestamp.body>` with the secret of GESSO_VERIFICATION_SECRET; each id counts once, within five minutes.', body: shapes.providerVerdictSchema, answers: { 200: { description: 'Decided.', schema: shapes.verificationSchema } }, errors: [...bodyErrors, 'request_decided', 'key_invalid'] }

export const askVerification: RouteSchema = { summary: 'Ask to have the account\'s holder verified', body: shapes.verificationFormSchema, answers: { 201: { description: 'It waits. Papers can be added now.', schema: shapes.verificationSchema } }, errors: [...bodyErrors, 'verification_waiting', 'party_denied'] }
export const listOwnVerifications: RouteSchema = { summary: 'Verifications of the account', answers: { 200: { description: 'Newest first.', schema: shapes.verificationListSchema } } }
export const addPaper: RouteSchema = { summary: 'Add a paper to the verification that waits', fileTypes: ['image/png', 'image/jpeg', 'image/webp', 'application/pdf'], answers: { 201: { description: 'It is kept, sealed, until the verdict.', schema: shapes.verificationSchema } }, errors: ['content_type_unsupported', 'body_too_large', 'field_invalid'] }
