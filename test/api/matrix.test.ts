// The authorisation matrix: every route with every kind of caller, and ids of others look exactly like missing ones.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownerOf } from '../../src/core/accounts.ts'
import { setStanding } from '../../src/core/decisions.ts'
import { routes } from '../../src/http/routes.ts'
import { createKey as makeKeyFor, hashOf } from '../../src/identity/keys.ts'
import { accountsApp, day, join, makeKey, operatorKey, type Somebody } from '../accounts/world.ts'
import { letterTo } from '../people/app.ts'
import { createMemoryApp, elsewhere, here, type Api } from './memory-app.ts'
import { expectations, type Class } from './matrix-expectations.ts'
import { exceptions, insiders, verdicts, type Verdict } from './matrix-verdicts.ts'
import { ask, draw, expectError, type Way } from './requests.ts'

const oddWord = 'quixotrophic'

interface Line {
  method: string
  path: string
  of?: string
  changes: boolean
  kind: Class
}

const lines: Line[] = expectations
  .trim()
  .split('\n')
  .map((line) => {
    const [method = '', path = '', kind = '', ...marks] = line.trim().split(/\s+/)
    return { method, path, kind: kind as Class, changes: marks.includes('!'), of: marks.find((mark) => mark.startsWith('of:'))?.slice(3) }
  })

let api: Api
const ways: Record<string, Way> = {}
const things: Record<string, string> = {}
const people: Record<string, Somebody> = {}

const wayOf = ({ browser }: Somebody, account?: string): Way => ({
  headers: { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...(account ? { 'gesso-account': account } : {}) },
  connection: here,
})
const bearer = (key: string): Way => ({ headers: { authorization: `Bearer ${key}` }, connection: here })

beforeAll(async () => {
  api = await accountsApp({ sharing: { enabled: true, gallery: true } }, { worker: true })
  for (const name of ['owner', 'admin', 'developer', 'viewer', 'other', 'suspended', 'frozen', 'banned', 'operating']) people[name] = await join(api, name)
  const { owner, other } = people as Record<string, Somebody>
  const { body: account } = await owner!.browser.post('/v1/accounts', { kind: 'enterprise', name: `The ${oddWord} press` })
  await owner!.browser.post(`/v1/accounts/${account.id}/switch`)
  for (const role of ['admin', 'developer', 'viewer'] as const) {
    await owner!.browser.post('/v1/account/invitations', { mail: people[role]!.mail, role })
    const link = (await letterTo(api, people[role]!.mail))!.values.link!
    const taken = await people[role]!.browser.post('/v1/invitations/take', { token: link.split('#')[1] })
    expect(taken.status, JSON.stringify(taken.body)).toBe(200)
    await people[role]!.browser.post(`/v1/accounts/${account.id}/switch`)
  }
  await fillThings(account.id, owner!)
  await fillWays(owner!, other!)
}, 60_000)
afterAll(() => api.close())

async function fillThings(account: string, owner: Somebody): Promise<void> {
  const generation = await draw(api, { prompt: `a ${oddWord} fox` }, wayOf(owner))
  const image = generation.images[0].id
  const shared = await owner.browser.post(`/v1/images/${image}/shares`, {})
  const invited = await owner.browser.post('/v1/account/invitations', { mail: 'guest@example.org', role: 'viewer' })
  Object.assign(things, { account, generation: generation.id, image, share: shared.body.id, member: people.viewer!.person, invitation: invited.body.id, key: (await makeKey(owner)).id })
}

