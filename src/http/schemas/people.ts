// What people send and get when they sign in and look after their sign-in.

import { z } from '@hono/zod-openapi'
import { time } from './image.ts'

const mail = z.string().min(3).max(320).openapi({ description: 'A mail address.', example: 'ann@example.org' })
const phone = z.string().min(5).max(40).openapi({ description: 'A phone number in international form; a number of mainland China may come without +86.', example: '+8613812345678' })
const password = z.string().min(1).max(1024).openapi({ description: 'The password.' })
const ticket = z.string().min(1).max(100).openapi({ description: 'What the request for the code answered. A code works only together with its ticket.' })
const code = z.string().min(1).max(40).openapi({ description: 'The code that was sent, or that the authenticator app shows.', example: '204861' })
const recoveryCode = z.string().min(1).max(40).openapi({ description: 'One of the recovery codes. Each works once.' })
const passkeyAnswer = z.looseObject({}).openapi({ description: 'What `navigator.credentials` gave, as `PublicKeyCredential.toJSON()` writes it.' })

export const waysSchema = z
  .object({
    object: z.literal('sign_in_ways'),
    sign_up: z.boolean().openapi({ description: 'Whether new people may make an account.' }),
    password: z.object({ least: z.int().openapi({ description: 'Fewest characters.' }) }).nullable().openapi({ description: 'null = not by password.' }),
    mail_code: z.boolean(),
    phone_code: z.boolean(),
    passkey: z.boolean(),
    second_factor: z.boolean().openapi({ description: 'Whether people can ask for a second step.' }),
    providers: z.array(z.object({ id: z.string(), kind: z.enum(['oidc', 'github', 'google', 'wechat']), name: z.string() })).openapi({ description: 'Other sites, best first.' }),
    news: z.boolean().openapi({ description: 'Whether people can ask for news by mail.' }),
  })
  .openapi('SignInWays')

export const contactRequestSchema = z.object({ mail: mail.optional(), phone: phone.optional() }).openapi('ContactRequest')

export const ticketSchema = z
  .object({ object: z.literal('ticket'), ticket: z.string().openapi({ description: 'Goes with the code.' }), expires_at: time('When the code stops working') })
  .openapi('Ticket')

export const codeRequestSchema = z.object({ ticket, code }).openapi('CodeRequest')
export const signUpRequestSchema = z.object({ mail, password, name: z.string().max(80).optional().openapi({ description: 'How to call the person.' }) }).openapi('SignUpRequest')
export const passwordRequestSchema = z.object({ mail, password }).openapi('PasswordRequest')
export const resetRequestSchema = z.object({ mail }).openapi('ResetRequest')
export const newPasswordByCodeSchema = z.object({ ticket, code, password }).openapi('NewPasswordByCode')
export const secondStepRequestSchema = z.object({ code: code.optional(), recovery_code: recoveryCode.optional() }).openapi('SecondStepRequest')
export const passkeyRequestSchema = z.object({ response: passkeyAnswer }).openapi('PasskeyRequest')

export const signedInSchema = z
  .object({
    object: z.literal('signed_in'),
    state: z.enum(['signed-in', 'second-step']).openapi({ description: 'second-step = POST /v1/sign-in/second-step comes next; until then nothing may be done.' }),
    person: z.string().openapi({ description: 'Id of the person.' }),
    is_new: z.boolean().openapi({ description: 'Whether the account was made with this sign-in.' }),
  })
  .openapi('SignedIn')

export const passkeyOptionsSchema = z
  .object({ object: z.literal('passkey_options'), options: z.looseObject({}).openapi({ description: 'For `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`.' }) })
  .openapi('PasskeyOptions')

export const awaySchema = z.object({ object: z.literal('address'), url: z.string().openapi({ description: 'Where to send the browser. It comes back to this server by itself.' }) }).openapi('AwayAddress')

export const doneSchema = z.object({ object: z.literal('done'), count: z.int().optional().openapi({ description: 'How many it was, where that says something.' }) }).openapi('Done')

