// How accounts stand: each standing with its reason, message, appeal and record; clocks that end them; and who may not come back.

import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { createHmac } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { lookAtAccounts } from '../../src/jobs/accounts.ts'
import { checkAudit } from '../../src/core/standing.ts'
import { addBusinessDays } from '../../src/core/business-days.ts'
import type { Api } from '../api/memory-app.ts'
import { browserOf, letterTo, signInByCode } from '../people/app.ts'
import { accountsApp, day, join, makeKey, operator, tiny, withKey, type Somebody } from './world.ts'

const open: Api[] = []
afterEach(async () => {
  for (const api of open.splice(0)) await api.close()
})
async function app(charter: Record<string, unknown> = {}, options = {}): Promise<Api> {
  const api = await accountsApp(charter, options)
  open.push(api)
  return api
}
const decide = (api: Api, { account }: Somebody, standing: string, reason = 'abuse') => operator(api)('POST', `/v1/operator/accounts/${account}/standing`, { standing, reason })

test('each standing is told with reason and appeal, written down, and holds at once', async () => {
  const api = await app()
  const ann = await join(api, 'ann')
  const use = withKey(api, (await makeKey(ann)).key)
  const makes = async () => (await use('POST', '/v1/generations', tiny)).body?.error?.code ?? 'made'
  for (const [standing, result] of [['asked', 'made'], ['warned', 'made'], ['suspended', 'account_suspended'], ['good', 'made'], ['frozen', 'account_frozen'], ['good', 'made']] as const) {
    expect((await decide(api, ann, standing)).status).toBe(200)
    expect(await makes(), standing).toBe(result)
    expect(await letterTo(api, ann.mail)).toMatchObject({ template: 'account-state', values: { state: expect.stringMatching(/./), reason: 'use against the rules', appeal: expect.stringContaining('/v1/account/appeal') } })
  }
  await decide(api, ann, 'slowed')
  expect((await use('GET', '/v1/limits')).body).toMatchObject({ concurrency: { most: 1 }, requests: { per_minute: 6 } })
  expect((await ann.browser.post('/v1/account/appeal')).body.appealed_at).not.toBeNull()
  expect((await operator(api)('GET', `/v1/operator/accounts/${ann.account}`)).body.appealed_at).not.toBeNull()

  const { data } = (await ann.browser.get('/v1/account/events')).body
  expect(data.filter(({ event }: { event: string }) => event === 'standing-changed').map(({ detail }: { detail: string }) => detail)).toEqual(['asked/abuse', 'warned/abuse', 'suspended/abuse', 'good/abuse', 'frozen/abuse', 'good/abuse', 'slowed/abuse'])
  const lines = await api.parts.store.audit.from(0, 1000)
  expect(JSON.stringify(lines)).not.toContain(ann.account)
  expect(JSON.stringify(lines)).not.toContain(ann.mail)
  expect(await checkAudit(api.parts)).toEqual({ lines: lines.length, broken: 0 })
})

test('an account is found by the exact contact alone, without telling it again, and its people see that', async () => {
  const api = await app()
  const ann = await join(api, 'ann')
  await join(api, 'ben')
  const find = async (contact: object) => (await operator(api)('POST', '/v1/operator/accounts/find', contact))
  const found = await find({ mail: ` ${ann.mail.toUpperCase()}` })
  expect(found.body.data.map(({ id }: { id: string }) => id)).toEqual([ann.account])
  expect(JSON.stringify(found.body)).not.toContain(ann.mail)
  expect([(await find({ mail: ann.mail.slice(1) })).body.data, (await find({ phone: '+8613812345678' })).body.data]).toEqual([[], []])
  expect([(await find({})).status, (await find({ mail: ann.mail, phone: '+8613812345678' })).status, (await find({ mail: 'ann' })).status]).toEqual([400, 400, 400])
  expect((await ann.browser.post('/v1/operator/accounts/find', { mail: ann.mail })).status).toBe(403)
  const { data } = (await ann.browser.get('/v1/account/events')).body
  expect(data.filter(({ event }: { event: string }) => event === 'account-found')).toMatchObject([{ detail: 'mail' }])
  expect(await checkAudit(api.parts)).toMatchObject({ broken: 0 })
})

test('a line of the record that was changed or taken out is noticed', async () => {
  const api = await app()
  const ann = await join(api, 'ann')
  for (const standing of ['warned', 'good', 'warned']) await decide(api, ann, standing)
  const rows = await api.parts.store.audit.from(0, 100)
  const seen = async (change: (row: (typeof rows)[number]) => (typeof rows)[number] | undefined) => {
    const changed = rows.flatMap((row) => change(row) ?? [])
    return (await checkAudit({ sealing: api.parts.sealing, store: { audit: { from: async (after: number) => changed.filter(({ number }) => number > after) } } as never })).broken
  }
  expect(await seen((row) => row)).toBe(0)
  expect(await seen((row) => (row.number === 2 ? { ...row, detail: 'good/resolved' } : row))).toBeGreaterThan(0)
  expect(await seen((row) => (row.number === 2 ? undefined : row))).toBeGreaterThan(0)
})