async function fillWays(owner: Somebody, other: Somebody): Promise<void> {
  const session = async (): Promise<Way> => ({ headers: { cookie: (await ask(api, 'POST', '/v1/session')).headers.get('set-cookie')!.split(';')[0]! }, connection: here })
  const keyOf = async (name: string): Promise<Way> => bearer((await makeKey(people[name]!)).key)
  const revoked = await makeKey(owner)
  await owner.browser.remove(`/v1/keys/${revoked.id}`)
  const past = new Date(api.parts.clock.now().getTime() - day)
  const expired = await makeKeyFor(api.parts, ownerOf(things.account!), ['images:make', 'images:read', 'images:delete'], { expiresAt: past })
  Object.assign(ways, {
    'nobody': { connection: here },
    'a visitor': await session(),
    'another visitor': await session(),
    'a key of the account': bearer((await makeKey(owner)).key),
    'a key of another account': bearer((await makeKey(other)).key),
    'a key for reading': bearer((await makeKey(other, { scopes: ['images:read'] })).key),
    'an unknown key': bearer('gesso_nobody'),
    'a revoked key': bearer(revoked.key),
    'an expired key': bearer(expired.key),
    'a key of a suspended account': await keyOf('suspended'),
    'a key of a frozen account': await keyOf('frozen'),
    'a key of an ended account': await keyOf('banned'),
    'the owner': wayOf(owner),
    'an administrator': wayOf(people.admin!),
    'a developer': wayOf(people.developer!),
    'a viewer': wayOf(people.viewer!),
    'a person of another account': wayOf(other),
    'a suspended person': wayOf(people.suspended!),
    'a frozen person': wayOf(people.frozen!),
    'a banned person': wayOf(people.banned!),
    'the operator\'s key': bearer(operatorKey),
    'a person who operates': wayOf(people.operating!),
  } satisfies Record<string, Way>)
  for (const standing of ['suspended', 'frozen'] as const) await setStanding(api.parts, people[standing]!.account, { standing, reason: 'abuse' }, 'operator')
  await setStanding(api.parts, people.banned!.account, { standing: 'ended', reason: 'abuse' }, 'operator')
  await api.parts.store.operators.add(people.operating!.person, api.parts.clock.now())
}

const identity: readonly string[] = ['session_missing', 'key_missing', 'key_invalid', 'key_expired', 'scope_missing', 'role_missing', 'account_suspended', 'account_frozen', 'account_ended', 'sign_in_missing']

const missing = 'gen_00000000000000000000000000'
const pathWith = ({ path }: Line, id: string): string => path.replace(/:(id|token|kind)/, id).replace(':number', '0')
const send = (line: Line, path: string, way: Way) => ask(api, line.method, path, line.method === 'POST' ? {} : undefined, way)

it('every route is there, and nothing else', () => {
  const named = lines.map(({ method, path }) => `${method} ${path}`)
  expect(routes.map(({ method, path }) => `${method} ${path}`).filter((name) => !named.includes(name)), 'routes without a line in matrix-expectations.ts').toEqual([])
  expect(named.filter((name) => !routes.some(({ method, path }) => `${method} ${path}` === name)), 'lines without a route').toEqual([])
  expect(new Set(named).size).toBe(named.length)
})

it('what each class needs is what its routes declare', () => {
  const scopes: Record<Class, string> = { open: 'public', known: 'any-caller', make: 'images:make', read: 'images:read', delete: 'images:delete', account: 'account:read', manage: 'account:manage', own: 'account:own', members: 'members:manage', keys: 'keys:manage', stop: 'keys:stop', person: 'person', operate: 'operate' }
  for (const { method, path, kind } of lines) expect(routes.find((route) => route.method === method && route.path === path)?.scope, `${method} ${path}`).toBe(scopes[kind])
})

