// Tokens signed with a key: taken in Z.ai's dialect from keys made for it, with all that holds for the key, and refused in every other shape.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { isKeyText, keyPattern } from '../../src/core/key-text.ts'
import { openSigning, signingLock } from '../../src/core/new-keys.ts'
import type { Api } from '../api/memory-app.ts'
import { ask, expectError } from '../api/requests.ts'
import { signedToken } from './signed.ts'
import { accountsApp, join, makeKey, tiny, withKey, type Somebody } from './world.ts'

let api: Api
let ann: Somebody
const zai = '/api/paas/v4/async/images/generations'
const order = { model: 'painter', prompt: 'a fox', size: '64x64' }
const hour = 3_600_000

beforeAll(async () => {
  api = await accountsApp({ keys: { refuseBrowsers: true } })
  ann = await join(api, 'ann')
})
afterAll(() => api.close())

const makeSigning = (wish: object = {}, whose = ann) => makeKey(whose, { signed_tokens: true, ...wish })
const now = () => api.parts.clock.now()
const send = (token: string, path = zai) => withKey(api, token)('POST', path, order)
const codeOf = async (token: string) => {
  const { status, body } = await send(token)
  return `${status} ${body.error?.code ?? body.task_status}`
}

test('a token counts as its key does, and the key itself counts everywhere', async () => {
  const { key, id } = await makeSigning()
  expect(await codeOf(signedToken(key, { now: now() }))).toBe('200 PROCESSING')
  expect((await send(signedToken(key, { now: now() }), '/paas/v4/async/images/generations')).status).toBe(200)
  expect(await codeOf(key)).toBe('200 PROCESSING')
  expect((await withKey(api, key)('GET', '/v1/models')).status).toBe(200)
  expect((await ann.browser.get('/v1/keys')).body.data[0]).toMatchObject({ id, signed_tokens: true })
})

test('elsewhere, and from keys that were not made for it, a sentence says what to do', async () => {
  const { key } = await makeSigning()
  const elsewhere = await withKey(api, signedToken(key, { now: now() }))('POST', '/v1/generations', tiny)
  expectError(elsewhere, 401, 'token_signed')
  const plain = await makeKey(ann)
  const unknown = `key_${'a'.repeat(26)}`
  for (const id of [plain.id, unknown, 'id', 'key_\u0000']) {
    const { status, body } = await send(signedToken(`${id}.${plain.key}`, { now: now() }))
    expect([status, body.error.code], id).toEqual([401, '1000'])
    expect(body.error.message).toContain('"signed_tokens": true')
  }
})

test('a token in any other shape is refused', async () => {
  const { key } = await makeSigning()
  const other = await makeSigning()
  const time = now().getTime()
  const good = signedToken(key, { now: now() })
  const [head, body] = good.split('.')
  const none = signedToken(key, { now: now(), header: { alg: 'none' } })
  const wrong: Record<string, [token: string, code: string]> = {
    'another key\'s secret': [signedToken(`${key.split('.')[0]}.${other.key.split('.')[1]}`, { now: now() }), '1002'],
    'the whole key for a secret': [signedToken(`${key.split('.')[0]}.${key.replace('.', '')}`, { now: now() }), '1002'],
    'another key\'s name': [`${head}.${signedToken(other.key, { now: now() }).split('.')[1]}.${good.split('.')[2]}`, '1002'],
    'alg none, signed': [none, '1002'],
    'alg none, not signed': [none.replace(/[^.]*$/, ''), '1002'],
    'no signature': [`${head}.${body}.`, '1002'],
    'alg HS512': [signedToken(key, { now: now(), header: { alg: 'HS512' } }), '1002'],
    'no sign_type': [signedToken(key, { now: now(), header: { sign_type: undefined } }), '1002'],
    'something critical': [signedToken(key, { now: now(), header: { crit: ['exp'] } }), '1002'],
    'no JSON': [`${head}.e30x.${good.split('.')[2]}`, '1002'],
    'expired': [signedToken(key, { now: now(), claims: { exp: time - 1 } }), '1003'],
    'seconds': [signedToken(key, { now: now(), claims: { exp: Math.floor(time / 1000) + 210, timestamp: Math.floor(time / 1000) } }), '1003'],
    'two days ahead': [signedToken(key, { now: now(), claims: { exp: time + 48 * hour } }), '1002'],
    'no end': [signedToken(key, { now: now(), claims: { exp: undefined } }), '1002'],
    'an end in words': [signedToken(key, { now: now(), claims: { exp: `${time + hour}` } }), '1002'],
    'no time': [signedToken(key, { now: now(), claims: { timestamp: undefined } }), '1002'],
  }
  for (const [name, [token, code]] of Object.entries(wrong)) expect(await codeOf(token), name).toBe(`401 ${code}`)
  expect(await codeOf(good)).toBe('200 PROCESSING')
  api.clock.advance(210_000)
  expect(await codeOf(good)).toBe('401 1003')
})

