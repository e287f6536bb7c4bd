// Looking after one's own sign-in over HTTP: what leads to the account, where one is signed in, proving again who one is.

import { carrySession as carry } from '../../core/carrying.ts'
import { Stated } from '../../core/errors.ts'
import type { PersonRecord } from '../../core/ports.ts'
import { callerOfPerson } from '../../identity/people-callers.ts'
import { callerOfCookie, clearedCookie } from '../../identity/sessions.ts'
import { clearedSignInCookie, signInCookie } from '../../identity/sign-in/cookies.ts'
import { useCode } from '../../identity/sign-in/codes.ts'
import { enterContactCode, needWay, readContact, sendOwnCode, tellOfChange } from '../../identity/sign-in/flows.ts'
import { changeProfile, describeSignIns, openedMe } from '../../identity/sign-in/own.ts'
import { addPasskey as add, beginPasskey as begin, personOfPasskey, removePasskey as remove } from '../../identity/sign-in/passkeys.ts'
import { checkNewPassword, hashPassword, passwordFits, setPassword } from '../../identity/sign-in/passwords.ts'
import { contactOf, removeContact as dropContact } from '../../identity/sign-in/persons.ts'
import { leaveFor, unlink } from '../../identity/sign-in/providers.ts'
import * as second from '../../identity/sign-in/second-factor.ts'
import { addFactor, endSignIn as end, needFresh, signOutEverywhere as everywhere, timeOf } from '../../identity/sign-in/sign-ins.ts'
import { takeTry } from '../../identity/sign-in/tries.ts'
import { json, type AskOfPerson } from '../ask.ts'
import { readBody } from '../body.ts'
import * as schemas from '../schemas/people.ts'
import { askingOf, placeOf, steppingOf, ticketAnswer, withCookies } from './sign-in.ts'

export async function readMe({ parts, person }: AskOfPerson): Promise<Response> {
  const me = await openedMe(parts, person.id)
  const { charter } = parts
  return json({
    object: 'me',
    id: person.id,
    name: me.name,
    language: me.language,
    mail: me.mail ?? null,
    phone: me.phone ?? null,
    created_at: me.createdAt.toISOString(),
    password: me.logins.some((login) => login.provider === 'credential'),
    second_factor: me.secondFactor,
    logins: me.logins.filter((login) => login.provider !== 'credential').map((login) => describeLogin(login, charter.signIn.providers)),
    passkeys: me.passkeys.map((key) => ({ id: key.id, name: key.name, created_at: key.createdAt.toISOString(), synced: key.synced })),
    news: me.news,
    sign_in: {
      id: person.signIn,
      factors: person.factors,
      signed_in_at: person.signedInAt.toISOString(),
      confirmed_until: new Date(person.confirmedAt.getTime() + charter.signIn.confirmMinutes * 60_000).toISOString(),
    },
  })
}

function describeLogin(login: PersonRecord, providers: ReadonlyArray<{ id: string; name: string }>) {
  const provider = String(login.provider)
  return { id: String(login.id), provider, name: providers.find(({ id }) => id === provider)?.name ?? provider, created_at: timeOf(login.createdAt).toISOString() }
}

export async function changeMe(ask: AskOfPerson): Promise<Response> {
  const { value } = await readBody(ask, schemas.meChangeSchema)
  await changeProfile(ask.parts, ask.person.id, value)
  return readMe(ask)
}

export async function listSignIns({ parts, person }: AskOfPerson): Promise<Response> {
  const rows = await describeSignIns(parts, person.id)
  const data = rows.map((row) => ({
    id: row.id,
    current: row.id === person.signIn,
    browser: row.agent,
    factors: row.factors,
    signed_in_at: row.createdAt.toISOString(),
    last_seen_at: row.updatedAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  }))
  return json({ object: 'list', data })
}

