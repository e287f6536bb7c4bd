// Signing in over HTTP: each way, its second step, what it leads to, and how it ends.

import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import type { Api } from '../api/memory-app.ts'
import { browserOf, createPeopleApp, letterTo, signInByCode } from './app.ts'

const day = 86_400_000
const open: Api[] = []
afterEach(async () => {
  for (const api of open.splice(0)) await api.close()
})
async function app(charter: Record<string, unknown> = {}): Promise<Api> {
  const api = await createPeopleApp({ charter })
  open.push(api)
  return api
}
const mail = 'ann@example.org'
const password = 'seven blue herons walk'

describe('a code', () => {
  test('by mail makes an account once, and its cookie says who asks', async () => {
    const api = await app()
    const ann = browserOf(api)
    const first = await signInByCode(api, ann, { mail: 'Ann@Example.org' })
    expect([first.status, first.body.state, first.body.is_new]).toEqual([200, 'signed-in', true])
    expect(first.headers.get('set-cookie')).toMatch(/^gesso-person=\w{32}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/)
    const me = await ann.get('/v1/me')
    expect(me.body).toMatchObject({ id: first.body.person, mail, phone: null, password: false, second_factor: false, sign_in: { factors: ['mail'] } })
    const other = browserOf(api)
    expect((await signInByCode(api, other, { mail })).body).toMatchObject({ person: first.body.person, is_new: false })
  })

  test('by text message too, with the number in either form', async () => {
    const api = await app()
    const sent = await browserOf(api).post('/v1/sign-in/codes', { phone: '138 1234 5678' })
    const { values } = (await letterTo(api, '+8613812345678'))!
    const ann = browserOf(api)
    expect((await ann.post('/v1/sign-in/code', { ticket: sent.body.ticket, code: values.code })).status).toBe(200)
    expect((await ann.get('/v1/me')).body).toMatchObject({ mail: null, phone: '+8613812345678' })
  })

  test('works once, for its minutes, with its ticket, and not after five wrong tries', async () => {
    const api = await app()
    const ann = browserOf(api)
    const ask = async () => ({ ticket: (await ann.post('/v1/sign-in/codes', { mail })).body.ticket, code: (await letterTo(api, mail))!.values.code })
    const used = await ask()
    expect((await ann.post('/v1/sign-in/code', used)).status).toBe(200)
    expect((await ann.post('/v1/sign-in/code', used)).body.error.code).toBe('sign_in_failed')
    const late = await ask()
    api.clock.advance(10 * 60_000)
    expect((await ann.post('/v1/sign-in/code', late)).status).toBe(401)
    const [one, two] = [await ask(), await ask()]
    expect((await ann.post('/v1/sign-in/code', { ticket: one.ticket, code: two.code === one.code ? 'same' : two.code })).status).toBe(401)
    const wrong = two.code === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 5; tries++) expect((await ann.post('/v1/sign-in/code', { ticket: two.ticket, code: wrong })).status).toBe(401)
    expect((await ann.post('/v1/sign-in/code', two)).status).toBe(401)
  })
})

