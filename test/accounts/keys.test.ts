// API keys: told once, limited as asked, rotated with an overlap, and refused everywhere from the moment they are revoked.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isKeyText, keyPattern } from '../../src/core/key-text.ts'
import { elsewhere, type Api } from '../api/memory-app.ts'
import { ask, expectError } from '../api/requests.ts'
import { letterTo } from '../people/app.ts'
import { accountsApp, day, join, makeKey, tiny, withKey, type Somebody } from './world.ts'

let api: Api
let ann: Somebody
let ben: Somebody
beforeAll(async () => {
  api = await accountsApp({ keys: { most: 12, refuseBrowsers: true, mostDays: 90, overlapHours: 24 } })
  ann = await join(api, 'ann')
  ben = await join(api, 'ben')
})
afterAll(() => api.close())

test('a key is told once, kept as a hash, and known by its beginning and checksum', async () => {
  const { key, id } = await makeKey(ann, { name: 'a quaint shop' })
  expect(key).toMatch(new RegExp(`^${keyPattern}$`))
  expect([isKeyText(key), isKeyText(`${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`)]).toEqual([true, false])
  const { body } = await ann.browser.get('/v1/keys')
  expect(body.data[0]).toMatchObject({ id, name: 'a quaint shop', state: 'works', scopes: ['images:make', 'images:read', 'images:delete'], last_used_at: null, hint: `${key.slice(0, 10)}…${key.slice(-4)}` })
  expect(JSON.stringify(body)).not.toContain(key)
  const kept = JSON.stringify(await api.parts.store.keys.get(id), (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value))
  expect(kept).not.toContain(key)
  expect(kept).not.toContain('quaint')
})

test('a key does what its scopes say, from where it may, until its end', async () => {
  const reader = withKey(api, (await makeKey(ann, { scopes: ['images:read'] })).key)
  expectError(await reader('POST', '/v1/generations', tiny), 403, 'scope_missing')
  expect((await reader('GET', '/v1/generations')).status).toBe(200)

  const { key } = await makeKey(ann, { addresses: ['203.0.113.0/24', '2001:db8::/32'] })
  const from = (remoteAddress: string) => ask(api, 'GET', '/v1/generations', undefined, { headers: { authorization: `Bearer ${key}` }, connection: { remoteAddress } })
  expect((await from('203.0.113.9')).status).toBe(200)
  expect((await from('::ffff:203.0.113.77')).status).toBe(200)
  expect((await from('2001:db8:1::5')).status).toBe(200)
  expectError(await from('203.0.114.9'), 403, 'key_address_refused')
  expect((await ann.browser.post('/v1/keys', { addresses: ['not a network'] })).body.error.code).toBe('field_invalid')

  const page = await ask(api, 'GET', '/v1/generations', undefined, { headers: { authorization: `Bearer ${key}`, origin: 'http://127.0.0.1' }, connection: elsewhere })
  expectError(page, 403, 'key_in_browser')
})

test('a key ends when it says, and never later than the charter allows', async () => {
  const soon = new Date(api.parts.clock.now().getTime() + 3_600_000).toISOString()
  const short = await makeKey(ben, { expires_at: soon })
  const usual = await makeKey(ben)
  const tooLong = await ben.browser.post('/v1/keys', { expires_at: new Date(api.parts.clock.now().getTime() + 91 * day).toISOString() })
  expect(tooLong.body.error).toMatchObject({ code: 'field_invalid', param: 'expires_at' })
  const listed = (await ben.browser.get('/v1/keys')).body.data.find(({ id }: { id: string }) => id === usual.id)
  expect(new Date(listed.expires_at).getTime() - new Date(listed.created_at).getTime()).toBe(90 * day)
  expect((await withKey(api, short.key)('GET', '/v1/models')).status).toBe(200)
  api.clock.advance(3_600_000)
  expectError(await withKey(api, short.key)('GET', '/v1/models'), 401, 'key_expired')
})

test('rotation: the new key carries the old one\'s limits, and both work for the overlap', async () => {
  const carl = await join(api, 'carl')
  const old = await makeKey(carl, { name: 'shop', per_minute: 7, addresses: ['198.51.100.0/24'], scopes: ['images:read'] })
  const rotated = await carl.browser.post(`/v1/keys/${old.id}/rotate`, { overlap_hours: 2 })
  expect(rotated.body).toMatchObject({ name: 'shop', per_minute: 7, addresses: ['198.51.100.0/24'], scopes: ['images:read'], old: { id: old.id, successor: rotated.body.id } })
  const at = (key: string) => ask(api, 'GET', '/v1/models', undefined, { headers: { authorization: `Bearer ${key}` }, connection: { remoteAddress: '198.51.100.7' } })
  expect([(await at(old.key)).status, (await at(rotated.body.key)).status]).toEqual([200, 200])
  api.clock.advance(2 * 3_600_000)
  expect([(await at(old.key)).body.error.code, (await at(rotated.body.key)).status]).toEqual(['key_expired', 200])
  // The proof of who they are is old by now.
  expect((await carl.browser.post(`/v1/keys/${rotated.body.id}/rotate`, {})).body.error.code).toBe('sign_in_stale')
})

