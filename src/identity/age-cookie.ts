// Carries the band of somebody who has no session yet from the question about age to the sign-up: signed, for an hour.

import { timingSafeEqual } from 'node:crypto'
import { bands, type Band } from '../core/ages.ts'
import type { Parts } from '../core/ports.ts'
import { cookieIn, cookieLine } from './sign-in/cookies.ts'
import type { CookiePlace } from './sessions.ts'

const hour = 3_600_000
const nameOf = ({ plainLoopback }: CookiePlace): string => (plainLoopback ? 'gesso-age' : '__Host-gesso-age')

const signatureOf = ({ sealing }: Pick<Parts, 'sealing'>, text: string): Buffer => Buffer.from(sealing.digest('age cookie', text).subarray(0, 24))

/** One that says `under` lasts as long as the question stays shut. */
export function ageCookie(parts: Parts, place: CookiePlace, band: Band): string {
  const milliseconds = band === 'under' ? parts.charter.age.retryHours * hour : hour
  const text = `${band}.${parts.clock.now().getTime() + milliseconds}`
  return cookieLine(place, nameOf(place), `${text}.${signatureOf(parts, text).toString('base64url')}`, milliseconds / 1000)
}

/** undefined when there is none, it is over, or somebody wrote it themselves. */
export function answerInCookie(parts: Parts, headers: Headers, place: CookiePlace): { band: Band; until: Date } | undefined {
  const [band = '', until = '', signature = ''] = (cookieIn(headers, nameOf(place)) ?? '').split('.')
  const right = signatureOf(parts, `${band}.${until}`)
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
  const known = bands.find((one) => one === band)
  return known && Number(until) > parts.clock.now().getTime() ? { band: known, until: new Date(Number(until)) } : undefined
}