describe('a password', () => {
  test('is there only after its address was confirmed, and opens the account', async () => {
    const api = await app()
    const ann = browserOf(api)
    const asked = await ann.post('/v1/sign-up', { mail, password, name: 'Ann' })
    expect([asked.status, asked.body.object]).toEqual([202, 'ticket'])
    expect((await ann.post('/v1/sign-in/password', { mail, password })).status).toBe(401)
    expect(await api.parts.store.people.count('people', [])).toBe(0)
    const { template, values } = (await letterTo(api, mail))!
    expect(template).toBe('confirm-code')
    expect((await ann.post('/v1/sign-in/code', { ticket: asked.body.ticket, code: values.code })).body.is_new).toBe(true)
    const again = browserOf(api)
    expect((await again.post('/v1/sign-in/password', { mail, password })).body.state).toBe('signed-in')
    expect((await again.get('/v1/me')).body).toMatchObject({ name: 'Ann', password: true, sign_in: { factors: ['password'] } })
  })

  test.each([
    ['short one', 'password_too_short'],
    ['password123', 'password_common'],
    ['12345678910', 'password_common'],
    ['aaaaaaaaaaaa', 'password_common'],
    ['ann@example.org', 'password_common'],
    ['sunshinesunshine', 'password_common'],
  ])('%s is refused', async (weak, code) => {
    const api = await app()
    expect((await browserOf(api).post('/v1/sign-up', { mail, password: weak })).body.error.code).toBe(code)
  })

  test('is chosen anew by a code, which ends every sign-in; and changed with a fresh proof', async () => {
    const api = await app()
    const ann = browserOf(api)
    await signInByCode(api, ann, { mail })
    expect((await ann.post('/v1/me/password', { password })).body.object).toBe('done')
    const asked = await browserOf(api).post('/v1/sign-in/reset', { mail })
    const { values } = (await letterTo(api, mail))!
    const next = 'eight grey herons walk'
    expect((await browserOf(api).post('/v1/sign-in/reset/password', { ticket: asked.body.ticket, code: values.code, password: next })).body.object).toBe('done')
    expect((await ann.get('/v1/me')).body.error.code).toBe('sign_in_missing')
    expect((await ann.post('/v1/sign-in/password', { mail, password })).status).toBe(401)
    expect((await ann.post('/v1/sign-in/password', { mail, password: next })).status).toBe(200)
    api.clock.advance(11 * 60_000)
    expect((await ann.post('/v1/me/password', { password })).body.error.code).toBe('sign_in_stale')
    expect((await ann.post('/v1/me/confirm', { password: 'not this one at all' })).status).toBe(401)
    expect((await ann.post('/v1/me/confirm', { password: next })).status).toBe(200)
    expect((await ann.post('/v1/me/password', { password })).status).toBe(200)
    expect((await letterTo(api, mail))!.template).toBe('security-change')
  })
})

describe('a second step', () => {
  test('by the app or a recovery code stands between a sign-in and everything else', async () => {
    const api = await app()
    const ann = browserOf(api)
    await signInByCode(api, ann, { mail })
    const { body } = await ann.post('/v1/me/second-factor')
    expect(body.recovery_codes).toHaveLength(10)
    const secret = new URL(body.address).searchParams.get('secret')!
    expect(body.address).not.toContain('ann')
    expect((await ann.post('/v1/me/second-factor/confirm', { code: '000000' })).status).toBe(401)
    expect((await ann.post('/v1/me/second-factor/confirm', { code: totp(secret) })).body.object).toBe('done')
    expect((await ann.get('/v1/me')).body.second_factor).toBe(true)

    const again = browserOf(api)
    const first = await signInByCode(api, again, { mail })
    expect(first.body.state).toBe('second-step')
    for (const path of ['/v1/me', '/v1/me/sign-ins', '/v1/generations']) expect([path, (await again.get(path)).status]).toEqual([path, 401])
    expect((await again.post('/v1/me/second-factor')).status).toBe(401)
    expect((await again.post('/v1/sign-in/second-step', { recovery_code: 'wrong-codes' })).status).toBe(401)
    const [recovery] = body.recovery_codes
    expect((await again.post('/v1/sign-in/second-step', { recovery_code: recovery })).body.state).toBe('signed-in')
    expect((await again.get('/v1/me')).body.sign_in.factors).toEqual(['mail', 'recovery'])

    const third = browserOf(api)
    await signInByCode(api, third, { mail })
    expect((await third.post('/v1/sign-in/second-step', { recovery_code: recovery })).status).toBe(401)
    const code = totp(secret)
    expect((await third.post('/v1/sign-in/second-step', { code })).status).toBe(200)
    const fourth = browserOf(api)
    await signInByCode(api, fourth, { mail })
    expect((await fourth.post('/v1/sign-in/second-step', { code })).status, 'a code that was used').toBe(401)

    expect((await ann.remove('/v1/me/second-factor')).status).toBe(200)
    expect((await signInByCode(api, browserOf(api), { mail })).body.state).toBe('signed-in')
  })
})