export async function endSignIn(ask: AskOfPerson): Promise<Response> {
  const { parts, person } = ask
  const id = ask.path('id')
  if (!(await end(parts, person.id, id))) throw new Stated('not_found')
  return json({ object: 'done' }, 200, id === person.signIn ? { 'set-cookie': clearedSignInCookie(placeOf(ask)) } : {})
}

export async function signOutEverywhere(ask: AskOfPerson): Promise<Response> {
  const { value } = await readBody(ask, schemas.signOutEverywhereSchema)
  const { parts, person } = ask
  const count = await everywhere(parts, person, value.keep_this ? person.signIn : undefined)
  return json({ object: 'done', count }, 200, value.keep_this ? {} : { 'set-cookie': clearedSignInCookie(placeOf(ask)) })
}

export async function askConfirmCode(ask: AskOfPerson): Promise<Response> {
  const { value } = await readBody(ask, schemas.confirmCodeSchema)
  const own = (await contactOf(ask.parts, ask.person.id))?.[value.kind]
  if (own === undefined) throw new Stated('sign_in_way_off', { way: value.kind })
  return ticketAnswer(await sendOwnCode(ask.parts, 'confirm', ask.person.id, { kind: value.kind, value: own }, askingOf(ask)))
}

export async function confirmMe(ask: AskOfPerson): Promise<Response> {
  const { parts, person } = ask
  const { value } = await readBody(ask, schemas.confirmRequestSchema)
  const { password, ticket, code, recovery_code: recoveryCode, response } = value
  if (response) {
    await takeTry(parts, 'step', person.id, ask.address)
    if ((await personOfPasskey(parts, steppingOf(ask), response)) !== person.id) throw new Stated('sign_in_failed')
    await addFactor(parts, person, 'passkey')
  } else if (ticket !== undefined && code !== undefined) {
    await takeTry(parts, 'code', ticket, ask.address)
    const use = await useCode(parts, ticket, code, ['confirm'])
    if (use?.person !== person.id) throw new Stated('sign_in_failed')
    await addFactor(parts, person, use.contact.kind)
  } else if (password !== undefined) {
    await takeTry(parts, 'password', person.id, ask.address)
    if (!(await passwordFits(parts, person.id, password))) throw new Stated('sign_in_failed')
    await addFactor(parts, person, 'password')
  } else await second.enterSecondStep(parts, steppingOf(ask), person, { code, recoveryCode }, askingOf(ask))
  return json({ object: 'done' })
}

export async function choosePassword(ask: AskOfPerson): Promise<Response> {
  const { parts, person } = ask
  needWay(parts, 'password')
  needFresh(parts, person)
  const { value } = await readBody(ask, schemas.newPasswordSchema)
  await checkNewPassword(parts, value.password, (await contactOf(parts, person.id))?.mail)
  await setPassword(parts, person.id, await hashPassword(parts, value.password))
  const count = await everywhere(parts, person, person.signIn)
  await tellOfChange(parts, person.id, 'password')
  return json({ object: 'done', count })
}

export async function addContact(ask: AskOfPerson): Promise<Response> {
  needFresh(ask.parts, ask.person)
  const { value } = await readBody(ask, schemas.contactRequestSchema)
  return ticketAnswer(await sendOwnCode(ask.parts, 'contact', ask.person.id, readContact(value), askingOf(ask)))
}

export async function confirmContact(ask: AskOfPerson): Promise<Response> {
  const { value } = await readBody(ask, schemas.contactCodeSchema)
  await enterContactCode(ask.parts, ask.person, value.ticket, value.code, askingOf(ask))
  return json({ object: 'done' })
}

export async function removeContact(ask: AskOfPerson): Promise<Response> {
  const kind = ask.path('kind')
  if (kind !== 'mail' && kind !== 'phone') throw new Stated('not_found')
  needFresh(ask.parts, ask.person)
  await tellOfChange(ask.parts, ask.person.id, kind)
  await dropContact(ask.parts, ask.person.id, kind)
  return json({ object: 'done' })
}

