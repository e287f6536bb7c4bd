// Tokens of OpenID issuers: believed only when everything about them is right.

import { createHmac, generateKeyPairSync, sign, type JsonWebKey, type KeyObject } from 'node:crypto'
import { expect, test } from 'vitest'
import { claimsOf, type Expected } from './id-token.ts'

const now = new Date('2026-11-22T12:00:00Z')
const seconds = now.getTime() / 1000
const expected: Expected = { issuer: 'https://id.example', audience: 'gesso', nonce: 'once', now }
const claims = { iss: 'https://id.example', aud: 'gesso', sub: 'ann', nonce: 'once', iat: seconds, exp: seconds + 300, email: 'ann@example.org', email_verified: true }
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed = generateKeyPairSync('ed25519')
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwk = (key: KeyObject, more: object = {}): JsonWebKey => ({ ...key.export({ format: 'jwk' }), ...more })

function token(change: object = {}, { key = rsa.privateKey, alg = 'RS256', kid = undefined as string | undefined, hash = 'sha256' as string | null } = {}): string {
  const text = `${part({ alg, ...(kid ? { kid } : {}) })}.${part({ ...claims, ...change })}`
  return `${text}.${sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}
const read = (text: string, keys: JsonWebKey[] = [jwk(rsa.publicKey)]) => claimsOf(text, keys, expected)

test.each([
  ['RS256', token(), jwk(rsa.publicKey)],
  ['ES256', token({}, { key: ec.privateKey, alg: 'ES256' }), jwk(ec.publicKey)],
  ['EdDSA', token({}, { key: ed.privateKey, alg: 'EdDSA', hash: null }), jwk(ed.publicKey)],
])('%s is believed', (_, text, key) => {
  expect(read(text, [jwk(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey), key])).toEqual({ sub: 'ann', email: 'ann@example.org', emailVerified: true })
})

test('one for several audiences is believed when it says that it is for us', () => {
  expect(read(token({ aud: ['gesso', 'other'], azp: 'gesso' }))?.sub).toBe('ann')
  expect(read(token({ aud: ['gesso', 'other'], azp: 'other' }))).toBeUndefined()
  expect(read(token({ aud: ['gesso', 'other'] }))).toBeUndefined()
})

const unsigned = `${part({ alg: 'none' })}.${part(claims)}.`
const byOurOwnKey = (): string => {
  const text = `${part({ alg: 'HS256' })}.${part(claims)}`
  return `${text}.${createHmac('sha256', rsa.publicKey.export({ format: 'pem', type: 'spki' })).update(text).digest('base64url')}`
}

test.each([
  ['of another issuer', token({ iss: 'https://evil.example' })],
  ['for another client', token({ aud: 'other' })],
  ['with another nonce', token({ nonce: 'twice' })],
  ['without a nonce', token({ nonce: undefined })],
  ['that is too old', token({ exp: seconds - 121 })],
  ['from the future', token({ iat: seconds + 121 })],
  ['that names nobody', token({ sub: '' })],
  ['of another key', token({}, { key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey })],
  ['with a changed word', token().replace(/\.[^.]+\./, `.${part({ ...claims, sub: 'ben' })}.`)],
  ['that nobody signed', unsigned],
  ['signed with the public key as a secret', byOurOwnKey()],
  ['that is none', 'not.a.token'],
])('one %s is not', (_, text) => {
  expect(read(text)).toBeUndefined()
})

test('a key for encryption, or of another name, signs nothing', () => {
  expect(read(token(), [jwk(rsa.publicKey, { use: 'enc' })])).toBeUndefined()
  expect(read(token({}, { kid: 'one' }), [jwk(rsa.publicKey, { kid: 'two' })])).toBeUndefined()
})
