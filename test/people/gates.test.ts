// Who is let in: age before an account and before its keys, a guardian for a child's account, regions at every door.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Api } from '../api/memory-app.ts'
import { ask } from '../api/requests.ts'
import { browserOf, createPeopleApp, elsewhere, letterTo, signInByCode, type Browser } from './app.ts'

const closers: Array<() => Promise<unknown>> = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function open(charter: Record<string, unknown>, http = {}): Promise<Api> {
  const api = await createPeopleApp({ charter: { access: { who: 'accounts' }, ...charter }, http })
  closers.push(() => api.close())
  return api
}

const adult = { year: 1987, month: 6 }
const child = { year: new Date().getUTCFullYear() - 11, month: 1 }
const tiny = { prompt: 'a red fox', size: '64x64' }
const age = { ask: true, least: 8, guardian: 14, advised: 18 }
const code = (answer: { body: any }): string => answer.body.error?.code ?? answer.body.state

test('nobody opens an account before the question is answered; the code that was sent stays good', async () => {
  const api = await open({ age })
  const ann = browserOf(api)
  const mail = 'ann@example.org'
  expect(code(await ann.post('/v1/sign-up', { mail, password: 'a long enough secret' }))).toBe('age_missing')
  expect(await letterTo(api, mail)).toBeUndefined()

  const { body: sent } = await ann.post('/v1/sign-in/codes', { mail })
  const entered = { ticket: sent.ticket, code: (await letterTo(api, mail))?.values.code }
  expect(code(await ann.post('/v1/sign-in/code', entered))).toBe('age_missing')
  expect(await api.parts.store.people.count('people', [])).toBe(0)

  // What somebody writes into the cookie by themselves counts for nothing.
  ann.cookies.set('gesso-age', `adult.${Date.now() + 9e6}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`)
  expect(code(await ann.post('/v1/sign-in/code', entered))).toBe('age_missing')
  expect(code(await ann.post('/v1/age', adult))).toBe('free')
  expect((await ann.post('/v1/sign-in/code', entered)).status).toBe(200)
  expect((await ann.get('/v1/age')).body).toMatchObject({ asked: true, state: 'free' })
  expect((await ann.get('/v1/session')).body.gate).toEqual({ age: 'free', region: 'served' })
  expect((await ann.get('/v1/holdings')).body.held.find(({ kind }: any) => kind === 'age-band').count).toBe(1)
  expect(code(await ann.post('/v1/generations', tiny))).toBe('waiting')
})

test('an order opens the answer about age once, a session reads the versions of the terms once, and a new answer counts at once', async () => {
  const api = await open({ age, access: { who: 'accounts', visitors: true } })
  const ann = browserOf(api)
  let reads: string[] = []
  const store = api.parts.store as unknown as Record<string, object>
  for (const name of ['ageAnswers', 'versions', 'incidents']) {
    store[name] = new Proxy(store[name]!, {
      get(table, call) {
        reads.push(`${name}.${String(call)}`)
        return Reflect.get(table, call)
      },
    })
  }
  expect([code(await ann.post('/v1/generations', tiny)), (await ann.post('/v1/age', child)).body.state]).toEqual(['session_missing', 'guardian-needed'])
  expect(code(await ann.post('/v1/generations', tiny))).toBe('guardian_needed')
  const bob = browserOf(api, { headers: { 'user-agent': 'another' } })
  expect((await bob.post('/v1/age', adult)).body.state).toBe('free')
  reads = []
  expect(code(await bob.post('/v1/generations', tiny))).toBe('waiting')
  expect(reads.filter((one) => one.startsWith('age'))).toEqual(['ageAnswers.get'])
  reads = []
  expect((await bob.get('/v1/session')).body.gate.age).toBe('free')
  expect(reads.sort()).toEqual(['ageAnswers.get', 'incidents.current', 'versions.list'])
})

test('who is too young gets no account, and no second try from the same browser', async () => {
  const api = await open({ age })
  const ben = browserOf(api)
  expect(code(await ben.post('/v1/age', { year: new Date().getUTCFullYear() - 6, month: 1 }))).toBe('under')
  expect(code(await signInByCode(api, ben, { mail: 'ben@example.org' }))).toBe('age_refused')
  expect(await api.parts.store.people.count('people', [])).toBe(0)
  expect(code(await ben.post('/v1/age', adult))).toBe('age_answered')
  expect(code(await browserOf(api).post('/v1/age', adult))).toBe('age_answered')
  expect(code(await browserOf(api, { headers: { 'user-agent': 'another' } }).post('/v1/age', adult))).toBe('free')
  api.clock.advance(25 * 3_600_000)
  expect(code(await ben.post('/v1/age', adult))).toBe('free')
  expect((await signInByCode(api, ben, { mail: 'ben@example.org' })).status).toBe(200)
})

