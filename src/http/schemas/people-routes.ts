// What each route of signing in takes and answers.

import { z } from '@hono/zod-openapi'
import type { RouteSchema } from '../route.ts'
import * as people from './people.ts'

const idOf = (what: string) => z.object({ id: z.string().openapi({ description: `Id of the ${what}.` }) })
const bodyErrors = ['body_not_json', 'body_not_text', 'content_type_unsupported', 'body_too_large', 'field_invalid'] as const
const guessing = [...bodyErrors, 'sign_in_failed', 'too_many_tries'] as const
const sending = [...bodyErrors, 'sign_in_way_off', 'too_many_tries', 'message_unsendable'] as const
const passwords = ['password_too_short', 'password_common'] as const
const fresh = ['sign_in_missing', 'sign_in_stale'] as const
const done = { 200: { description: 'It is done.', schema: people.doneSchema } }
const signedIn = { 200: { description: 'The sign-in, with its cookie; or its first step.', schema: people.signedInSchema } }
const ticketSent = { 202: { description: 'The same answer whether the contact has an account or not. If it may, the code is on its way.', schema: people.ticketSchema } }

export const readWays: RouteSchema = { summary: 'Ways to sign in here', answers: { 200: { description: 'The ways.', schema: people.waysSchema } } }

export const askCode: RouteSchema = { summary: 'Have a code sent, to sign in or to sign up', body: people.contactRequestSchema, answers: ticketSent, errors: sending }

export const enterCode: RouteSchema = {
  summary: 'Sign in with the code that was sent',
  description: 'The code of POST /v1/sign-in/codes or POST /v1/sign-up. Five tries for each ticket.',
  body: people.codeRequestSchema,
  answers: signedIn,
  errors: [...guessing, 'login_taken'],
}

export const signUp: RouteSchema = {
  summary: 'Make an account with a password',
  description: 'Nothing is made until the code that is sent to the address was entered at POST /v1/sign-in/code.',
  body: people.signUpRequestSchema,
  answers: ticketSent,
  errors: [...sending, ...passwords],
}

export const enterPassword: RouteSchema = { summary: 'Sign in with mail address and password', body: people.passwordRequestSchema, answers: signedIn, errors: [...guessing, 'sign_in_way_off'] }

export const askReset: RouteSchema = { summary: 'Have a code sent to choose a new password', body: people.resetRequestSchema, answers: ticketSent, errors: sending }

export const enterReset: RouteSchema = {
  summary: 'Choose a new password with the code that was sent',
  description: 'Ends every sign-in of the person.',
  body: people.newPasswordByCodeSchema,
  answers: done,
  errors: [...guessing, ...passwords, 'sign_in_way_off'],
}

export const enterSecondStep: RouteSchema = {
  summary: 'The second step of a sign-in',
  body: people.secondStepRequestSchema,
  answers: signedIn,
  errors: [...guessing, 'sign_in_missing'],
}

export const beginPasskeySignIn: RouteSchema = { summary: 'Begin to sign in with a passkey', answers: { 200: { description: 'What the browser asks the authenticator.', schema: people.passkeyOptionsSchema } }, errors: ['sign_in_way_off', 'too_many_tries'] }
export const enterPasskey: RouteSchema = { summary: 'Sign in with a passkey', body: people.passkeyRequestSchema, answers: signedIn, errors: [...guessing, 'sign_in_way_off'] }

export const leaveForProvider: RouteSchema = {
  summary: 'Begin to sign in by another site',
  params: idOf('provider'),
  answers: { 200: { description: 'Where to send the browser.', schema: people.awaySchema } },
  errors: ['too_many_tries', 'provider_failed'],
}

export const comeBack: RouteSchema = {
  summary: 'Where other sites send the browser back to',
  params: idOf('provider'),
  answers: { 303: { description: 'Back to the studio: /?sign-in=done, new, second-step, linked, or failed with the code of the error.', types: ['text/plain'] } },
}

export const signOut: RouteSchema = { summary: 'Sign out', answers: done }

export const readMe: RouteSchema = { summary: 'Who is signed in, and what leads to their account', answers: { 200: { description: 'The person.', schema: people.meSchema } }, errors: ['sign_in_missing'] }
export const changeMe: RouteSchema = { summary: 'Change name or language', body: people.meChangeSchema, answers: { 200: { description: 'The person as they are now.', schema: people.meSchema } }, errors: [...bodyErrors, 'sign_in_missing'] }
export const listSignIns: RouteSchema = { summary: 'Where one is signed in', answers: { 200: { description: 'Newest use first.', schema: people.signInListSchema } }, errors: ['sign_in_missing'] }
export const endSignIn: RouteSchema = { summary: 'Sign out one browser', params: idOf('sign-in'), answers: done, errors: ['sign_in_missing'] }
export const signOutEverywhere: RouteSchema = { summary: 'Sign out everywhere', body: people.signOutEverywhereSchema, answers: done, errors: [...bodyErrors, 'sign_in_missing'] }

export const askConfirmCode: RouteSchema = {
  summary: 'Have a code sent to prove again who one is',
  body: people.confirmCodeSchema,
  answers: { 202: { description: 'The code is on its way.', schema: people.ticketSchema } },
  errors: [...sending, 'sign_in_missing'],
}