test('suspending stops what waits, and gives nothing new a place between two looks', async () => {
  const api = await app()
  const ann = await join(api, 'ann')
  const use = withKey(api, (await makeKey(ann)).key)
  const waiting = (await use('POST', '/v1/generations', tiny)).body.id
  await decide(api, ann, 'suspended')
  expect((await use('GET', `/v1/generations/${waiting}`)).body.state).toBe('cancelled')
  expect((await use('GET', '/v1/export')).status).toBe(200)
})

test('false facts at registration end an account, which is told why', async () => {
  const api = await app()
  const ann = await join(api, 'ann')
  const { key } = await makeKey(ann)
  const said = await decide(api, ann, 'ended', 'false-registration')
  expect([said.status, said.body.standing, said.body.reason]).toEqual([200, 'ended', 'false-registration'])
  expect(await letterTo(api, ann.mail)).toMatchObject({ template: 'account-state', values: { reason: 'false registration data', appeal: expect.stringContaining('/v1/account/appeal') } })
  expect((await withKey(api, key)('POST', '/v1/generations', tiny)).status).toBe(401)
  expect((await ann.browser.post('/v1/generations', tiny)).body.error.code).toBe('account_ended')
})

describe('clocks', () => {
  test('a contact that stays dead: three business days, then suspended; a code that arrives mends it', async () => {
    const api = await app()
    const [ann, ben] = [await join(api, 'ann'), await join(api, 'ben')]
    for (const { account } of [ann, ben]) expect((await operator(api)('POST', `/v1/operator/accounts/${account}/contact-failed`)).body).toMatchObject({ standing: 'asked', reason: 'contact-unreachable' })
    const since = new Date((await ann.browser.get('/v1/account')).body.standing_since)
    const end = addBusinessDays(since, 3)
    expect((await ben.browser.post('/v1/account/contact')).body.error.code).toBe('sign_in_stale')
    await signInByCode(api, ben.browser, { mail: ben.mail })
    expect((await ben.browser.post('/v1/account/contact')).body.standing).toBe('good')

    api.clock.advance(end.getTime() - since.getTime() - 3_600_000)
    await lookAtAccounts(api.parts)
    expect((await operator(api)('GET', `/v1/operator/accounts/${ann.account}`)).body.standing).toBe('asked')
    api.clock.advance(3_600_000)
    await lookAtAccounts(api.parts)
    expect((await operator(api)('GET', `/v1/operator/accounts/${ann.account}`)).body).toMatchObject({ standing: 'suspended', reason: 'contact-unreachable' })
    expect((await operator(api)('GET', `/v1/operator/accounts/${ben.account}`)).body.standing).toBe('good')
  })

  test.each([
    ['2026-11-20T10:00:00Z', 3, '2026-11-25T10:00:00.000Z'],
    ['2026-11-21T10:00:00Z', 1, '2026-11-23T10:00:00.000Z'],
    ['2026-11-23T10:00:00Z', 3, '2026-11-26T10:00:00.000Z'],
  ])('from %s, %i business days later it is %s', (from, days, then) => {
    expect(addBusinessDays(new Date(from), days).toISOString()).toBe(then)
  })

  test('refusing new terms leaves time to take one\'s things, then the account is closed', async () => {
    const api = await app({ accounts: { exportDays: 10 } })
    const ann = await join(api, 'ann')
    expect((await ann.browser.post('/v1/account/refuse-terms')).body).toMatchObject({ standing: 'suspended', reason: 'terms-refused' })
    expect((await ann.browser.get('/v1/export')).status).toBe(200)
    api.clock.advance(10 * day)
    await lookAtAccounts(api.parts)
    expect(await api.parts.store.accounts.get(ann.account)).toBeUndefined()
    expect(await letterTo(api, ann.mail)).toMatchObject({ template: 'account-closed' })
  })
})

test('an ended person loses their keys at once, keeps the copy for a while, and cannot register again before the ban is over', async () => {
  const api = await app({ accounts: { exportDays: 5, banDays: 20 } })
  const ann = await join(api, 'ann')
  const use = withKey(api, (await makeKey(ann)).key)
  await decide(api, ann, 'ended', 'illegal-content')
  expect((await use('GET', '/v1/models')).body.error.code).toBe('key_invalid')
  expect((await ann.browser.get('/v1/export')).status).toBe(200)
  api.clock.advance(5 * day)
  await lookAtAccounts(api.parts)
  expect(await api.parts.store.people.count('people', [])).toBe(0)
  for (const mail of ['ann@example.org', 'Ann+again@Example.org']) expect((await signInByCode(api, browserOf(api), { mail })).body.error.code).toBe('registration_refused')
  expect(await api.parts.store.people.count('people', [])).toBe(0)
  api.clock.advance(15 * day)
  expect((await signInByCode(api, browserOf(api), { mail: 'ann@example.org' })).status).toBe(200)
})