test('scopes, networks, pages, end and standing hold for tokens too', async () => {
  const ben = await join(api, 'ben')
  const reader = await makeSigning({ scopes: ['images:read'] }, ben)
  expect(await codeOf(signedToken(reader.key, { now: now() }))).toBe('403 1220')
  const home = await makeSigning({ addresses: ['198.51.100.0/24'] }, ben)
  expect(await codeOf(signedToken(home.key, { now: now() }))).toBe('403 1220')
  const slow = await makeSigning({ per_minute: 1, expires_at: new Date(now().getTime() + hour).toISOString() }, ben)
  const stopped = await makeSigning({}, ben)
  const page = await ask(api, 'POST', zai, order, { headers: { authorization: `Bearer ${signedToken(slow.key, { now: now() })}`, origin: 'http://127.0.0.1' } })
  expect(page.body.error.code).toBe('1220')
  expect(await codeOf(signedToken(slow.key, { now: now() }))).toBe('200 PROCESSING')
  expect(await codeOf(signedToken(slow.key, { now: now() }))).toBe('429 1302')
  api.clock.advance(hour)
  expect(await codeOf(signedToken(slow.key, { now: now() }))).toBe('401 1003')
  expect(await codeOf(signedToken(stopped.key, { now: now() }))).toBe('200 PROCESSING')
  const account = await api.parts.store.accounts.get(ben.account)
  await api.parts.store.accounts.update({ ...account!, standing: 'suspended' })
  expect(await codeOf(signedToken(stopped.key, { now: now() }))).toBe('403 1112')
})

test('revoking ends its tokens and deletes the sealed secret; a rotated key signs with its own', async () => {
  const carl = await join(api, 'carl')
  const { key, id } = await makeSigning({}, carl)
  const token = () => signedToken(key, { now: now() })
  const rotated = (await carl.browser.post(`/v1/keys/${id}/rotate`, { overlap_hours: 1 })).body
  expect([rotated.signed_tokens, rotated.key.split('.')[0]]).toEqual([true, rotated.id])
  expect([await codeOf(token()), await codeOf(signedToken(rotated.key, { now: now() }))]).toEqual(['200 PROCESSING', '200 PROCESSING'])
  expect((await carl.browser.remove(`/v1/keys/${id}`)).body).toMatchObject({ state: 'revoked', signed_tokens: false })
  expect(await codeOf(token())).toBe('401 1000')
  expect((await api.parts.store.keys.get(id))?.signing).toBeUndefined()
  expect((await withKey(api, rotated.key)('POST', '/v1/keys/leaked', { key: rotated.key, where: 'a gist' })).body).toMatchObject({ revoked: true })
  expect((await api.parts.store.keys.get(rotated.id))?.signing).toBeUndefined()
  expect(await codeOf(signedToken(rotated.key, { now: now() }))).toBe('401 1000')
})

test('what is kept opens with the vault only, and scanners know the key', async () => {
  const dora = await join(api, 'dora')
  const { key, id } = await makeSigning({ name: 'shop' }, dora)
  expect(key).toMatch(new RegExp(`^${keyPattern}$`))
  expect([isKeyText(key), isKeyText(`${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`)]).toEqual([true, false])
  const row = await api.parts.store.keys.get(id)
  const secret = key.split('.')[1] ?? ''
  expect(JSON.stringify(row, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value))).not.toContain(secret)
  expect(new TextDecoder().decode(await openSigning(api.parts, row!))).toBe(secret)
  // Neither under another key's name nor with another lock.
  await expect(openSigning(api.parts, { id: `key_${'b'.repeat(26)}`, signing: row?.signing })).rejects.toThrow()
  const own = api.parts.sealing.createPair().privateKey
  await expect(openSigning({ sealing: api.parts.sealing, vault: { ...api.parts.vault, privateKey: async (name) => (name === signingLock ? own : undefined) } }, row!)).rejects.toThrow()
  expect((await api.parts.store.keys.get((await makeKey(dora)).id))?.signing).toBeUndefined()
})