export async function beginPasskey(ask: AskOfPerson): Promise<Response> {
  needWay(ask.parts, 'passkey')
  needFresh(ask.parts, ask.person)
  const { value } = await readBody(ask, schemas.passkeyNameSchema)
  const { options, cookies } = await begin(ask.parts, steppingOf(ask), value.name)
  return withCookies(json({ object: 'passkey_options', options }), cookies)
}

export async function addPasskey(ask: AskOfPerson): Promise<Response> {
  needWay(ask.parts, 'passkey')
  needFresh(ask.parts, ask.person)
  const { value } = await readBody(ask, schemas.newPasskeySchema)
  const id = await add(ask.parts, steppingOf(ask), value.response, value.name)
  await tellOfChange(ask.parts, ask.person.id, 'passkey')
  return json({ object: 'created', id }, 201)
}

export async function removePasskey(ask: AskOfPerson): Promise<Response> {
  needFresh(ask.parts, ask.person)
  await remove(ask.parts, ask.person.id, ask.path('id'))
  await tellOfChange(ask.parts, ask.person.id, 'passkey')
  return json({ object: 'done' })
}

export async function prepareSecondFactor(ask: AskOfPerson): Promise<Response> {
  needWay(ask.parts, 'secondFactor')
  needFresh(ask.parts, ask.person)
  const { address, recoveryCodes } = await second.prepareSecondFactor(ask.parts, ask.person.id)
  return json({ object: 'second_factor', address, recovery_codes: recoveryCodes })
}

/** better-auth begins a new sign-in with it, so the cookie changes too. */
export async function confirmSecondFactor(ask: AskOfPerson): Promise<Response> {
  needWay(ask.parts, 'secondFactor')
  needFresh(ask.parts, ask.person)
  const { value } = await readBody(ask, schemas.secondFactorCodeSchema)
  await takeTry(ask.parts, 'step', ask.person.id, ask.address)
  const token = await second.confirmSecondFactor(ask.parts, steppingOf(ask), value.code.replace(/\s/g, ''))
  await tellOfChange(ask.parts, ask.person.id, 'second-factor')
  return json({ object: 'done' }, 200, { 'set-cookie': signInCookie(placeOf(ask), token, ask.parts.charter.signIn.mostDays * 86_400) })
}

export async function removeSecondFactor(ask: AskOfPerson): Promise<Response> {
  needFresh(ask.parts, ask.person)
  await second.removeSecondFactor(ask.parts, ask.person.id)
  await tellOfChange(ask.parts, ask.person.id, 'second-factor')
  return json({ object: 'done' })
}

export async function newRecoveryCodes(ask: AskOfPerson): Promise<Response> {
  needFresh(ask.parts, ask.person)
  return json({ object: 'recovery_codes', recovery_codes: await second.newRecoveryCodes(ask.parts, ask.person.id) })
}

export async function linkProvider(ask: AskOfPerson): Promise<Response> {
  needFresh(ask.parts, ask.person)
  const { url, cookie } = await leaveFor(ask.parts, ask.path('id'), placeOf(ask), askingOf(ask), ask.person.id)
  return json({ object: 'address', url }, 200, { 'set-cookie': cookie })
}

/** The browser has both cookies: the visitor's key is in one of them only. */
export async function carrySession(ask: AskOfPerson): Promise<Response> {
  const { parts, person, request } = ask
  const place = placeOf(ask)
  const [from, to] = await Promise.all([callerOfCookie(parts, request.headers.get('cookie'), place), callerOfPerson(parts, person, request.headers, place)])
  if (!from) throw new Stated('session_missing')
  if (!to) throw new Stated('not_found')
  const count = await carry(parts, from, to)
  return json({ object: 'done', count }, 200, { 'set-cookie': clearedCookie(place) })
}

export async function unlinkLogin(ask: AskOfPerson): Promise<Response> {
  needFresh(ask.parts, ask.person)
  await unlink(ask.parts, ask.person.id, ask.path('id'))
  await tellOfChange(ask.parts, ask.person.id, 'login')
  return json({ object: 'done' })
}