test('a key is asked what its account\'s holder was asked, in an organisation too', async () => {
  const api = await open({ age })
  const ann = browserOf(api)
  await ann.post('/v1/age', adult)
  await signInByCode(api, ann, { mail: 'ann@example.org' })
  const own = (await ann.get('/v1/account')).body.id
  const press = (await ann.post('/v1/accounts', { kind: 'enterprise', name: 'Otter Press' })).body.id
  const keyOf = async (account: string): Promise<string> => {
    await ann.post(`/v1/accounts/${account}/switch`)
    return (await ann.post('/v1/keys', {})).body.key
  }
  const keys = [await keyOf(press), await keyOf(own)]
  const draw = (key: string) => ask(api, 'POST', '/v1/generations', tiny, { headers: { authorization: `Bearer ${key}` }, connection: elsewhere })
  for (const key of keys) expect(code(await draw(key))).toBe('waiting')
  // As for an account that was there before the question was.
  await api.parts.store.ageAnswers.removeOf(`owner/${own}`)
  for (const key of keys) expect(code(await draw(key))).toBe('age_missing')
  expect(code(await ann.post('/v1/keys', {}))).toBe('age_missing')
  expect(code(await ann.post('/v1/age', adult))).toBe('free')
  for (const key of keys) expect(code(await draw(key))).toBe('waiting')
})

/** A child's account, and what their guardian was sent by text message. */
async function guardedChild(api: Api): Promise<{ browser: Browser; path: string; secret: string }> {
  const browser = browserOf(api)
  await browser.post('/v1/age', child)
  await signInByCode(api, browser, { mail: 'kim@example.org' })
  expect(code(await browser.post('/v1/generations', tiny))).toBe('guardian_needed')
  expect((await browser.post('/v1/guardians', { mail: 'KIM@example.org' })).body.error.code).toBe('guardian_own_contact')
  expect((await browser.post('/v1/guardians', { phone: '+8613812345678' })).status).toBe(202)
  const { link = '', code: secret = '' } = (await letterTo(api, '+8613812345678'))?.values ?? {}
  return { browser, path: `/v1/guardians/${link.split('/').at(-1)}`, secret }
}

