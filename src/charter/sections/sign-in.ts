// Settings on how people sign in. Every way is off until the charter turns it on.

import { z } from 'zod'
import { company } from './company.ts'

const provider = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/).describe('Its name in addresses, e.g. `university`. It is part of every sign-in made by it: never change it.'),
  kind: z.enum(['oidc', 'github', 'google', 'wechat']).describe('`oidc` = any OpenID Connect issuer; else the preset of that site.'),
  name: z.string().min(1).max(60).describe('What stands on the button.'),
  issuer: z.url().optional().describe('Address of the issuer; compulsory for `oidc`.'),
  base: z.url().optional().describe('Another address in place of github.com and the like, e.g. of a company\'s own.'),
  clientId: z.string().min(1).max(200).describe('Id that the other site gave to this instance.'),
  clientSecretFile: z.string().min(1).optional().describe('File that holds the secret that belongs to it.'),
  company: company.optional().describe('Who runs it, for the published list of third parties. Compulsory when it is beyond this machine.'),
})

export const signIn = z
  .strictObject({
    signUp: z.boolean().default(true).describe('Whether new people may make an account by themselves.'),
    password: z.boolean().default(false).describe('Whether people can sign in by mail address and password.'),
    passwordLeast: z.number().int().min(10).max(64).default(10).describe('Fewest characters of a password. Length counts, not kinds of characters; common ones are refused.'),
    leakedPasswords: z
      .url()
      .optional()
      .describe('Address of a list of leaked passwords that is asked by the first five digits of the password\'s SHA-1 (range query), e.g. https://api.pwnedpasswords.com/range. Its host must be in outbound.hosts.'),
    mailCode: z.boolean().default(false).describe('Whether people can sign in by a code sent by mail.'),
    phoneCode: z.boolean().default(false).describe('Whether people can sign in by a code sent by text message.'),
    passkey: z.boolean().default(false).describe('Whether people can add passkeys and sign in by them.'),
    secondFactor: z.boolean().default(false).describe('Whether people can ask for a second step by an authenticator app, with recovery codes.'),
    providers: z.array(provider).default([]).describe('Other sites by which people can sign in.'),
    codeMinutes: z.number().int().min(2).max(60).default(10).describe('Minutes that a code works.'),
    idleDays: z.number().int().min(1).max(365).default(14).describe('Days without a request after which a sign-in ends.'),
    mostDays: z.number().int().min(1).max(365).default(30).describe('Days after which a sign-in ends whatever happens.'),
    confirmMinutes: z.number().int().min(1).max(60).default(10).describe('Minutes after a proof of identity in which dangerous acts are allowed: erasing, exporting, changing what guards the account.'),
    news: z.boolean().default(false).describe('Whether people can ask for news by mail. It is sent only to those who confirmed it twice, and each one can be stopped by one click.'),
  })
  .describe('How people sign in.')