test('a revoked key is refused by the next request; changing and revoking others\' looks like nothing is there', async () => {
  const dora = await join(api, 'dora')
  const mine = await makeKey(dora)
  const use = withKey(api, mine.key)
  expect((await use('GET', '/v1/models')).status).toBe(200)
  for (const [method, path] of [['post', `/v1/keys/${mine.id}`], ['post', `/v1/keys/${mine.id}/rotate`], ['remove', `/v1/keys/${mine.id}`]] as const) {
    const eve = await join(api, `eve-${method}-${path.length}`)
    const [others, missing] = [await eve.browser[method](path), await eve.browser[method](path.replace(mine.id, 'key_missing'))]
    expect([others.status, others.body]).toEqual([404, missing.body])
  }
  expect((await dora.browser.post(`/v1/keys/${mine.id}`, { per_minute: 3, name: 'slow' })).body).toMatchObject({ per_minute: 3, name: 'slow' })
  expect((await dora.browser.post(`/v1/keys/${mine.id}`, { per_minute: null })).body).toMatchObject({ per_minute: null, name: 'slow' })
  expect((await dora.browser.remove(`/v1/keys/${mine.id}`)).body.state).toBe('revoked')
  expectError(await use('GET', '/v1/models'), 401, 'key_invalid')
})

test('whoever finds a key can stop it, and its owner is told', async () => {
  const fay = await join(api, 'fay')
  const { key } = await makeKey(fay)
  const report = (text: string) => ask(api, 'POST', '/v1/keys/leaked', { key: text, where: 'a public paste' }, { connection: elsewhere })
  expect((await report(`${key}x`)).body).toEqual({ object: 'leak_report', revoked: false })
  expect((await report(key)).body).toEqual({ object: 'leak_report', revoked: true })
  expect((await report(key)).body.revoked).toBe(false)
  expectError(await withKey(api, key)('GET', '/v1/models'), 401, 'key_invalid')
  expect(await letterTo(api, fay.mail)).toMatchObject({ template: 'key-leaked', values: { where: 'a public paste' } })
})

test('there are no more keys than the charter says', async () => {
  const gus = await join(api, 'gus')
  for (let number = 0; number < 12; number++) await makeKey(gus)
  expect((await gus.browser.post('/v1/keys', {})).body.error.code).toBe('too_many_keys')
})

describe('limits of a key', () => {
  test('rate: the answers count down, then 429 says truthfully when to come back', async () => {
    const hal = await join(api, 'hal')
    const use = withKey(api, (await makeKey(hal, { per_minute: 2 })).key)
    const first = await use('POST', '/v1/generations', tiny)
    expect([first.status, first.headers.get('x-ratelimit-limit-requests'), first.headers.get('x-ratelimit-remaining-requests')]).toEqual([202, '2', '1'])
    expect((await use('POST', '/v1/generations', tiny)).headers.get('x-ratelimit-remaining-requests')).toBe('0')
    const refused = await use('POST', '/v1/generations', tiny)
    expectError(refused, 429, 'rate_limit_exceeded')
    expect(refused.body.error.type).toBe('rate_limit_error')
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds).toBeGreaterThanOrEqual(29)
    expect(seconds).toBeLessThanOrEqual(31)
    expect((await use('GET', '/v1/limits')).body).toMatchObject({ tier: 'user', requests: { per_minute: 2, left: 0 }, key: { per_minute: 2 } })
    api.clock.advance((seconds - 2) * 1000)
    expect((await use('POST', '/v1/generations', tiny)).status).toBe(429)
    api.clock.advance(2000)
    expect((await use('POST', '/v1/generations', tiny)).status).toBe(202)
  })

  test('concurrency counts what was made with this key only', async () => {
    const ida = await join(api, 'ida')
    const [narrow, wide] = [withKey(api, (await makeKey(ida, { concurrency: 1 })).key), withKey(api, (await makeKey(ida)).key)]
    expect((await wide('POST', '/v1/generations', tiny)).status).toBe(202)
    const first = await narrow('POST', '/v1/generations', tiny)
    const second = await narrow('POST', '/v1/generations', tiny)
    expectError(second, 429, 'too_many_waiting')
    await narrow('POST', `/v1/generations/${first.body.id}/cancel`)
    expect((await narrow('POST', '/v1/generations', tiny)).status).toBe(202)
  })
})