describe('sign-ins', () => {
  test('are listed, ended one by one, and all at once', async () => {
    const api = await app()
    const [one, two, three] = [browserOf(api), browserOf(api, { headers: { 'user-agent': 'Phone' } }), browserOf(api)]
    for (const browser of [one, two, three]) await signInByCode(api, browser, { mail })
    const { data } = (await one.get('/v1/me/sign-ins')).body
    expect(data.map((row: any) => row.browser).sort()).toEqual(['Phone', 'Test browser', 'Test browser'])
    expect(data.filter((row: any) => row.current)).toHaveLength(1)
    const phone = data.find((row: any) => row.browser === 'Phone')
    expect((await one.remove(`/v1/me/sign-ins/${phone.id}`)).status).toBe(200)
    expect((await two.get('/v1/me')).status).toBe(401)
    expect((await one.remove(`/v1/me/sign-ins/${phone.id}`)).status).toBe(404)
    expect((await one.post('/v1/me/sign-out-everywhere', { keep_this: true })).body.count).toBe(1)
    expect([(await one.get('/v1/me')).status, (await three.get('/v1/me')).status]).toEqual([200, 401])
    expect((await one.post('/v1/sign-out')).status).toBe(200)
    expect([one.cookies.has('gesso-person'), await api.parts.store.people.count('signIns', [])]).toEqual([false, 0])
  })

  test('end by silence and by age', async () => {
    const api = await app()
    const [silent, busy] = [browserOf(api), browserOf(api)]
    for (const browser of [silent, busy]) await signInByCode(api, browser, { mail })
    for (let days = 0; days < 28; days += 7) {
      api.clock.advance(7 * day)
      expect((await busy.get('/v1/me')).status).toBe(200)
    }
    expect((await silent.get('/v1/me')).status).toBe(401)
    api.clock.advance(2 * day)
    expect((await busy.get('/v1/me')).status).toBe(401)
  })

  test('of somebody else look like missing ones', async () => {
    const api = await app()
    const [ann, ben] = [browserOf(api), browserOf(api)]
    await signInByCode(api, ann, { mail })
    await signInByCode(api, ben, { mail: 'ben@example.org' })
    const [row] = (await ann.get('/v1/me/sign-ins')).body.data
    expect((await ben.remove(`/v1/me/sign-ins/${row.id}`)).body.error.code).toBe('not_found')
    expect((await ann.get('/v1/me')).status).toBe(200)
  })
})

describe('contacts', () => {
  test('are added once confirmed, told to the old one, and the last way in stays', async () => {
    const api = await app()
    const ann = browserOf(api)
    await signInByCode(api, ann, { mail })
    expect((await ann.remove('/v1/me/contacts/mail')).body.error.code).toBe('login_last')
    const asked = await ann.post('/v1/me/contacts', { phone: '+8613812345678' })
    const { values } = (await letterTo(api, '+8613812345678'))!
    expect((await browserOf(api).post('/v1/sign-in/code', { ticket: asked.body.ticket, code: values.code })).status, 'another purpose').toBe(401)
    expect((await ann.post('/v1/me/contacts/confirm', { ticket: asked.body.ticket, code: values.code })).status).toBe(200)
    expect((await letterTo(api, mail))!.template).toBe('security-change')
    expect((await ann.remove('/v1/me/contacts/mail')).status).toBe(200)
    expect((await ann.get('/v1/me')).body).toMatchObject({ mail: null, phone: '+8613812345678' })
    const ben = browserOf(api)
    await signInByCode(api, ben, { mail: 'ben@example.org' })
    const theirs = await ben.post('/v1/me/contacts', { phone: '+8613812345678' })
    const code = (await letterTo(api, '+8613812345678'))!.values.code
    expect((await ben.post('/v1/me/contacts/confirm', { ticket: theirs.body.ticket, code })).body.error.code).toBe('login_taken')
  })
})

test('ways that the charter leaves off are off', async () => {
  const api = await app({ signIn: {}, messages: {} })
  const browser = browserOf(api)
  expect((await browser.get('/v1/sign-in')).body).toMatchObject({ password: null, mail_code: false, phone_code: false, passkey: false, second_factor: false, providers: [] })
  for (const [path, body] of [
    ['/v1/sign-in/codes', { mail }],
    ['/v1/sign-in/codes', { phone: '+8613812345678' }],
    ['/v1/sign-up', { mail, password }],
    ['/v1/sign-in/password', { mail, password }],
    ['/v1/sign-in/reset', { mail }],
    ['/v1/sign-in/passkey/options', {}],
    ['/v1/sign-in/passkey', { response: {} }],
  ] as const) expect([path, (await browser.post(path, body)).body.error.code]).toEqual([path, 'sign_in_way_off'])
  expect((await browser.post('/v1/sign-in/providers/github')).status).toBe(404)
})

/** What an authenticator app shows now (RFC 6238). Apps go by the machine's own time, so it is not moved. */
function totp(secret: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const at = mac[19]! & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
