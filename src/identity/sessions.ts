// Visitors' sessions: the cookie holds the only secret; the server keeps its digest and the public half that follows from it.

import type { Caller } from '../core/callers.ts'
import type { Parts } from '../core/ports.ts'
import { isOver, lifeOf, sessionOwner } from '../core/session-life.ts'

/** Over plain HTTP, on loopback only; everywhere else browsers take the cookie over HTTPS or not at all. */
export interface CookiePlace {
  plainLoopback: boolean
}

const secretBytes = 32
/** Milliseconds between two notes of when a session was last seen. */
const noteVisitEvery = 60_000

/** The session that this cookie header belongs to, if it is a living one. */
export async function callerOfCookie(parts: Parts, cookies: string | null, place: CookiePlace): Promise<Caller | undefined> {
  const secret = secretIn(cookies, place)
  if (!secret) return undefined
  const id = idOf(parts, secret)
  const row = await parts.store.sessions.get(id)
  const now = parts.clock.now()
  if (!row || isOver(parts.charter, row, now)) return undefined
  if (now.getTime() - row.lastSeenAt.getTime() >= noteVisitEvery) await parts.store.sessions.touch(id, now)
  return callerOf(parts, id, secret)
}

/** A new session and the Set-Cookie line that hands it over. */
export async function startSession(parts: Parts, place: CookiePlace): Promise<{ caller: Caller; cookie: string }> {
  const secret = parts.random.bytes(secretBytes)
  const id = idOf(parts, secret)
  const now = parts.clock.now()
  const caller = callerOf(parts, id, secret)
  await parts.store.sessions.insert({ id, publicKey: caller.ownerKey, createdAt: now, lastSeenAt: now, ...lifeOf({}, parts.charter.sessions) })
  return { caller, cookie: cookieLine(place, Buffer.from(secret).toString('base64url'), parts.charter.sessions.mostHours * 3600) }
}

export function clearedCookie(place: CookiePlace): string {
  return cookieLine(place, '', 0)
}

function callerOf(parts: Parts, id: string, secret: Uint8Array): Caller {
  const { publicKey, privateKey } = parts.sealing.pairFrom(secret, 'session')
  return { kind: 'session', owner: sessionOwner(id), ownerKey: publicKey, scopes: ['images:make', 'images:read', 'images:delete'], unlock: async () => privateKey }
}

function idOf(parts: Parts, secret: Uint8Array): string {
  return Buffer.from(parts.sealing.digest('session', secret)).toString('hex')
}

const nameOf = ({ plainLoopback }: CookiePlace): string => (plainLoopback ? 'gesso-session' : '__Host-gesso')

function cookieLine(place: CookiePlace, value: string, seconds: number): string {
  return `${nameOf(place)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${place.plainLoopback ? '' : '; Secure'}`
}

function secretIn(cookies: string | null, place: CookiePlace): Uint8Array | undefined {
  const start = `${nameOf(place)}=`
  const value = (cookies ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(start))
    ?.slice(start.length)
  if (!value || !/^[\w-]{43}$/.test(value)) return undefined
  return new Uint8Array(Buffer.from(value, 'base64url'))
}
