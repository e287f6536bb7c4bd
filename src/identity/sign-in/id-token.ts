// Checks the token in which an OpenID issuer says who somebody is: its signature, issuer, audience, time and nonce.

import { createPublicKey, verify, type JsonWebKey } from 'node:crypto'

export interface Claims {
  sub: string
  email?: string
  emailVerified: boolean
  name?: string
}

export interface Expected {
  issuer: string
  audience: string
  nonce: string
  now: Date
}

type Key = JsonWebKey & { kid?: string; use?: string }

/** Clocks of other machines are a little off. */
const leeway = 120
const algorithms = {
  RS256: { hash: 'sha256', kty: 'RSA' },
  RS384: { hash: 'sha384', kty: 'RSA' },
  RS512: { hash: 'sha512', kty: 'RSA' },
  ES256: { hash: 'sha256', kty: 'EC' },
  ES384: { hash: 'sha384', kty: 'EC' },
  EdDSA: { hash: null, kty: 'OKP' },
} as const

/** undefined for a token that must not be believed. */
export function claimsOf(token: string, keys: readonly Key[], { issuer, audience, nonce, now }: Expected): Claims | undefined {
  const [head = '', body = '', signature = '', more] = token.split('.')
  const header = read(head)
  const claims = read(body)
  if (more !== undefined || !header || !claims) return undefined
  const rule = algorithms[header.alg as keyof typeof algorithms] as (typeof algorithms)[keyof typeof algorithms] | undefined
  if (!rule) return undefined
  const fitting = keys.filter((key) => key.kty === rule.kty && key.use !== 'enc' && (header.kid === undefined || key.kid === header.kid))
  const signed = Buffer.from(`${head}.${body}`)
  if (!fitting.some((key) => isSigned(key, rule.hash, signed, Buffer.from(signature, 'base64url')))) return undefined
  const seconds = now.getTime() / 1000
  const audiences = [claims.aud].flat()
  const timely = Number(claims.exp) > seconds - leeway && Number(claims.iat ?? 0) < seconds + leeway
  const forUs = audiences.includes(audience) && (audiences.length === 1 || claims.azp === audience)
  if (claims.iss !== issuer || !forUs || !timely || claims.nonce !== nonce || typeof claims.sub !== 'string' || claims.sub === '') return undefined
  return {
    sub: claims.sub,
    emailVerified: claims.email_verified === true || claims.email_verified === 'true',
    ...(typeof claims.email === 'string' ? { email: claims.email } : {}),
    ...(typeof claims.name === 'string' ? { name: claims.name } : {}),
  }
}

function isSigned(key: Key, hash: string | null, signed: Buffer, signature: Buffer): boolean {
  try {
    return verify(hash, signed, { key: createPublicKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, signature)
  } catch {
    return false
  }
}

function read(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
