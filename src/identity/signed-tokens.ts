// Tokens that a client signs with the secret of its key (JWT, as Z.ai's older clients do): checked, then the key counts as if it had been sent.

import { timingSafeEqual } from 'node:crypto'
import type { Caller } from '../core/callers.ts'
import { Stated } from '../core/errors.ts'
import { openSigning } from '../core/new-keys.ts'
import type { Bytes, Parts } from '../core/ports.ts'
import { callerOfRow, type KeyPlace } from './keys.ts'

/** How far ahead a token may end; clients of Z.ai sign for minutes. */
const most = 86_400_000

export const isSignedToken = (text: string): boolean => /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/.test(text)

/**
 * Who holds the key that signed it; undefined when no key that signs tokens has its id.
 * @throws Stated `token_invalid`, `token_expired`, and what is wrong with the key
 */
export async function callerOfToken(parts: Parts, token: string, place: KeyPlace): Promise<Caller | undefined> {
  const [head = '', body = '', signature = ''] = token.split('.')
  const { alg, sign_type, crit } = read(head)
  const { api_key, exp, timestamp } = read(body)
  if (alg !== 'HS256' || sign_type !== 'SIGN' || crit !== undefined || typeof api_key !== 'string') throw new Stated('token_invalid')
  const row = /^key_[0-9a-z]{26}$/.test(api_key) ? await parts.store.keys.get(api_key) : undefined
  if (row?.revokedAt) throw new Stated('key_invalid')
  const secret = row && (await openSigning(parts, row))
  if (!secret) return undefined
  if (!isSame(parts.sealing.authenticate(secret, `${head}.${body}`), Buffer.from(signature, 'base64url'))) throw new Stated('token_invalid')
  if (typeof exp !== 'number' || typeof timestamp !== 'number') throw new Stated('token_invalid')
  const now = parts.clock.now().getTime()
  if (exp <= now) throw new Stated('token_expired')
  if (exp > now + most) throw new Stated('token_invalid')
  return callerOfRow(parts, row, place)
}

/** @throws Stated `token_invalid` */
function read(part: string): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    if (typeof content === 'object' && content !== null) return content as Record<string, unknown>
  } catch {
    // No JSON.
  }
  throw new Stated('token_invalid')
}

const isSame = (expected: Bytes, given: Uint8Array): boolean => expected.length === given.length && timingSafeEqual(expected, given)