test('a guardian consents for an account by text message; wrong codes shut the question for an hour', async () => {
  const api = await open({ age })
  const { browser: kim, path, secret } = await guardedChild(api)
  const guardian = browserOf(api)
  const { digest } = (await guardian.get(path)).body
  const say = (word: string, given = secret) => guardian.post(path, { code: given, word, digest })
  for (let tries = 0; tries < 5; tries++) expect(code(await say('give', 'bbbbb-bbbbb'))).toBe('guardian_code_wrong')
  expect(code(await say('give'))).toBe('guardian_code_wrong')
  api.clock.advance(3_600_001)
  expect(code(await say('give', secret.toUpperCase().replace('-', ' ')))).toBe('given')
  expect(code(await kim.post('/v1/generations', tiny))).toBe('waiting')
  expect((await kim.get('/v1/consents')).body.records).toMatchObject([{ matter: 'guardian', allowed: true, how: 'sms-code', digest }])
  // Files go as soon as pictures do.
  const form = new FormData()
  form.set('purpose', 'batch')
  form.set('file', new File(['{}'], 'lines.jsonl'))
  const cookie = [...kim.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const file: any = await (await api.fetch('/v1/files', { method: 'POST', headers: { cookie }, body: form })).json()
  expect(file.expires_at - file.created_at).toBeLessThanOrEqual(7 * 86_400)

  expect(code(await say('erase'))).toBe('refused')
  expect((await kim.get('/v1/generations')).body.data).toEqual([])
  expect(code(await kim.post('/v1/generations', tiny))).toBe('age_missing')
})

test('another text wants another consent, and no more than three questions go out in a day', async () => {
  const api = await open({ age })
  const { browser: kim, path, secret } = await guardedChild(api)
  const { digest } = (await kim.get(path)).body
  await kim.post(path, { code: secret, word: 'give', digest })
  api.parts.charter = { ...api.parts.charter, operator: { ...api.parts.charter.operator, name: 'Somebody Else' } }
  expect((await kim.get('/v1/age')).body).toMatchObject({ state: 'guardian-needed', guardian: { state: 'outdated' } })
  expect(code(await kim.post('/v1/generations', tiny))).toBe('guardian_needed')
  for (const status of [202, 202, 429]) expect((await kim.post('/v1/guardians', { mail: 'parent@example.org' })).status).toBe(status)
})

test('regions by a file: no account, no key and nothing made from where it is not offered; who cannot be placed is refused too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gesso-gates-'))
  closers.push(() => rm(folder, { recursive: true }))
  const file = join(folder, 'networks.txt')
  await writeFile(file, '# date: 2026-10-01\n203.0.113.0/24 FR\n198.51.100.0/24 KP\n')
  const api = await open({ regions: { source: 'file', networksFile: file, refused: ['KP'], listDate: '2026-11-01' } })
  const from = (remoteAddress: string) => browserOf(api, { from: { remoteAddress } })
  const [refused, served, nowhere] = [from('198.51.100.7'), from('203.0.113.9'), from('192.0.2.1')]
  expect(code(await signInByCode(api, refused, { mail: 'ann@example.org' }))).toBe('region_refused')
  expect(code(await signInByCode(api, nowhere, { mail: 'ann@example.org' }))).toBe('region_unknown')
  expect((await signInByCode(api, served, { mail: 'ann@example.org' })).status).toBe(200)
  const { key } = (await served.post('/v1/keys', {})).body

  // The same person on a journey: reading and taking away stay, nothing new is made.
  const draw = (remoteAddress: string) => ask(api, 'POST', '/v1/generations', tiny, { headers: { authorization: `Bearer ${key}` }, connection: { remoteAddress } })
  expect(code(await draw('203.0.113.9'))).toBe('waiting')
  expect([(await draw('198.51.100.7')).status, code(await draw('198.51.100.7'))]).toEqual([451, 'region_refused'])
  const list = await ask(api, 'GET', '/v1/generations', undefined, { headers: { authorization: `Bearer ${key}` }, connection: { remoteAddress: '198.51.100.7' } })
  expect(list.status).toBe(200)
  expect((await refused.get('/v1/regions')).body).toMatchObject({ asked: true, yours: 'KP', verdict: 'refused', networks: { date: '2026-10-01', count: 2 }, list_date: '2026-11-01', denied_parties: null })
  expect((await refused.get('/v1/session')).body.gate.region).toBe('refused')

  await writeFile(file, 'what is this')
  expect(code(await draw('203.0.113.9'))).toBe('region_unknown')
})

test('a line of a batch is asked for the region it was sent from, when it is drawn', async () => {
  const regions = { source: 'header', header: 'x-region', refused: ['KP'], listDate: '2026-11-01' }
  const api = await open({ regions }, { trustedProxies: ['127.0.0.1/32'] })
  const ann = browserOf(api, { headers: { 'x-region': 'FR' } })
  await signInByCode(api, ann, { mail: 'ann@example.org' })
  const { key } = (await ann.post('/v1/keys', {})).body
  const headers = { authorization: `Bearer ${key}`, 'x-region': 'FR' }
  const file = new FormData()
  file.set('purpose', 'batch')
  file.set('file', new File([JSON.stringify({ custom_id: 'one', method: 'POST', url: '/v1/images/generations', body: { ...tiny, model: 'painter' } })], 'batch.jsonl'))
  const uploaded: any = await (await api.fetch('/v1/files', { method: 'POST', headers, body: file })).json()
  const sent = await api.fetch('/v1/batches', { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ input_file_id: uploaded.id, endpoint: '/v1/images/generations', completion_window: '24h' }) })
  const batch: any = await sent.json()
  expect(sent.status, JSON.stringify(batch)).toBe(200)
  // The list grows while it waits.
  api.parts.charter = { ...api.parts.charter, regions: { ...api.parts.charter.regions, refused: ['FR', 'KP'] } }
  const work = api.app.startSideWork({ lookEvery: 20 })
  let ended: any
  for (let tries = 0; tries < 300 && !ended?.error_file_id; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    ended = await (await api.fetch(`/v1/batches/${batch.id}`, { headers })).json()
  }
  await work.stop()
  expect(ended).toMatchObject({ status: 'completed', request_counts: { failed: 1 } })
  expect(await (await api.fetch(`/v1/files/${ended.error_file_id}/content`, { headers })).text()).toContain('region_refused')
})
