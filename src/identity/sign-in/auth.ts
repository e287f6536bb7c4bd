// better-auth as this program uses it: behind our tables, our clock and our handlers; its own router is never mounted.

import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins'
import { newId } from '../../core/birth.ts'
import { Stated } from '../../core/errors.ts'
import type { Parts } from '../../core/ports.ts'
import { createSignInAdapter } from './adapter.ts'

export type Auth = ReturnType<typeof createAuth>
export type Inner = Awaited<Auth['$context']>['internalAdapter']

/** Where a browser reached us: what cookies and passkeys are bound to. */
export interface Place {
  /** e.g. `https://gesso.example`. */
  origin: string
  /** Cookies over plain HTTP, on loopback only. */
  plainLoopback: boolean
}

/** Instances kept for each set of parts; names that a server may be opened under are few. */
const most = 16
const kept = new WeakMap<object, Map<string, Promise<Auth>>>()
const nowhere: Place = { origin: 'https://localhost', plainLoopback: false }

export function authOf(parts: Parts, place: Place = nowhere): Promise<Auth> {
  const own = kept.get(parts.store) ?? new Map<string, Promise<Auth>>()
  kept.set(parts.store, own)
  const name = `${place.origin} ${place.plainLoopback}`
  const found = own.get(name)
  if (found) return found
  if (own.size >= most) own.delete([...own.keys()][0] ?? '')
  const made = secretOf(parts).then((secret) => createAuth(parts, place, secret))
  own.set(name, made)
  return made
}

/** better-auth's own ways to its tables, for what has no handler of its own. */
export async function innerOf(parts: Parts): Promise<Inner> {
  return (await (await authOf(parts)).$context).internalAdapter
}

async function secretOf({ vault, sealing }: Parts): Promise<string> {
  await vault.publicKey('server/sign-in')
  const key = await vault.privateKey('server/sign-in')
  if (!key) throw new Stated('storage_unavailable')
  return Buffer.from(sealing.digest('sign-in secret', key)).toString('hex')
}

/** Prefix of the short-lived cookies of one sign-in (challenges). */
export const stepPrefix = ({ plainLoopback }: Place): string => (plainLoopback ? 'gesso-step' : '__Host-gesso-step')

function createAuth(parts: Parts, place: Place, secret: string) {
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
      passkey({ rpName: charter.labels.provider, rpID: new URL(place.origin).hostname, origin: place.origin, authenticatorSelection: { residentKey: 'required', userVerification: 'required' } }),
      twoFactor({ issuer: charter.labels.provider, allowPasswordless: true }),
    ],
  })
}