export const meSchema = z
  .object({
    object: z.literal('me'),
    id: z.string(),
    name: z.string(),
    language: z.enum(['en', 'zh']).openapi({ description: 'Language of messages.' }),
    mail: z.string().nullable().openapi({ description: 'The confirmed mail address.' }),
    phone: z.string().nullable().openapi({ description: 'The confirmed phone number.' }),
    created_at: time('When the person signed up'),
    password: z.boolean().openapi({ description: 'Whether there is a password.' }),
    second_factor: z.boolean().openapi({ description: 'Whether sign-ins ask for a second step.' }),
    logins: z.array(z.object({ id: z.string(), provider: z.string(), name: z.string(), created_at: time('When it was linked') })).openapi({ description: 'Other sites that lead to this account.' }),
    passkeys: z.array(z.object({ id: z.string(), name: z.string(), created_at: time('When it was added'), synced: z.boolean().openapi({ description: 'Whether it is copied between devices.' }) })),
    news: z.enum(['off', 'asked', 'on']).openapi({ description: 'asked = the mail that asks for confirmation was sent.' }),
    sign_in: z.object({
      id: z.string(),
      factors: z.array(z.string()).openapi({ description: 'What was proved: password, mail, phone, passkey, provider, totp, recovery.' }),
      signed_in_at: time('When this sign-in began'),
      confirmed_until: time('Until when dangerous acts need no new proof'),
    }),
  })
  .openapi('Me')

export const meChangeSchema = z.object({ name: z.string().max(80).optional(), language: z.enum(['en', 'zh']).optional() }).openapi('MeChange')

export const signInListSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(
      z.object({
        id: z.string(),
        current: z.boolean().openapi({ description: 'Whether it is the one that asks.' }),
        browser: z.string().openapi({ description: 'What the browser called itself.' }),
        factors: z.array(z.string()),
        signed_in_at: time('When it began'),
        last_seen_at: time('When it was used last, to the hour'),
        expires_at: time('When it ends whatever happens'),
      }),
    ),
  })
  .openapi('SignInList')

export const signOutEverywhereSchema = z.object({ keep_this: z.boolean().optional().openapi({ description: 'Whether the one that asks stays. Usual: no.' }) }).openapi('SignOutEverywhere')

export const confirmRequestSchema = z
  .object({ password: password.optional(), ticket: ticket.optional(), code: code.optional(), recovery_code: recoveryCode.optional(), response: passkeyAnswer.optional() })
  .openapi('ConfirmRequest', { description: 'One proof: the password; a code of the app; ticket and code of a message; a recovery code; or the answer of a passkey.' })

export const confirmCodeSchema = z.object({ kind: z.enum(['mail', 'phone']).openapi({ description: 'Which own contact the code goes to.' }) }).openapi('ConfirmCodeRequest')
export const newPasswordSchema = z.object({ password }).openapi('NewPassword')
export const contactCodeSchema = z.object({ ticket, code }).openapi('ContactCode')
export const passkeyNameSchema = z.object({ name: z.string().max(60).optional().openapi({ description: 'What the browser calls the account while it asks.' }) }).openapi('PasskeyBegin')
export const newPasskeySchema = z.object({ response: passkeyAnswer, name: z.string().max(60).default('').openapi({ description: 'How to call it in lists, e.g. the device.' }) }).openapi('NewPasskey')
export const createdSchema = z.object({ object: z.literal('created'), id: z.string() }).openapi('Created')

export const secondFactorSchema = z
  .object({
    object: z.literal('second_factor'),
    address: z.string().openapi({ description: '`otpauth:` address for the authenticator app; show it as a QR code. It is never shown again.' }),
    recovery_codes: z.array(z.string()).openapi({ description: 'For when the app is lost; each works once. They are never shown again.' }),
  })
  .openapi('SecondFactor')

export const secondFactorCodeSchema = z.object({ code }).openapi('SecondFactorCode')
export const recoveryCodesSchema = z.object({ object: z.literal('recovery_codes'), recovery_codes: z.array(z.string()) }).openapi('RecoveryCodes')
export const newsChoiceSchema = z.object({ wanted: z.boolean() }).openapi('NewsChoice')

const newsWords = z.object({ subject: z.string().min(1).max(150), text: z.string().min(1).max(20_000) })
export const newsSchema = z.object({ en: newsWords, zh: newsWords }).openapi('News')

export const messageListSchema = z
  .object({
    object: z.literal('list'),
    waiting: z.int().openapi({ description: 'Messages that were not sent yet.' }),
    data: z.array(
      z.object({
        id: z.string(),
        channel: z.enum(['mail', 'sms']),
        template: z.string(),
        language: z.enum(['en', 'zh']),
        state: z.enum(['waiting', 'sent', 'failed']),
        attempts: z.int(),
        code: z.string().nullable().openapi({ description: 'Why the last try failed: a code of the vendor or of ours.' }),
        created_at: time('When it was put in'),
        next_at: time('When it is tried next'),
        ended_at: time('When it was sent or given up').nullable(),
        letter: z
          .object({ address: z.string(), subject: z.string(), text: z.string() })
          .nullable()
          .openapi({ description: 'Address and words. Only with a development adapter, and only to a caller on this machine; else null.' }),
      }),
    ),
  })
  .openapi('MessageList')
