// Who asks: a key first, then the owner on this machine, somebody who signed in, or a visitor's session. Unknown means nobody.

import { hasAccounts, hasVisitors, type Caller } from '../core/callers.ts'
import { Stated } from '../core/errors.ts'
import type { Parts } from '../core/ports.ts'
import { callerOfKey } from './keys.ts'
import { houseOwner, isLoopbackAddress, vaultCaller } from './owner.ts'
import { findPerson } from './people.ts'
import { callerOfPerson } from './people-callers.ts'
import { callerOfToken, isSignedToken } from './signed-tokens.ts'
import { callerOfCookie, type CookiePlace } from './sessions.ts'
import { networkDigest } from './visitors.ts'

export interface Asker {
  /** Address of the other end of the connection; headers are never believed about it. */
  remoteAddress: string | undefined
  /** Where the request comes from as far as trusted proxies say; for limits only, never for who somebody is. */
  address?: string | undefined
  /** Whether the request names one of loopback's host names. */
  hostIsLoopback: boolean
  headers: Headers
  /** Whether tokens signed with a key count here as the key does: in Z.ai's dialect alone. */
  signedTokens: boolean
}

/** @throws Stated `key_invalid` and what else is wrong with a key; `not_found` for an account that is not theirs */
export async function identify(parts: Parts, operatorKeyHash: Uint8Array | undefined, asker: Asker): Promise<Caller | undefined> {
  const { headers } = asker
  const isOwner = parts.charter.access.who === 'owner' && isAtThisMachine(asker)
  const address = asker.address ?? asker.remoteAddress
  const key = bearerOf(headers)
  if (key !== undefined) {
    const sentFrom = { address, fromPage: headers.has('origin') }
    const byKey = await callerOfKey(parts, operatorKeyHash, key, sentFrom)
    const caller = byKey ?? (asker.signedTokens && isSignedToken(key) ? await callerOfToken(parts, key, sentFrom) : undefined)
    if (caller) return caller
    if (!isOwner) throw new Stated(isSignedToken(key) ? 'token_signed' : 'key_invalid')
  }
  if (isOwner) return vaultCaller(parts, 'owner', houseOwner)
  const place = cookiePlaceOf(asker)
  const person = hasAccounts(parts.charter) ? await findPerson(parts, headers, place) : undefined
  const signedIn = person && (await callerOfPerson(parts, person, headers, place))
  if (signedIn || !hasVisitors(parts.charter)) return signedIn
  const visitor = await callerOfCookie(parts, headers.get('cookie'), place)
  return visitor && { ...visitor, network: await networkDigest(parts, address), work: headers.get('gesso-work') ?? undefined }
}

export function cookiePlaceOf(asker: Pick<Asker, 'remoteAddress' | 'hostIsLoopback'>): CookiePlace {
  return { plainLoopback: asker.hostIsLoopback && isLoopbackAddress(asker.remoteAddress) }
}

/** A proxy on this machine connects from loopback too, on behalf of others: where one shows itself, nobody is the owner. */
function isAtThisMachine({ remoteAddress, hostIsLoopback, headers }: Asker): boolean {
  const passedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => headers.has(name))
  return isLoopbackAddress(remoteAddress) && hostIsLoopback && !passedOn
}

function bearerOf(headers: Headers): string | undefined {
  return /^bearer +(\S+)$/i.exec(headers.get('authorization')?.trim() ?? '')?.[1]
}
