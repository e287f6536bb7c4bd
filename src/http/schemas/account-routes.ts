// What the routes of accounts, keys and limits take and answer.

import { z } from '@hono/zod-openapi'
import type { RouteSchema } from '../route.ts'
import * as shapes from './accounts.ts'
import { requestSchema } from './rights.ts'

const idOf = (what: string) => z.object({ id: z.string().openapi({ description: `Id of the ${what}.` }) })
const bodyErrors = ['field_invalid', 'body_not_json', 'body_not_text', 'content_type_unsupported', 'body_too_large'] as const
const ofPeople = ['role_missing', 'account_suspended', 'account_frozen', 'account_ended'] as const

export const readLimits: RouteSchema = { summary: 'What you may ask right now', description: 'Answers about making pictures tell the pace in x-ratelimit-limit-requests, x-ratelimit-remaining-requests and x-ratelimit-reset-requests too.', answers: { 200: { description: 'The limits.', schema: shapes.limitsSchema } } }
export const readChallenge: RouteSchema = { summary: 'A small computation that a visitor\'s order needs while the line is long', answers: { 200: { description: 'The challenge; good for ten minutes and one order.', schema: shapes.challengeSchema } } }

export const listAccounts: RouteSchema = { summary: 'Accounts that you belong to', description: 'Header `Gesso-Account` chooses one for a single request.', answers: { 200: { description: 'Your own first.', schema: shapes.accountListSchema } } }
export const createAccount: RouteSchema = { summary: 'Open an account for an organisation', body: shapes.newAccountSchema, answers: { 201: { description: 'It is open, and you own it.', schema: shapes.accountSchema } }, errors: [...bodyErrors, ...ofPeople, 'too_many_members', 'party_denied'] }
export const switchAccount: RouteSchema = { summary: 'Act for another of your accounts from now on', params: idOf('account'), answers: { 200: { description: 'With a cookie that remembers it.', schema: shapes.accountSchema } } }
export const readAccount: RouteSchema = { summary: 'The account you act for', answers: { 200: { description: 'The account.', schema: shapes.accountSchema } } }
export const changeAccount: RouteSchema = { summary: 'Rename the account', body: shapes.accountChangeSchema, answers: { 200: { description: 'As it is now.', schema: shapes.accountSchema } }, errors: [...bodyErrors, ...ofPeople, 'party_denied'] }
export const closeAccount: RouteSchema = {
  summary: 'Close the account, for good',
  description: 'Keys stop at once, everything of it is erased, and with an individual account the person\'s own data. Where the charter says `rights.deletion: reviewed` it waits for the operator. What law keeps (entries of the ledger) stays.',
  body: shapes.closingSchema,
  answers: { 200: { description: 'It is closed; with the receipt.', schema: requestSchema }, 202: { description: 'It waits for the operator.', schema: requestSchema } },
  errors: [...bodyErrors, ...ofPeople, 'copy_first', 'sign_in_stale', 'organisations_first'],
}
export const appealStanding: RouteSchema = { summary: 'Have the standing of the account looked at again', answers: { 200: { description: 'Noted.', schema: shapes.accountSchema } } }
export const refuseTerms: RouteSchema = { summary: 'Refuse new terms', description: 'Nothing new is made; your things can be taken away for a while (`accounts.exportDays`), then the account is closed.', answers: { 200: { description: 'Noted.', schema: shapes.accountSchema } }, errors: ofPeople }
export const mendContact: RouteSchema = { summary: 'Say that your contact works again', description: 'After signing in by a code that reached it.', answers: { 200: { description: 'As it stands now.', schema: shapes.accountSchema } }, errors: ['sign_in_stale'] }
export const listDecisions: RouteSchema = { summary: 'What was decided about the account', answers: { 200: { description: 'Oldest first.', schema: shapes.decisionListSchema } } }
export const listOpenings: RouteSchema = { summary: 'When an operator looked at personal data of the account, and why', answers: { 200: { description: 'Newest first.', schema: shapes.openingListSchema } } }

