// The cookie of somebody who is signed in, and the cookies of single steps that better-auth signs.

import { createHmac } from 'node:crypto'
import type { Parts } from '../../core/ports.ts'
import { authOf, type Auth } from './auth.ts'
import { stepPrefix, type Place } from './place.ts'

type CookiePlace = Pick<Place, 'plainLoopback'>

const nameOf = ({ plainLoopback }: CookiePlace): string => (plainLoopback ? 'gesso-person' : '__Host-gesso-person')

export function signInCookie(place: CookiePlace, token: string, seconds: number): string {
  return cookieLine(place, nameOf(place), token, seconds)
}

export const clearedSignInCookie = (place: CookiePlace): string => signInCookie(place, '', 0)

/** The token of the sign-in, if the request carries one. */
export function tokenIn(headers: Headers, place: CookiePlace): string | undefined {
  const token = cookieIn(headers, nameOf(place))
  return token !== undefined && /^[A-Za-z0-9]{32}$/.test(token) ? token : undefined
}

export function cookieLine({ plainLoopback }: CookiePlace, name: string, value: string, seconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${plainLoopback ? '' : '; Secure'}`
}

export function cookieIn(headers: Headers, name: string): string | undefined {
  const start = `${name}=`
  const found = (headers.get('cookie') ?? '').split(';').map((part) => part.trim()).find((part) => part.startsWith(start))
  return found?.slice(start.length) || undefined
}

/** What better-auth gets to see of a request: its own step cookies, and the sign-in that we found. */
export async function innerHeaders(parts: Parts, place: Place, headers: Headers, token?: string): Promise<Headers> {
  const auth = await authOf(parts, place)
  const { authCookies, secret } = await auth.$context
  const session = authCookies.sessionToken.name
  const own = (headers.get('cookie') ?? '').split(';').map((part) => part.trim()).filter((part) => part.startsWith(`${stepPrefix(place)}.`) && !part.startsWith(`${session}=`))
  if (token !== undefined) {
    const signature = createHmac('sha256', secret).update(token).digest('base64')
    own.push(`${session}=${encodeURIComponent(`${token}.${signature}`)}`)
  }
  const inner = new Headers({ origin: place.origin })
  const agent = headers.get('user-agent')
  if (agent) inner.set('user-agent', agent)
  if (own.length > 0) inner.set('cookie', own.join('; '))
  return inner
}

/** The token of a sign-in that better-auth began by itself, from its own signed cookie. */
export async function newToken(auth: Auth, answer: Headers): Promise<string | undefined> {
  const start = `${(await auth.$context).authCookies.sessionToken.name}=`
  const value = answer.getSetCookie().find((line) => line.startsWith(start))?.slice(start.length).split(';')[0]
  return value ? decodeURIComponent(value).split('.')[0] : undefined
}

/** The step cookies that better-auth wants set; its session cookie is not among them, ours takes its place. */
export async function stepCookies(auth: Auth, answer: Headers): Promise<string[]> {
  const { authCookies } = await auth.$context
  const ours = [authCookies.sessionToken.name, authCookies.sessionData.name, authCookies.dontRememberToken.name]
  return answer.getSetCookie().filter((line) => !ours.some((name) => line.startsWith(`${name}=`)))
}