test('denied parties: a list that can be replaced while the program runs', async () => {
  const folder = await mkdtemp(joinPath(tmpdir(), 'gesso-denied-'))
  const file = joinPath(folder, 'denied.txt')
  await writeFile(file, '# a list\nÉvil  Empire Ltd.\n')
  const api = await app({ accounts: { deniedPartiesFile: file } })
  const ann = await join(api, 'ann')
  const opened = (name: string) => ann.browser.post('/v1/accounts', { kind: 'enterprise', name })
  expect((await opened('EMPIRE LTD, Evil')).body.error.code).toBe('party_denied')
  expect((await opened('Good Empire Ltd')).status).toBe(201)
  await writeFile(file, 'ann@example.org\n')
  expect((await ann.browser.post('/v1/keys', {})).body.error.code).toBe('party_denied')
  await rm(file)
  expect((await ann.browser.post('/v1/keys', {})).status).toBe(500)
  await rm(folder, { recursive: true })
})

test('a provider\'s verdict counts once, when it is signed and fresh', async () => {
  const secret = 'a secret of the provider'
  const api = await app({ verification: { needed: 'before-keys', provider: 'webhook', validDays: 30 } }, { http: { verificationSecret: secret } })
  const ann = await join(api, 'ann')
  const { id } = (await ann.browser.post('/v1/account/verification', { name: 'Ann', number: '12345', country: 'DE' })).body
  const body = JSON.stringify({ verification: id, verified: true, reason: 'confirmed' })
  const send = async (change: { key?: string; stamp?: number; message?: string } = {}) => {
    const stamp = String(change.stamp ?? Math.floor(api.parts.clock.now().getTime() / 1000))
    const message = change.message ?? 'msg_1'
    const signature = `v1,${createHmac('sha256', change.key ?? secret).update(`${message}.${stamp}.${body}`).digest('base64')}`
    const answer = await api.fetch('/v1/verification/verdict', { method: 'POST', headers: { 'content-type': 'application/json', 'webhook-id': message, 'webhook-timestamp': stamp, 'webhook-signature': signature }, body })
    return answer.status
  }
  expect([await send({ key: 'another secret of somebody' }), await send({ stamp: 1_700_000_000 }), await send(), await send(), await send({ message: 'msg_2' })]).toEqual([401, 401, 200, 401, 409])
  expect((await ann.browser.get('/v1/account')).body.verification).toBe('verified')
  expect((await ann.browser.get('/v1/limits')).body.tier).toBe('verified')
  await makeKey(ann)
  api.clock.advance(30 * day)
  await lookAtAccounts(api.parts)
  await signInByCode(api, ann.browser, { mail: ann.mail })
  expect((await ann.browser.get('/v1/account')).body.verification).toBe('expired')
  expect((await ann.browser.post('/v1/keys', {})).body.error.code).toBe('verification_needed')
})

test('ownership changes by both sides\' word, and an account is never without an owner', async () => {
  const api = await app()
  const [ann, ben, eve] = [await join(api, 'ann'), await join(api, 'ben'), await join(api, 'eve')]
  const press = (await ann.browser.post('/v1/accounts', { kind: 'university', name: 'Press' })).body
  await ann.browser.post(`/v1/accounts/${press.id}/switch`)
  await ann.browser.post('/v1/account/invitations', { mail: ben.mail, role: 'developer' })
  const token = (await letterTo(api, ben.mail))!.values.link!.split('#')[1]
  expect((await ben.browser.post('/v1/invitations/take', { token })).status).toBe(200)
  expect((await eve.browser.post('/v1/invitations/take', { token })).body.error.code).toBe('not_found')
  const offer = (await ann.browser.post('/v1/account/ownership', { person: ben.person })).body
  expect((await eve.browser.post(`/v1/offers/${offer.id}/take`)).body.error.code).toBe('not_found')
  expect((await ann.browser.remove(`/v1/account/members/${ann.person}`)).body.error.code).toBe('owner_needed')
  await ann.browser.post(`/v1/accounts/${ann.account}/switch`)
  expect((await ann.browser.post('/v1/account/close', { copy: 'not-wanted' })).body.error.code).toBe('organisations_first')
  expect((await ben.browser.get('/v1/offers')).body.data[0]).toMatchObject({ id: offer.id, account_name: 'Press' })
  expect((await ben.browser.post(`/v1/offers/${offer.id}/take`)).body).toMatchObject({ id: press.id, role: 'owner' })
  await ann.browser.post(`/v1/accounts/${press.id}/switch`)
  expect((await ann.browser.get('/v1/account')).body.role).toBe('admin')
  expect((await ann.browser.remove(`/v1/account/members/${ann.person}`)).status).toBe(204)
  expect((await ann.browser.get('/v1/account')).body.id).toBe(ann.account)
})
