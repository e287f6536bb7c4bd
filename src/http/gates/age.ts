// The question about age over HTTP: the same for everybody; only the band that follows is kept.

import { askAgainAt, bandOf, isAsked, keepAnswer, readAnswer, subjectOf, type Band } from '../../core/ages.ts'
import type { Caller } from '../../core/callers.ts'
import { guardianState, guardianText } from '../../core/guardians.ts'
import type { Parts } from '../../core/ports.ts'
import { regionInOrder, verdictOn } from '../../core/regions.ts'
import { block, checkBlocked } from '../../identity/age-blocks.ts'
import { ageCookie, answerInCookie } from '../../identity/age-cookie.ts'
import { cookiePlaceOf } from '../../identity/identify.ts'
import type { Arriving } from '../../identity/newcomers.ts'
import { Stated } from '../../core/errors.ts'
import { json, type Ask } from '../ask.ts'
import { readBody } from '../body.ts'
import { ageRequestSchema, type AgeBody } from '../schemas/gates.ts'
import { ensureSession } from '../studio/session.ts'

const placeOf = ({ connection, hostIsLoopback }: Ask) => cookiePlaceOf({ remoteAddress: connection.remoteAddress, hostIsLoopback })

export async function readAge(ask: Ask): Promise<Response> {
  const caller = await ask.findCaller()
  return json(await describeAge(ask.parts, caller, answerInCookie(ask.parts, ask.request.headers, placeOf(ask))?.band))
}

export async function answerAge(ask: Ask): Promise<Response> {
  const { parts, request, address } = ask
  const { value } = await readBody(ask, ageRequestSchema)
  if (!parts.charter.age.ask) return readAge(ask)
  const band = bandOf(parts.charter, value, parts.clock.now())
  const answerer = { address, agent: request.headers.get('user-agent') }
  const { caller, cookie } = await ensureSession(ask)
  const carried = answerInCookie(parts, request.headers, placeOf(ask))
  if (carried?.band === 'under') throw new Stated('age_answered', { when: carried.until.toISOString().slice(0, 16) })
  await checkBlocked(parts, answerer)
  if (caller && isAsked(parts, caller)) await keepAnswer(parts, caller, band)
  if (band === 'under') await block(parts, answerer)
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8' })
  if (cookie) headers.append('set-cookie', cookie)
  if (!caller) headers.append('set-cookie', ageCookie(parts, placeOf(ask), band))
  return new Response(JSON.stringify(await describeAge(parts, caller, band)), { headers })
}

/** What the edge knows of somebody who wants an account. */
export async function arrivingOf(ask: Ask): Promise<Arriving> {
  const { parts, request } = ask
  const region = await ask.findRegion()
  if (!parts.charter.age.ask) return { region }
  const visitor = await ask.findCaller()
  const answered = visitor?.kind === 'session' ? (await readAnswer(parts, visitor))?.band : undefined
  return { region, band: answered ?? answerInCookie(parts, request.headers, placeOf(ask))?.band }
}

/** As it stands for a caller; for nobody yet, by the band that a cookie carries. */
export async function describeAge(parts: Parts, caller: Caller | undefined, carried: Band | undefined): Promise<AgeBody> {
  const { ask } = parts.charter.age
  const asked = ask && (caller === undefined || isAsked(parts, caller))
  if (!asked) return { object: 'age', asked: ask, state: 'not-asked', again_at: null, guardian: null }
  const answer = caller && (await readAnswer(parts, caller))
  const band = caller ? answer?.band : carried
  if (band === undefined) return { object: 'age', asked: true, state: 'open', again_at: null, guardian: null }
  const again = answer && (band === 'under' || band === 'guardian') ? askAgainAt(parts.charter, answer).toISOString() : null
  if (band !== 'guardian') return { object: 'age', asked: true, state: band === 'adult' ? 'free' : band, again_at: again, guardian: null }
  const guardian = await describeGuardian(parts, caller)
  return { object: 'age', asked: true, state: guardian.state === 'given' ? 'guarded' : 'guardian-needed', again_at: again, guardian }
}

/** What every page has to know of both gates. */
export async function gateOf(ask: Ask, caller: Caller | undefined): Promise<{ age: AgeBody['state']; region: 'served' | 'refused' | 'unknown' }> {
  const { parts, request } = ask
  const { state } = await describeAge(parts, caller, answerInCookie(parts, request.headers, placeOf(ask))?.band)
  const region = caller?.kind === 'owner' ? undefined : await ask.findRegion()
  return { age: state, region: verdictOn(parts.charter, regionInOrder(region)) }
}

async function describeGuardian(parts: Parts, caller: Caller | undefined): Promise<NonNullable<AgeBody['guardian']>> {
  const subject = caller && (await subjectOf(parts, caller))
  const { state, until } = subject === undefined ? { state: 'none' as const, until: undefined } : await guardianState(parts, subject)
  const { en, zh } = guardianText(parts)
  const { mail, sms } = parts.charter.messages
  const ways = [...(mail.adapter === 'none' ? [] : (['mail'] as const)), ...(sms.adapter === 'none' ? [] : (['phone'] as const))]
  return { state, open_until: until?.toISOString() ?? null, ways, text: { en, zh } }
}
