// Signing in over HTTP: each way's request and answer, and the cookie that comes of it.

import { Stated } from '../../core/errors.ts'
import { cookiePlaceOf } from '../../identity/identify.ts'
import { clearedSignInCookie, signInCookie } from '../../identity/sign-in/cookies.ts'
import { askCode as ask_, askReset as askReset_, askSignUp, enterCode as enterCode_, enterPassword as enterPassword_, enterReset as enterReset_, needWay, readContact, type Asking, type TicketView } from '../../identity/sign-in/flows.ts'
import { beginPasskeySignIn as beginPasskey, personOfPasskey } from '../../identity/sign-in/passkeys.ts'
import type { Place } from '../../identity/sign-in/place.ts'
import { comeBack as comeBack_, endedJourney, leaveFor } from '../../identity/sign-in/providers.ts'
import { enterSecondStep as enterStep, type Stepping } from '../../identity/sign-in/second-factor.ts'
import { endSignIn, findPending, findPerson, startSignIn, type Started } from '../../identity/sign-in/sign-ins.ts'
import { takeTry } from '../../identity/sign-in/tries.ts'
import { json, type Ask } from '../ask.ts'
import { arrivingOf } from '../gates/age.ts'
import { readBody } from '../body.ts'
import * as schemas from '../schemas/people.ts'

export function placeOf({ connection, hostIsLoopback, origin }: Ask): Place {
  return { origin, ...cookiePlaceOf({ remoteAddress: connection.remoteAddress, hostIsLoopback }) }
}

export function askingOf({ address, request, language }: Ask): Asking {
  return { address, agent: request.headers.get('user-agent'), language }
}

/** Where it may end in a new account. */
const arrivingBy = async (ask: Ask): Promise<Asking> => ({ ...askingOf(ask), arriving: await arrivingOf(ask) })

export const steppingOf = (ask: Ask): Stepping => ({ place: placeOf(ask), headers: ask.request.headers })

export async function readWays({ parts }: Ask): Promise<Response> {
  const { signIn } = parts.charter
  return json({
    object: 'sign_in_ways',
    sign_up: signIn.signUp,
    password: signIn.password ? { least: signIn.passwordLeast } : null,
    mail_code: signIn.mailCode,
    phone_code: signIn.phoneCode,
    passkey: signIn.passkey,
    second_factor: signIn.secondFactor,
    providers: signIn.providers.map(({ id, kind, name }) => ({ id, kind, name })),
    news: signIn.news,
  })
}

export async function askCode(ask: Ask): Promise<Response> {
  const { value } = await readBody(ask, schemas.contactRequestSchema)
  return ticketAnswer(await ask_(ask.parts, readContact(value), askingOf(ask)))
}

export async function signUp(ask: Ask): Promise<Response> {
  const { value } = await readBody(ask, schemas.signUpRequestSchema)
  const { mail, password, name } = value
  return ticketAnswer(await askSignUp(ask.parts, { contact: readContact({ mail }), password, name }, await arrivingBy(ask)))
}

export async function enterCode(ask: Ask): Promise<Response> {
  const { value } = await readBody(ask, schemas.codeRequestSchema)
  const { isNew, ...started } = await enterCode_(ask.parts, value.ticket, value.code, await arrivingBy(ask))
  return signedIn(ask, started, isNew)
}

export async function enterPassword(ask: Ask): Promise<Response> {
  const { value } = await readBody(ask, schemas.passwordRequestSchema)
  return signedIn(ask, await enterPassword_(ask.parts, readContact({ mail: value.mail }), value.password, askingOf(ask)))
}

export async function askReset(ask: Ask): Promise<Response> {
  const { value } = await readBody(ask, schemas.resetRequestSchema)
  return ticketAnswer(await askReset_(ask.parts, readContact(value), askingOf(ask)))
}

export async function enterReset(ask: Ask): Promise<Response> {
  const { value } = await readBody(ask, schemas.newPasswordByCodeSchema)
  await enterReset_(ask.parts, value.ticket, value.code, value.password, askingOf(ask))
  return json({ object: 'done' })
}

export async function enterSecondStep(ask: Ask): Promise<Response> {
  const { value } = await readBody(ask, schemas.secondStepRequestSchema)
  const person = await findPending(ask.parts, ask.request.headers, placeOf(ask))
  if (!person) throw new Stated('sign_in_missing')
  await enterStep(ask.parts, steppingOf(ask), person, { code: value.code, recoveryCode: value.recovery_code }, askingOf(ask))
  return json({ object: 'signed_in', state: 'signed-in', person: person.id, is_new: false })
}

export async function beginPasskeySignIn(ask: Ask): Promise<Response> {
  needWay(ask.parts, 'passkey')
  await takeTry(ask.parts, 'step', undefined, ask.address)
  const { options, cookies } = await beginPasskey(ask.parts, steppingOf(ask))
  return withCookies(json({ object: 'passkey_options', options }), cookies)
}

export async function enterPasskey(ask: Ask): Promise<Response> {
  needWay(ask.parts, 'passkey')
  const { value } = await readBody(ask, schemas.passkeyRequestSchema)
  await takeTry(ask.parts, 'step', undefined, ask.address)
  const person = await personOfPasskey(ask.parts, steppingOf(ask), value.response)
  return signedIn(ask, await startSignIn(ask.parts, person, 'passkey', ask.request.headers.get('user-agent')))
}

export async function leaveForProvider(ask: Ask): Promise<Response> {
  const { url, cookie } = await leaveFor(ask.parts, ask.path('id'), placeOf(ask), askingOf(ask))
  return json({ object: 'address', url }, 200, { 'set-cookie': cookie })
}

/** A page of another site sent the browser here: whatever happened, the person lands in the studio. */
export async function comeBack(ask: Ask): Promise<Response> {
  const place = placeOf(ask)
  const cookies = [endedJourney(place)]
  let outcome: string
  try {
    const arrival = await comeBack_(ask.parts, ask.path('id'), place, ask.request.headers, ask.query, await arrivingBy(ask))
    if (arrival.kind === 'signed-in') cookies.push(cookieOf(ask, arrival.started))
    outcome = arrival.kind === 'linked' ? 'linked' : arrival.started.pending ? 'second-step' : arrival.isNew ? 'new' : 'done'
  } catch (error) {
    if (!(error instanceof Stated)) throw error
    outcome = `failed&code=${error.code}`
  }
  return withCookies(new Response(null, { status: 303, headers: { location: `/?sign-in=${outcome}` } }), cookies)
}

export async function signOut(ask: Ask): Promise<Response> {
  const place = placeOf(ask)
  const { headers } = ask.request
  const person = (await findPerson(ask.parts, headers, place)) ?? (await findPending(ask.parts, headers, place))
  if (person) await endSignIn(ask.parts, person.id, person.signIn)
  return json({ object: 'done' }, 200, { 'set-cookie': clearedSignInCookie(place), 'clear-site-data': '"storage"' })
}

async function signedIn(ask: Ask, started: Started, isNew = false): Promise<Response> {
  const body = { object: 'signed_in', state: started.pending ? 'second-step' : 'signed-in', person: started.person, is_new: isNew }
  return json(body, 200, { 'set-cookie': cookieOf(ask, started) })
}

const cookieOf = (ask: Ask, { token }: Started): string => signInCookie(placeOf(ask), token, ask.parts.charter.signIn.mostDays * 86_400)

export function ticketAnswer({ ticket, expiresAt }: TicketView): Response {
  return json({ object: 'ticket', ticket, expires_at: expiresAt.toISOString() }, 202)
}

export function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}
