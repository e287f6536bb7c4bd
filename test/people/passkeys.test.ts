// Passkeys with an authenticator made of software: added, used, refused when anything about them is wrong.

import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { Api } from '../api/memory-app.ts'
import { browserOf, createPeopleApp, signInByCode, type Browser } from './app.ts'

const open: Api[] = []
afterEach(async () => {
  for (const api of open.splice(0)) await api.close()
})
const host = { host: 'localhost' }
const origin = 'http://localhost'
const mail = 'ann@example.org'

async function app(): Promise<Api> {
  const api = await createPeopleApp()
  open.push(api)
  return api
}

type Cbor = number | string | Uint8Array | Map<number | string, Cbor>

/** As much of CBOR (RFC 8949) as an authenticator needs. */
function cbor(value: Cbor): Buffer {
  const head = (kind: number, count: number): Buffer => (count < 24 ? Buffer.from([(kind << 5) | count]) : count < 256 ? Buffer.from([(kind << 5) | 24, count]) : Buffer.from([(kind << 5) | 25, count >> 8, count & 255]))
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one)])])
}

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest()

class Authenticator {
  readonly id = randomBytes(16)
  private counter = 0
  private readonly key: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  private data(flags: number, more: Uint8Array = new Uint8Array(0)): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(++this.counter)
    return Buffer.concat([sha256('localhost'), Buffer.from([flags]), counter, more])
  }

  make(challenge: string, { verified = true, at = origin } = {}) {
    const { x = '', y = '' } = this.key.publicKey.export({ format: 'jwk' })
    const cose = cbor(new Map<number, Cbor>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]))
    const length = Buffer.from([0, this.id.length])
    const authData = this.data(verified ? 0x45 : 0x41, Buffer.concat([Buffer.alloc(16), length, this.id, cose]))
    const attestation = cbor(new Map<string, Cbor>([['fmt', 'none'], ['attStmt', new Map()], ['authData', authData]]))
    const client = Buffer.from(JSON.stringify({ type: 'webauthn.create', challenge, origin: at }))
    return this.wrap({ clientDataJSON: client.toString('base64url'), attestationObject: attestation.toString('base64url'), transports: ['internal'] })
  }

  use(challenge: string, { verified = true, at = origin } = {}) {
    const authData = this.data(verified ? 0x05 : 0x01)
    const client = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin: at }))
    const signature = createSign('sha256').update(Buffer.concat([authData, sha256(client)])).sign(this.key.privateKey)
    return this.wrap({ clientDataJSON: client.toString('base64url'), authenticatorData: authData.toString('base64url'), signature: signature.toString('base64url') })
  }

  private wrap(response: object) {
    const id = this.id.toString('base64url')
    return { id, rawId: id, type: 'public-key', authenticatorAttachment: 'platform', clientExtensionResults: {}, response }
  }
}

async function withPasskey(api: Api): Promise<{ ann: Browser; key: Authenticator; person: string }> {
  const ann = browserOf(api, { headers: host })
  const { person } = (await signInByCode(api, ann, { mail })).body
  const key = new Authenticator()
  const begun = await ann.post('/v1/me/passkeys/options', { name: 'Ann' })
  expect(begun.body.options).toMatchObject({ rp: { id: 'localhost' }, authenticatorSelection: { residentKey: 'required', userVerification: 'required' } })
  const added = await ann.post('/v1/me/passkeys', { response: key.make(begun.body.options.challenge), name: 'Laptop' })
  expect(added.status, JSON.stringify(added.body)).toBe(201)
  return { ann, key, person }
}

const challengeOf = async (browser: Browser): Promise<string> => (await browser.post('/v1/sign-in/passkey/options')).body.options.challenge

test('a passkey is added and signs in, with no second step', async () => {
  const api = await app()
  const { ann, key, person } = await withPasskey(api)
  expect((await ann.get('/v1/me')).body.passkeys).toMatchObject([{ name: 'Laptop', synced: false }])
  await api.parts.store.people.change('people', [{ column: 'id', is: '=', value: person }], { secondFactor: true })
  const other = browserOf(api, { headers: host })
  const done = await other.post('/v1/sign-in/passkey', { response: key.use(await challengeOf(other)) })
  expect([done.status, done.body.person, done.body.state]).toEqual([200, person, 'signed-in'])
  expect((await other.get('/v1/me')).body.sign_in.factors).toEqual(['passkey'])
  expect((await other.get('/v1/me/sign-ins')).body.data).toHaveLength(2)
})

test.each([
  ['its challenge was used', async (browser: Browser, key: Authenticator) => {
    const challenge = await challengeOf(browser)
    await browser.post('/v1/sign-in/passkey', { response: key.use(challenge) })
    browser.cookies.delete('gesso-person')
    return key.use(challenge)
  }],
  ['its challenge is another browser\'s', async (_: Browser, key: Authenticator, api: Api) => key.use(await challengeOf(browserOf(api, { headers: host })))],
  ['it signed for another site', async (browser: Browser, key: Authenticator) => key.use(await challengeOf(browser), { at: 'https://evil.example' })],
  ['nobody touched it', async (browser: Browser, key: Authenticator) => key.use(await challengeOf(browser), { verified: false })],
  ['nobody here has it', async (browser: Browser) => new Authenticator().use(await challengeOf(browser))],
  ['it took too long', async (browser: Browser, key: Authenticator, api: Api) => {
    const response = key.use(await challengeOf(browser))
    api.clock.advance(6 * 60_000)
    return response
  }],
])('a passkey is refused when %s', async (_, answer) => {
  const api = await app()
  const { key } = await withPasskey(api)
  const other = browserOf(api, { headers: host })
  const response = await answer(other, key, api)
  const refused = await other.post('/v1/sign-in/passkey', { response })
  expect([refused.status, refused.body.error?.code]).toEqual([401, 'sign_in_failed'])
  expect((await other.get('/v1/me')).status).toBe(401)
})

test('a passkey proves again who one is, and is removed by its owner alone', async () => {
  const api = await app()
  const { ann, key } = await withPasskey(api)
  api.clock.advance(11 * 60_000)
  const [{ id }] = (await ann.get('/v1/me')).body.passkeys
  expect((await ann.remove(`/v1/me/passkeys/${id}`)).body.error.code).toBe('sign_in_stale')
  expect((await ann.post('/v1/me/confirm', { response: key.use(await challengeOf(ann)) })).status).toBe(200)
  const ben = browserOf(api, { headers: host })
  await signInByCode(api, ben, { mail: 'ben@example.org' })
  expect((await ben.remove(`/v1/me/passkeys/${id}`)).status).toBe(404)
  expect((await ben.post('/v1/me/confirm', { response: key.use(await challengeOf(ben)) })).status, 'somebody else\'s').toBe(401)
  expect((await ann.remove(`/v1/me/passkeys/${id}`)).status).toBe(200)
  const other = browserOf(api, { headers: host })
  expect((await other.post('/v1/sign-in/passkey', { response: key.use(await challengeOf(other)) })).status).toBe(401)
})
