// Signing in by another site: out with a state that only this browser has, back with a code, then the login that belongs to it.

import { createHash } from 'node:crypto'
import { Stated } from '../../core/errors.ts'
import type { Parts, PersonRecord } from '../../core/ports.ts'
import { admit } from '../newcomers.ts'
import { innerOf } from './auth.ts'
import type { Place } from './place.ts'
import { cookieIn, cookieLine } from './cookies.ts'
import type { Asking } from './flows.ts'
import { findByContact, needAnotherWay } from './persons.ts'
import { addressOf, visitorOf, type Site, type Visitor } from './sites.ts'
import { startSignIn, type Started } from './sign-ins.ts'
import { takeTry } from './tries.ts'

/** Remembered, sealed, between leaving and coming back. */
interface Journey {
  site: string
  nonce: string
  verifier: string
  /** Digest of the cookie that only the leaving browser has. */
  browser: string
  language: 'en' | 'zh'
  /** Whose account it is to be linked to. */
  person?: string
}

const minutes = 10
const cookieOf = ({ plainLoopback }: Place): string => (plainLoopback ? 'gesso-journey' : '__Host-gesso-journey')
const redirectOf = (place: Place, site: Site): string => `${place.origin}/v1/sign-in/providers/${site.id}/callback`
const nameOf = (state: string): string => `journey/${state}`
const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')
const secret = ({ random }: Parts): string => Buffer.from(random.bytes(32)).toString('base64url')

/** @throws Stated `not_found` */
export function siteOf({ charter }: Pick<Parts, 'charter'>, id: string): Site {
  const site = charter.signIn.providers.find((one) => one.id === id)
  if (!site) throw new Stated('not_found')
  return site
}

/** Where to send the browser, and the cookie it takes along. `person` = to link the login to them. */
export async function leaveFor(parts: Parts, id: string, place: Place, asking: Asking, person?: string): Promise<{ url: string; cookie: string }> {
  const site = siteOf(parts, id)
  await takeTry(parts, 'step', undefined, asking.address)
  const [state, nonce, verifier, browser] = [secret(parts), secret(parts), secret(parts), secret(parts)]
  const journey: Journey = { site: id, nonce, verifier, browser: hashOf(browser), language: asking.language, ...(person === undefined ? {} : { person }) }
  const url = await addressOf(site, { state, nonce, challenge: hashOf(verifier), redirect: redirectOf(place, site) })
  await (await innerOf(parts)).createVerificationValue({ identifier: nameOf(state), value: JSON.stringify(journey), expiresAt: new Date(Date.now() + minutes * 60_000) })
  return { url: url.href, cookie: cookieLine(place, cookieOf(place), browser, minutes * 60) }
}

export type Arrival = { kind: 'signed-in'; started: Started; isNew: boolean } | { kind: 'linked' }

/** @throws Stated `sign_in_failed`, `provider_failed`, `login_taken` */
export async function comeBack(parts: Parts, id: string, place: Place, headers: Headers, query: URLSearchParams, asking: Asking): Promise<Arrival> {
  const site = siteOf(parts, id)
  await takeTry(parts, 'step', undefined, asking.address)
  const inner = await innerOf(parts)
  const [state, code] = [query.get('state'), query.get('code')]
  const row = state ? await inner.consumeVerificationValue(nameOf(state)) : null
  const journey = row ? (JSON.parse(row.value) as Journey) : undefined
  const browser = cookieIn(headers, cookieOf(place)) ?? ''
  if (!journey || journey.site !== id || hashOf(browser) !== journey.browser || !code) throw new Stated('sign_in_failed')
  const { nonce, verifier, person, language } = journey
  const visitor = await visitorOf(parts, site, { code, nonce, verifier, redirect: redirectOf(place, site) })
  if (person !== undefined) return link(parts, site, person, visitor)
  const known = await inner.findAccountByKey({ providerId: id, accountId: visitor.subject })
  const owner = known?.userId ?? (await newPersonOf(parts, site, visitor, language, asking))
  return { kind: 'signed-in', started: await startSignIn(parts, owner, 'provider', asking.agent), isNew: !known }
}

export const endedJourney = (place: Place): string => cookieLine(place, cookieOf(place), '', 0)

/** A mail address that somebody has here already stays theirs: other sites do not open accounts of this one. */
async function newPersonOf(parts: Parts, site: Site, { subject, name, mail }: Visitor, language: 'en' | 'zh', { arriving }: Asking): Promise<string> {
  if (!parts.charter.signIn.signUp) throw new Stated('sign_in_failed')
  const free = mail !== undefined && !/\.invalid$/.test(mail) && (await findByContact(parts, { kind: 'mail', value: mail })) === undefined
  return admit(parts, { login: { provider: site.id, subject }, language, ...(name ? { name: name.slice(0, 80) } : {}), ...(free ? { contact: { kind: 'mail', value: mail } } : {}) }, arriving ?? {})
}

async function link(parts: Parts, site: Site, person: string, { subject }: Visitor): Promise<Arrival> {
  const inner = await innerOf(parts)
  const known = await inner.findAccountByKey({ providerId: site.id, accountId: subject })
  if (known && known.userId !== person) throw new Stated('login_taken')
  if (!known) await inner.linkAccount({ userId: person, providerId: site.id, accountId: subject })
  return { kind: 'linked' }
}

export function listLogins({ store }: Pick<Parts, 'store'>, person: string): Promise<PersonRecord[]> {
  return store.people.find('logins', [{ column: 'person', is: '=', value: person }], { sort: { column: 'createdAt', newestFirst: false } })
}

/** @throws Stated `not_found`, `login_last` */
export async function unlink(parts: Parts, person: string, id: string): Promise<void> {
  const own = [{ column: 'id', is: '=' as const, value: id }, { column: 'person', is: '=' as const, value: person }, { column: 'provider', is: '!=' as const, value: 'credential' }]
  if ((await parts.store.people.count('logins', own)) === 0) throw new Stated('not_found')
  await needAnotherWay(parts, person, `login/${id}`)
  await parts.store.people.remove('logins', own)
}
