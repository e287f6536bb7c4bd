// The second step: codes of an authenticator app, and recovery codes for when the app is lost.

import { Stated } from '../../core/errors.ts'
import type { Parts, Person } from '../../core/ports.ts'
import { authOf, innerOf } from './auth.ts'
import type { Place } from './place.ts'
import { innerHeaders, newToken, tokenIn } from './cookies.ts'
import { indexOf } from './digests.ts'
import type { Asking } from './flows.ts'
import { addFactor } from './sign-ins.ts'
import { takeTry } from './tries.ts'

/** The request as better-auth needs it. */
export interface Stepping {
  place: Place
  headers: Headers
}

/** A new secret for the app, as an `otpauth:` address, and recovery codes; in force once a code of the app was given. */
export async function prepareSecondFactor(parts: Parts, person: string): Promise<{ address: string; recoveryCodes: string[] }> {
  const { adapter } = await (await authOf(parts)).$context
  const where = [{ field: 'userId', value: person }]
  const known = await adapter.findOne<{ id: string; verified?: boolean | null }>({ model: 'twoFactor', where })
  if (known && known.verified !== false) throw new Stated('sign_in_failed')
  const secret = lettersFrom(parts, 32)
  const recoveryCodes = makeRecoveryCodes(parts)
  const data = { secret: await encrypt(parts, secret), backupCodes: await encrypt(parts, JSON.stringify(recoveryCodes)), verified: false }
  if (known) await adapter.update({ model: 'twoFactor', where, update: data })
  else await adapter.create({ model: 'twoFactor', data: { ...data, userId: person } })
  const issuer = encodeURIComponent(parts.charter.labels.provider)
  // The name in the app is this instance's, not the person's address: apps back their lists up elsewhere.
  return { address: `otpauth://totp/${issuer}?secret=${base32(secret)}&issuer=${issuer}&digits=6&period=30`, recoveryCodes }
}

/** The first code of the app puts it in force. Returns the token that takes the place of the sign-in's old one. */
export async function confirmSecondFactor(parts: Parts, stepping: Stepping, code: string): Promise<string> {
  const auth = await authOf(parts, stepping.place)
  const { headers } = await auth.api.verifyTOTP({ body: { code }, headers: await ownHeaders(parts, stepping), returnHeaders: true }).catch(failed)
  const token = await newToken(auth, headers)
  if (token === undefined) throw new Stated('sign_in_failed')
  return token
}

export async function removeSecondFactor(parts: Parts, person: string): Promise<void> {
  await parts.store.people.remove('secondFactors', [{ column: 'person', is: '=', value: person }])
  await (await innerOf(parts)).updateUser(person, { twoFactorEnabled: false })
}

export async function newRecoveryCodes(parts: Parts, person: string): Promise<string[]> {
  const { adapter } = await (await authOf(parts)).$context
  const recoveryCodes = makeRecoveryCodes(parts)
  const changed = await adapter.update({ model: 'twoFactor', where: [{ field: 'userId', value: person }], update: { backupCodes: await encrypt(parts, JSON.stringify(recoveryCodes)) } })
  if (!changed) throw new Stated('sign_in_failed')
  return recoveryCodes
}

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'
const mostRecoveryCodes = 10

/** Letters that nobody mistakes for each other: 32 of them, so that each is as likely as the others. */
const lettersFrom = ({ random }: Parts, count: number): string => Array.from(random.bytes(count), (byte) => alphabet[byte & 31]).join('')
const makeRecoveryCodes = (parts: Parts): string[] => Array.from({ length: mostRecoveryCodes }, () => `${lettersFrom(parts, 5)}-${lettersFrom(parts, 5)}`)

/** As better-auth expects it, which checks the codes; our adapter seals it once more. */
async function encrypt(parts: Parts, data: string): Promise<string> {
  const [{ symmetricEncrypt }, { secretConfig: key }] = await Promise.all([import('better-auth/crypto'), (await authOf(parts)).$context])
  return symmetricEncrypt({ key, data })
}

function base32(text: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = Array.from(Buffer.from(text), (byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => letters[parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** A code of the app or a recovery code, for a sign-in that waits for it or to prove again who one is. @throws Stated `sign_in_failed` */
export async function enterSecondStep(parts: Parts, stepping: Stepping, person: Person, given: { code?: string | undefined; recoveryCode?: string | undefined }, asking: Asking): Promise<void> {
  await takeTry(parts, 'step', person.id, asking.address)
  const auth = await authOf(parts, stepping.place)
  const headers = await ownHeaders(parts, stepping)
  if (given.recoveryCode !== undefined) {
    await auth.api.verifyBackupCode({ body: { code: given.recoveryCode.trim() }, headers }).catch(failed)
    return addFactor(parts, person, 'recovery')
  }
  const code = (given.code ?? '').replace(/\s/g, '')
  await auth.api.verifyTOTP({ body: { code }, headers }).catch(failed)
  // A code that somebody looked over the shoulder for is of no use any more.
  const name = `used-code/${Buffer.from(indexOf(parts, 'used code', `${person.id} ${code}`)).toString('base64url')}`
  const now = parts.clock.now()
  if (!(await parts.store.paces.once(name, now, new Date(now.getTime() + 120_000)))) throw new Stated('sign_in_failed')
  await addFactor(parts, person, 'totp')
}

async function ownHeaders(parts: Parts, { place, headers }: Stepping): Promise<Headers> {
  return innerHeaders(parts, place, headers, tokenIn(headers, place))
}

function failed(): never {
  throw new Stated('sign_in_failed')
}