export const listMembers: RouteSchema = { summary: 'Who belongs to the account', answers: { 200: { description: 'Oldest first.', schema: shapes.memberListSchema } } }
export const setRole: RouteSchema = { summary: 'Give a member another role', params: idOf('person'), body: shapes.roleChangeSchema, answers: { 200: { description: 'All of them.', schema: shapes.memberListSchema } }, errors: [...bodyErrors, ...ofPeople, 'owner_needed'] }
export const removeMember: RouteSchema = { summary: 'Take a member out, or leave', params: idOf('person'), answers: { 204: { description: 'They are out.' } }, errors: [...ofPeople, 'owner_needed'] }
export const listInvitations: RouteSchema = { summary: 'Invitations that can still be taken', answers: { 200: { description: 'Newest first.', schema: shapes.invitationListSchema } }, errors: ofPeople }
export const createInvitation: RouteSchema = { summary: 'Invite somebody by e-mail', body: shapes.newInvitationSchema, answers: { 201: { description: 'It was sent.', schema: shapes.invitationSchema } }, errors: [...bodyErrors, ...ofPeople, 'too_many_members', 'message_unsendable'] }
export const withdrawInvitation: RouteSchema = { summary: 'Take an invitation back', params: idOf('invitation'), answers: { 204: { description: 'It is taken back.' } }, errors: ofPeople }
export const takeInvitation: RouteSchema = { summary: 'Take an invitation', body: shapes.takeSchema, answers: { 200: { description: 'The account you belong to now.', schema: shapes.accountSchema } }, errors: [...bodyErrors, 'member_already'] }
export const offerOwnership: RouteSchema = { summary: 'Offer the account to another member', body: shapes.personSchema, answers: { 201: { description: 'They have to agree.', schema: shapes.invitationSchema } }, errors: [...bodyErrors, ...ofPeople, 'sign_in_stale'] }
export const listOffers: RouteSchema = { summary: 'Accounts that were offered to you', answers: { 200: { description: 'Newest first.', schema: shapes.invitationListSchema } } }
export const takeOwnership: RouteSchema = { summary: 'Take an account over', params: idOf('offer'), answers: { 200: { description: 'It is yours.', schema: shapes.accountSchema } }, errors: ['sign_in_stale'] }
export const declineOwnership: RouteSchema = { summary: 'Decline an account that was offered', params: idOf('offer'), answers: { 204: { description: 'Declined.' } } }

export const listKeys: RouteSchema = { summary: 'API keys of the account', answers: { 200: { description: 'Newest first.', schema: shapes.keyListSchema } }, errors: ofPeople }
export const createKey: RouteSchema = { summary: 'Make an API key', body: shapes.newKeyWishSchema, answers: { 201: { description: 'The key, told this once.', schema: shapes.newKeySchema } }, errors: [...bodyErrors, ...ofPeople, 'sign_in_stale', 'verification_needed', 'too_many_keys', 'party_denied'] }
export const changeKey: RouteSchema = { summary: 'Change an API key\'s limits', params: idOf('key'), body: shapes.keyWishSchema, answers: { 200: { description: 'As it is now.', schema: shapes.keySchema } }, errors: [...bodyErrors, ...ofPeople] }
export const rotateKey: RouteSchema = { summary: 'Put a new API key in the place of an old one', params: idOf('key'), body: shapes.rotationSchema, answers: { 201: { description: 'The new one, told this once; the old one works for the overlap.', schema: shapes.rotatedKeySchema } }, errors: [...bodyErrors, ...ofPeople, 'sign_in_stale', 'verification_needed'] }
export const revokeKey: RouteSchema = { summary: 'Revoke an API key', description: 'From the answer on every server refuses it.', params: idOf('key'), answers: { 200: { description: 'It is revoked.', schema: shapes.keySchema } }, errors: ofPeople }
export const reportLeak: RouteSchema = { summary: 'Report a key that was found in the open', description: 'Anybody who has it can: it is revoked at once and its owners are told. Keys match `gesso_[0-9A-Za-z]{38}`; the last six letters are a checksum (CRC-32, base 62) of the 32 before.', body: shapes.leakSchema, answers: { 200: { description: 'Done.', schema: shapes.leakAnswerSchema } }, errors: bodyErrors }

export const readEndUser: RouteSchema = { summary: 'Everything that was made for one of your users', params: idOf('user, as your requests gave it (`user`, `user_id`)'), answers: { 200: { description: 'Words, settings and pictures.', schema: shapes.endUserSchema } }, errors: ['field_invalid'] }
export const eraseEndUser: RouteSchema = { summary: 'Erase everything that was made for one of your users', params: idOf('user'), answers: { 200: { description: 'It is gone.', schema: shapes.endUserErasedSchema } }, errors: ['field_invalid'] }