describe.each(Object.keys(verdicts))('%s', (who) => {
  it('gets through where they may and nowhere else', { timeout: 60_000 }, async () => {
    for (const line of lines) {
      const verdict = exceptions[`${line.method} ${line.path}`]?.[who] ?? (verdicts[who]![line.kind] as Verdict)
      if (verdict === 'in' && line.changes) continue
      const answered = await send(line, pathWith(line, missing), ways[who]!)
      // Z.ai's dialect has codes of its own; a header tells ours.
      const code = answered.headers.get('x-gesso-error') ?? answered.body?.error?.code
      const name = `${line.method} ${line.path}: ${answered.status} ${answered.text.slice(0, 200)}`
      if (verdict !== 'in') expect(code, name).toBe(verdict)
      // Who am I: an unusable key is told so, even where none is needed.
      // A second step belongs to a sign-in that has begun.
      else if (!(['/v1/session', '/v1/age'].includes(line.path) && who.includes('key')) && !line.path.endsWith('/second-step')) expect(identity, name).not.toContain(code)
    }
  })

  it('sees nothing of others', { timeout: 60_000 }, async () => {
    const inside = insiders.includes(who)
    for (const line of lines) {
      if (!line.of || verdicts[who]![line.kind] !== 'in' || (inside && line.changes)) continue
      const real = await send(line, pathWith(line, things[line.of]!), ways[who]!)
      const name = `${line.method} ${line.path}: ${real.status} ${real.text.slice(0, 200)}`
      if (inside) {
        expect(real.status, name).not.toBe(404)
        continue
      }
      const none = await send(line, pathWith(line, missing), ways[who]!)
      expect([real.status, real.text], name).toEqual([none.status, none.text])
      expect(real.status, name).toBeGreaterThanOrEqual(400)
      expect(real.text, name).not.toContain(oddWord)
    }
  })
})

describe.each([
  ['the owner of this machine', { access: { who: 'owner' } }, 'key_missing'],
  ['visitors', { access: { who: 'sessions' }, sharing: { enabled: false } }, 'session_missing'],
  ['accounts without visitors', { access: { who: 'accounts' } }, 'key_missing'],
])('under a charter for %s', (_, charter, code) => {
  it('nobody gets through but where it is open, and the operator\'s key does', async () => {
    const other = await createMemoryApp({ charter, worker: false, http: { operatorKeyHash: hashOf(operatorKey) } })
    const owned = charter.access.who === 'owner'
    for (const line of lines) {
      const name = `${line.method} ${line.path}`
      for (const connection of [elsewhere, {}, ...(owned ? [] : [here])]) {
        const answered = await ask(other, line.method, pathWith(line, missing), line.method === 'POST' ? {} : undefined, { connection })
        const found = answered.headers.get('x-gesso-error') ?? answered.body?.error?.code
        if (line.kind !== 'open') expect(found, name).toBe(line.kind === 'person' ? 'sign_in_missing' : code)
      }
      if (line.kind === 'open' || line.kind === 'person' || line.changes) continue
      for (const way of [{ ...bearer(operatorKey), connection: elsewhere }, ...(owned ? [{ connection: here }] : [])]) {
        const answered = await ask(other, line.method, pathWith(line, missing), line.method === 'POST' ? {} : undefined, way)
        expect(identity, name).not.toContain(answered.headers.get('x-gesso-error') ?? answered.body?.error?.code)
      }
    }
    await other.close()
  }, 60_000)
})

it('operators see no name and no contact without breaking the glass', async () => {
  for (const who of ['the operator\'s key', 'a person who operates']) {
    const way = ways[who]!
    for (const path of ['/v1/operator/accounts', `/v1/operator/accounts/${things.account}`]) {
      const { status, text } = await ask(api, 'GET', path, undefined, way)
      expect(status).toBe(200)
      for (const word of [oddWord, 'example.org']) expect(text).not.toContain(word)
    }
    expectError(await ask(api, 'GET', `/v1/operator/accounts/${things.account}/personal`, undefined, way), 403, 'opening_needed')
  }
})

it('an account named in a header has to be one\'s own', async () => {
  const named = (account: string) => ask(api, 'GET', '/v1/account', undefined, wayOf(people.other!, account))
  expect((await named(people.other!.account)).status).toBe(200)
  const [others, none] = [await named(things.account!), await named('acc_00000000000000000000000000')]
  expect([others.status, others.text]).toEqual([none.status, none.text])
  expectError(others, 404, 'not_found')
})
