// Guessing: the same answer whether somebody is there or not, and slower and slower.

import { afterEach, describe, expect, test } from 'vitest'
import type { Api } from '../api/memory-app.ts'
import { browserOf, createPeopleApp, elsewhere, letterTo, signInByCode, type Answer } from './app.ts'

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

async function withPassword(): Promise<Api> {
  const api = await app()
  const ann = browserOf(api)
  await signInByCode(api, ann, { mail })
  await ann.post('/v1/me/password', { password })
  return api
}

/** What of an answer could tell: everything but chance. */
const told = ({ status, body, headers }: Answer) => ({
  status,
  body: { ...body, ticket: body.ticket && 'ticket', expires_at: body.expires_at && 'time' },
  headers: [...headers.keys()].sort(),
})

describe('nobody can tell who has an account', () => {
  test.each([
    ['a code by mail', '/v1/sign-in/codes', (to: string) => ({ mail: to })],
    ['a new account', '/v1/sign-up', (to: string) => ({ mail: to, password })],
    ['a new password', '/v1/sign-in/reset', (to: string) => ({ mail: to })],
    ['a wrong password', '/v1/sign-in/password', (to: string) => ({ mail: to, password: 'some words that are wrong' })],
  ])('by asking for %s', async (_, path, body) => {
    const api = await withPassword()
    const [known, unknown] = [await browserOf(api).post(path, body(mail)), await browserOf(api).post(path, body('nobody@example.org'))]
    expect(told(known)).toEqual(told(unknown))
  })

  test('where people cannot sign up either', async () => {
    const api = await withPassword()
    const { signIn } = api.parts.charter
    Object.assign(signIn, { signUp: false })
    const [known, unknown] = [await browserOf(api).post('/v1/sign-in/codes', { mail }), await browserOf(api).post('/v1/sign-in/codes', { mail: 'nobody@example.org' })]
    expect(told(known)).toEqual(told(unknown))
    expect(await letterTo(api, 'nobody@example.org')).toBeUndefined()
    expect((await browserOf(api).post('/v1/sign-in/code', { ticket: unknown.body.ticket, code: '123456' })).body.error.code).toBe('sign_in_failed')
  })

  test('nor by the time that a wrong password takes', async () => {
    const api = await withPassword()
    const time = async (to: string): Promise<number> => {
      const startedAt = performance.now()
      await browserOf(api).post('/v1/sign-in/password', { mail: to, password: 'some words that are wrong' })
      return performance.now() - startedAt
    }
    await time('first@example.org')
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 4; round++) {
      known.push(await time(mail))
      unknown.push(await time(`nobody${round}@example.org`))
    }
    const least = (times: number[]): number => Math.min(...times)
    // Both hash a password; without that the second would be some hundred times faster.
    expect(least(unknown)).toBeGreaterThan(least(known) / 3)
    expect(least(known)).toBeGreaterThan(least(unknown) / 3)
  })

  test('and who owns an address is told that somebody tried to sign up with it', async () => {
    const api = await withPassword()
    const asked = await browserOf(api).post('/v1/sign-up', { mail, password: 'nine green herons walk' })
    expect((await letterTo(api, mail))!.template).toBe('already-there')
    for (const code of ['000000', '123456']) expect((await browserOf(api).post('/v1/sign-in/code', { ticket: asked.body.ticket, code })).status).toBe(401)
  })

  test('an account that somebody else prepared with a password of theirs is not taken over by its owner\'s code', async () => {
    const api = await app()
    const prepared = await browserOf(api).post('/v1/sign-up', { mail, password: 'the other one knows this' })
    const ann = browserOf(api)
    await signInByCode(api, ann, { mail })
    expect((await ann.get('/v1/me')).body.password).toBe(false)
    expect((await browserOf(api).post('/v1/sign-in/password', { mail, password: 'the other one knows this' })).status).toBe(401)
    expect(prepared.status).toBe(202)
  })
})

describe('guessing is slowed', () => {
  const wrong = { mail, password: 'some words that are wrong' }
  const last = async (count: number, post: () => Promise<Answer>): Promise<Answer> => {
    let answer = await post()
    for (let more = 1; more < count; more++) answer = await post()
    return answer
  }

  test('for a contact from one network, for those who exist and those who do not', async () => {
    for (const to of [mail, 'nobody@example.org']) {
      const api = await withPassword()
      const browser = browserOf(api, { from: elsewhere, headers: { host: 'localhost' } })
      const post = () => browser.post('/v1/sign-in/password', { ...wrong, mail: to })
      expect((await last(10, post)).status).toBe(401)
      const slowed = await post()
      expect([slowed.status, slowed.body.error.code]).toEqual([429, 'too_many_tries'])
      expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(10)
      api.clock.advance(15 * 60_000)
      expect((await post()).status).toBe(401)
    }
  }, 120_000)

  test('for codes sent to one contact, from wherever', async () => {
    const api = await app()
    for (let number = 1; number <= 5; number++) {
      expect((await browserOf(api, { from: { remoteAddress: `198.51.${number}.7` }, headers: { host: 'localhost' } }).post('/v1/sign-in/codes', { mail })).status).toBe(202)
    }
    expect((await browserOf(api, { from: { remoteAddress: '198.51.99.7' }, headers: { host: 'localhost' } }).post('/v1/sign-in/codes', { mail })).status).toBe(429)
    expect((await browserOf(api).post('/v1/sign-in/codes', { mail: 'ben@example.org' })).status).toBe(202)
  })

  test('for all contacts from one network', async () => {
    const api = await app()
    let number = 0
    const post = () => browserOf(api, { from: { remoteAddress: `203.0.113.${(number % 200) + 1}` }, headers: { host: 'localhost' } }).post('/v1/sign-in/codes', { mail: `person${number++}@example.org` })
    expect((await last(40, post)).status).toBe(202)
    expect((await post()).status).toBe(429)
    expect((await browserOf(api, { from: { remoteAddress: '203.0.114.1' }, headers: { host: 'localhost' } }).post('/v1/sign-in/codes', { mail })).status).toBe(202)
  })

  test('under a key that dies with its day, so that the counts name nobody', async () => {
    const api = await app()
    await browserOf(api).post('/v1/sign-in/codes', { mail })
    const before = await api.parts.vault.names('server/tries-')
    api.clock.advance(86_400_000)
    const { lookAtPeople } = await import('../../src/jobs/people.ts')
    await lookAtPeople(api.parts)
    const after = await api.parts.vault.names('server/tries-')
    expect([before.length, after]).toEqual([1, []])
  })
})