export const confirmMe: RouteSchema = {
  summary: 'Prove again who one is',
  description: 'For some minutes (setting signIn.confirmMinutes) dangerous acts are allowed: erasing, exporting, changing what guards the account.',
  body: people.confirmRequestSchema,
  answers: done,
  errors: [...guessing, 'sign_in_missing'],
}

export const choosePassword: RouteSchema = {
  summary: 'Choose a password',
  description: 'Ends every other sign-in.',
  body: people.newPasswordSchema,
  answers: done,
  errors: [...bodyErrors, ...passwords, ...fresh, 'sign_in_way_off'],
}

export const addContact: RouteSchema = {
  summary: 'Have a code sent to a new mail address or phone number',
  body: people.contactRequestSchema,
  answers: { 202: { description: 'The code is on its way.', schema: people.ticketSchema } },
  errors: [...sending, ...fresh],
}

export const confirmContact: RouteSchema = { summary: 'Put a new contact in the place of the old one', body: people.contactCodeSchema, answers: done, errors: [...guessing, 'login_taken', 'sign_in_missing'] }

export const removeContact: RouteSchema = {
  summary: 'Remove a contact',
  params: z.object({ kind: z.enum(['mail', 'phone']).openapi({ description: 'Which one.' }) }),
  answers: done,
  errors: [...fresh, 'login_last'],
}

export const beginPasskey: RouteSchema = { summary: 'Begin to add a passkey', body: people.passkeyNameSchema, answers: { 200: { description: 'What the browser asks the authenticator.', schema: people.passkeyOptionsSchema } }, errors: [...bodyErrors, ...fresh, 'sign_in_way_off'] }
export const addPasskey: RouteSchema = { summary: 'Add a passkey', body: people.newPasskeySchema, answers: { 201: { description: 'The passkey.', schema: people.createdSchema } }, errors: [...bodyErrors, ...fresh, 'sign_in_failed', 'sign_in_way_off'] }
export const removePasskey: RouteSchema = { summary: 'Remove a passkey', params: idOf('passkey'), answers: done, errors: [...fresh, 'login_last'] }

export const prepareSecondFactor: RouteSchema = {
  summary: 'Begin to ask for a second step',
  description: 'In force once a code of the app was given to POST /v1/me/second-factor/confirm.',
  answers: { 200: { description: 'Secret and recovery codes, shown once.', schema: people.secondFactorSchema } },
  errors: [...fresh, 'sign_in_way_off', 'sign_in_failed'],
}

export const confirmSecondFactor: RouteSchema = { summary: 'Put the second step in force', body: people.secondFactorCodeSchema, answers: done, errors: [...guessing, ...fresh, 'sign_in_way_off'] }
export const removeSecondFactor: RouteSchema = { summary: 'Ask for no second step any more', answers: done, errors: fresh }
export const newRecoveryCodes: RouteSchema = { summary: 'New recovery codes; the old ones stop working', answers: { 200: { description: 'Shown once.', schema: people.recoveryCodesSchema } }, errors: [...fresh, 'sign_in_failed'] }

export const carrySession: RouteSchema = {
  summary: 'Carry this browser\'s visitor session over into the account',
  description: 'Everything finished is sealed anew to the account and keeps its deadline; unfinished orders and share links do not come along. Then the session ends. Answers how many generations came.',
  answers: done,
  errors: ['sign_in_missing', 'session_missing', 'scope_missing'],
}

export const linkProvider: RouteSchema = {
  summary: 'Begin to link a sign-in by another site',
  params: idOf('provider'),
  answers: { 200: { description: 'Where to send the browser.', schema: people.awaySchema } },
  errors: [...fresh, 'too_many_tries', 'provider_failed'],
}

export const unlinkLogin: RouteSchema = { summary: 'Unlink a sign-in by another site', params: idOf('login'), answers: done, errors: [...fresh, 'login_last'] }

export const chooseNews: RouteSchema = {
  summary: 'Ask for news by mail, or for no more',
  description: 'Asking sends a mail whose link has to be opened; only then news is sent.',
  body: people.newsChoiceSchema,
  answers: { 200: { description: 'The person as they are now.', schema: people.meSchema } },
  errors: [...sending, 'sign_in_missing'],
}

const newsParams = z.object({ token: z.string().openapi({ description: 'From the mail.' }) })
const newsPage = { 200: { description: 'A page with one button.', types: ['text/html'] } }
export const readNewsPage: RouteSchema = { summary: 'The page behind the links of a news mail', params: newsParams, answers: newsPage }
export const confirmNews: RouteSchema = { summary: 'Agree to news', params: newsParams, answers: newsPage }
export const stopNews: RouteSchema = { summary: 'Stop news by one click (RFC 8058)', params: newsParams, answers: newsPage }

export const sendNews: RouteSchema = {
  summary: 'Send news to everybody who confirmed that they want it',
  description: 'Each mail has the one-click way out of RFC 8058. Nothing else can go this way, and nobody else gets it.',
  body: people.newsSchema,
  answers: done,
  errors: [...bodyErrors, 'sign_in_way_off'],
}

export const listMessages: RouteSchema = {
  summary: 'The outbox: what was sent, waits or failed',
  description: 'Codes and times; with a development adapter also the words, on this machine only.',
  answers: { 200: { description: 'The newest hundred.', schema: people.messageListSchema } },
}
