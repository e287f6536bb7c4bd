// Passkeys: made and used with the browser's own screens; better-auth checks what the authenticator signed.

import { Stated } from '../../core/errors.ts'
import type { Parts, PersonRecord } from '../../core/ports.ts'
import { authOf, type Auth } from './auth.ts'
import { innerHeaders, stepCookies, tokenIn } from './cookies.ts'
import type { Stepping } from './second-factor.ts'
import { needAnotherWay } from './persons.ts'

type PasskeyAnswer = NonNullable<Parameters<Auth['api']['verifyPasskeyAuthentication']>[0]>['body']['response']

/** What goes to the browser's `navigator.credentials`, and the cookies that bind the answer to this browser. */
export interface Ceremony {
  options: Record<string, unknown>
  cookies: string[]
}

export async function beginPasskey(parts: Parts, { place, headers }: Stepping, name?: string): Promise<Ceremony> {
  const auth = await authOf(parts, place)
  const inner = await innerHeaders(parts, place, headers, tokenIn(headers, place))
  const answer = await auth.api.generatePasskeyRegistrationOptions({ query: name ? { name } : {}, headers: inner, asResponse: true }).catch(failed)
  return ceremonyOf(parts, { place, headers }, answer)
}

/** Returns the new passkey's id. */
export async function addPasskey(parts: Parts, { place, headers }: Stepping, response: unknown, name: string): Promise<string> {
  const auth = await authOf(parts, place)
  const inner = await innerHeaders(parts, place, headers, tokenIn(headers, place))
  const made = await auth.api.verifyPasskeyRegistration({ body: { response, name }, headers: inner }).catch(failed)
  return made.id
}

export async function beginPasskeySignIn(parts: Parts, stepping: Stepping): Promise<Ceremony> {
  const auth = await authOf(parts, stepping.place)
  const inner = await innerHeaders(parts, stepping.place, stepping.headers)
  return ceremonyOf(parts, stepping, await auth.api.generatePasskeyAuthenticationOptions({ headers: inner, asResponse: true }).catch(failed))
}

/** Whose passkey answered. better-auth begins a sign-in of its own for it, which is taken away: ours is made by `startSignIn`. */
export async function personOfPasskey(parts: Parts, { place, headers }: Stepping, response: unknown): Promise<string> {
  const auth = await authOf(parts, place)
  const inner = await innerHeaders(parts, place, headers)
  const done = await auth.api.verifyPasskeyAuthentication({ body: { response: response as PasskeyAnswer }, headers: inner }).catch(failed)
  await parts.store.people.remove('signIns', [{ column: 'id', is: '=', value: done.session.id }])
  return done.session.userId
}

export function listPasskeys({ store }: Pick<Parts, 'store'>, person: string): Promise<PersonRecord[]> {
  return store.people.find('passkeys', [{ column: 'person', is: '=', value: person }], { sort: { column: 'createdAt', newestFirst: true } })
}

/** @throws Stated `not_found`, `login_last` */
export async function removePasskey(parts: Parts, person: string, id: string): Promise<void> {
  const own = [{ column: 'id', is: '=' as const, value: id }, { column: 'person', is: '=' as const, value: person }]
  if ((await parts.store.people.count('passkeys', own)) === 0) throw new Stated('not_found')
  await needAnotherWay(parts, person, `passkey/${id}`)
  await parts.store.people.remove('passkeys', own)
}

async function ceremonyOf(parts: Parts, { place }: Stepping, answer: Response): Promise<Ceremony> {
  if (answer.status !== 200) throw new Stated('sign_in_failed')
  const options = (await answer.json()) as Record<string, unknown>
  return { options: 'rp' in options ? options : { ...options, userVerification: 'required' }, cookies: await stepCookies(await authOf(parts, place), answer.headers) }
}

function failed(): never {
  throw new Stated('sign_in_failed')
}
