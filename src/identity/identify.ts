// Who asks: a key first, then the owner on this machine or a visitor's session. Unknown means nobody.

import { hasVisitors, type Caller } from '../core/callers.ts'
import { Stated } from '../core/errors.ts'
import type { Parts } from '../core/ports.ts'
import { callerOfKey } from './keys.ts'
import { houseOwner, isLoopbackAddress, vaultCaller } from './owner.ts'
import { callerOfCookie, type CookiePlace } from './sessions.ts'

export interface Asker {
  /** Address of the other end of the connection; headers are never believed about it. */
  remoteAddress: string | undefined
  /** Whether the request names one of loopback's host names. */
  hostIsLoopback: boolean
  headers: Headers
}

/** @throws Stated `key_invalid` */
export async function identify(parts: Parts, operatorKeyHash: Uint8Array | undefined, asker: Asker): Promise<Caller | undefined> {
  const isOwner = parts.charter.access.who === 'owner' && isAtThisMachine(asker)
  const key = bearerOf(asker.headers)
  if (key !== undefined) {
    const caller = await callerOfKey(parts, operatorKeyHash, key)
    if (caller) return caller
    if (!isOwner) throw new Stated('key_invalid')
  }
  if (isOwner) return vaultCaller(parts, 'owner', houseOwner)
  if (hasVisitors(parts.charter)) return callerOfCookie(parts, asker.headers.get('cookie'), cookiePlaceOf(asker))
  return undefined
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
