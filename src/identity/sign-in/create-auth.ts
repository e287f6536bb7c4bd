// better-auth as this program uses it: behind our tables, our clock and our handlers; its own router is never mounted.

import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins'
import { newId } from '../../core/birth.ts'
import type { Parts } from '../../core/ports.ts'
import { createSignInAdapter } from './adapter.ts'
import { stepPrefix, type Place } from './place.ts'

export function createAuth(parts: Parts, place: Place, secret: string) {
  const { charter, random } = parts
  const day = 86_400
  return betterAuth({
    appName: charter.labels.provider,
    baseURL: place.origin,
    secret,
    database: createSignInAdapter(parts),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    user: { additionalFields: { phoneNumber: { type: 'string', required: false }, phoneNumberVerified: { type: 'boolean', required: false }, language: { type: 'string', required: false } } },
    session: {
      expiresIn: charter.signIn.mostDays * day,
      disableSessionRefresh: true,
      // Whether a proof is fresh is asked by our own handlers, by `confirmedAt`.
      freshAge: 0,
      additionalFields: { factors: { type: 'string', required: true }, pending: { type: 'boolean', required: true }, confirmedAt: { type: 'date', required: true } },
    },
    advanced: {
      cookiePrefix: stepPrefix(place),
      useSecureCookies: false,
      defaultCookieAttributes: { secure: !place.plainLoopback, sameSite: 'lax', httpOnly: true, path: '/' },
      disableCSRFCheck: true,
      ipAddress: { disableIpTracking: true },
      database: { generateId: ({ model }) => (model === 'user' ? newId('per', random) : Buffer.from(random.bytes(16)).toString('hex')) },
    },
    plugins: [
      passkey({
        rpName: charter.labels.provider,
        rpID: new URL(place.origin).hostname,
        origin: place.origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        // A passkey stands for two factors, so the authenticator must have asked for a finger, a face or a PIN.
        registration: { afterVerification: async ({ verification }) => needVerified(verification.registrationInfo?.userVerified) },
        authentication: { afterVerification: async ({ verification }) => needVerified(verification.authenticationInfo.userVerified) },
      }),
      twoFactor({ issuer: charter.labels.provider, allowPasswordless: true }),
    ],
  })
}

function needVerified(verified: boolean | undefined): void {
  if (!verified) throw new Error('the authenticator did not ask who is there')
}
