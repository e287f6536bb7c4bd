// The request log: an account and each key find their own requests, nobody else's, by what is asked for, for as long as the charter says.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountsApp, day, join, makeKey, operator, tiny, withKey, type Somebody } from '../accounts/world.ts'
import { createMemoryApp, type Api } from './memory-app.ts'
import { ask, expectError } from './requests.ts'

let api: Api
let ann: Somebody
let ben: Somebody
let first: { id: string; key: string }
let second: { id: string; key: string }

const secret = 'a walrus with an umbrella'

beforeAll(async () => {
  api = await accountsApp({ retention: { imageDays: 30, callDays: 10 }, access: { who: 'accounts', visitors: true } }, { worker: true })
  ann = await join(api, 'ann')
  ben = await join(api, 'ben')
  first = await makeKey(ann, { name: 'the shop' })
  second = await makeKey(ann)
})
afterAll(() => api.close())

describe('the request log', () => {
  it('tells each request with key, model, status, price and generation, under the id of its answer and of the log', async () => {
    const made = await withKey(api, first.key)('POST', '/v1/images/generations', { ...tiny, prompt: secret })
    expect(made.status, made.text).toBe(200)
    const refused = await withKey(api, second.key)('POST', '/v1/generations', { ...tiny, prompt: secret, model: 'no-such-model' })
    expect(refused.status).toBe(404)
    const { body } = await ann.browser.get('/v1/calls')
    expect(body).toMatchObject({ object: 'list', days: 10, has_more: false })
    const [newer, older] = body.data
    expect(older).toMatchObject({ id: made.headers.get('x-request-id'), method: 'POST', route: '/v1/images/generations', key: { id: first.id, name: 'the shop' }, model: 'painter', status: 200, error: null, price_micro: 0, generation: made.headers.get('x-gesso-generation') })
    expect(older.milliseconds).toBeGreaterThan(0)
    expect(newer).toMatchObject({ id: refused.headers.get('x-request-id'), key: { id: second.id }, model: null, status: 404, error: { code: 'model_unknown', status: 404 }, price_micro: null, generation: null })
    expect(newer.error.message).not.toMatch(/\{|no-such-model/)
    expect(api.log.filter(({ event }) => event === 'request').map(({ request }) => request)).toEqual(expect.arrayContaining([older.id, newer.id]))
    expect(JSON.stringify(await api.parts.store.calls.listOf(`owner/${ann.account}`, { since: new Date(0), limit: 100 }))).not.toMatch(/walrus|203\.0\.113|no-such-model/)
    expect((await ann.browser.get(`/v1/generations/${older.generation}`)).status).toBe(200)
  })

  it('shows a key its own, and nobody what is another account\'s', async () => {
    expect((await withKey(api, second.key)('GET', '/v1/calls')).body.data.map((one: any) => one.key.id)).toEqual([second.id])
    expect((await withKey(api, second.key)('GET', `/v1/calls?key=${first.id}`)).body.data).toEqual([])
    for (const other of [(await ben.browser.get('/v1/calls')).body, (await ben.browser.get(`/v1/calls?key=${first.id}`)).body, (await operator(api)('GET', '/v1/calls')).body]) expect(other.data).toEqual([])
    expect((await api.fetch('/v1/calls')).status).toBe(401)
  })

  it('is asked by key, status, model and time, and page by page', async () => {
    const ids = async (query: string) => (await ann.browser.get(`/v1/calls?${query}`)).body.data.map((one: any) => one.status)
    expect(await ids(`key=${first.id}`)).toEqual([200])
    expect(await ids('status=4xx')).toEqual([404])
    expect(await ids('status=200')).toEqual([200])
    expect(await ids('model=painter')).toEqual([200])
    expect(await ids(`since=${new Date(api.parts.clock.now().getTime() + day).toISOString()}`)).toEqual([])
    const page = (await ann.browser.get('/v1/calls?limit=1')).body
    expect(page).toMatchObject({ data: [{ status: 404 }], has_more: true })
    expect(await ids(`limit=1&after=${page.data[0].id}`)).toEqual([200])
    for (const query of ['status=oops', 'limit=0', 'since=yesterday']) expectError(await withKey(api, first.key)('GET', `/v1/calls?${query}`), 400, 'field_invalid')
  })

  it('keeps of somebody in the studio what they order, and of visitors nothing', async () => {
    await ben.browser.get('/v1/generations')
    expect((await ben.browser.post('/v1/generations', tiny)).status).toBe(202)
    expect((await ben.browser.get('/v1/calls')).body.data).toMatchObject([{ route: '/v1/generations', key: null, status: 202 }])
    const started = await ask(api, 'POST', '/v1/session', {})
    const cookie = (started.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    expect((await ask(api, 'POST', '/v1/generations', tiny, { headers: { cookie } })).status).toBe(202)
    expect((await ask(api, 'GET', '/v1/calls', undefined, { headers: { cookie } })).body.data).toEqual([])
    await api.parts.calls?.flush()
    expect((await api.parts.store.calls.countOf(`owner/${ben.account}`)).calls).toBe(1)
  })

  it('is told, copied and erased with the rest, and its entries end with their days', async () => {
    const held = (await ben.browser.get('/v1/holdings')).body.held.find(({ kind }: any) => kind === 'calls')
    expect(held).toMatchObject({ count: 1, tables: ['calls'], until: 'its-own-end' })
    expect(Date.parse(held.next)).toBeGreaterThan(api.parts.clock.now().getTime() + 9 * day)
    expect((await ben.browser.post('/v1/erasure', {})).status).toBe(200)
    expect((await ben.browser.get('/v1/calls')).body.data).toEqual([])
    api.clock.advance(11 * day)
    const key = await ask(api, 'GET', '/v1/calls', undefined, { headers: { authorization: `Bearer ${first.key}` }, connection: { remoteAddress: '203.0.113.9' } })
    expect(key.body.data).toEqual([])
  })
})

it('keeps nothing where the charter says 0', async () => {
  const none = await createMemoryApp({ worker: false })
  expect((await ask(none, 'POST', '/v1/generations', tiny)).status).toBe(202)
  expect((await ask(none, 'GET', '/v1/calls')).body).toEqual({ object: 'list', days: 0, data: [], has_more: false })
  expect(none.parts.calls).toBeUndefined()
  await none.close()
})
