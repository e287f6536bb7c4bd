// What a 429 says of time is true: who waits exactly that long gets in, and who comes sooner does not; in both dialects.

import { afterEach, describe, expect, test } from 'vitest'
import { Stated } from '../../src/core/errors.ts'
import type { Parts } from '../../src/core/ports.ts'
import { hashOf } from '../../src/identity/keys.ts'
import { takeTry } from '../../src/identity/sign-in/tries.ts'
import { join, makeKey, operatorKey, tiny, withKey } from '../accounts/world.ts'
import { createPeopleApp } from '../people/app.ts'
import { createMemoryApp, type Api } from './memory-app.ts'
import { ask, expectError, type Answered } from './requests.ts'

const open: Api[] = []
afterEach(async () => {
  for (const api of open.splice(0)) await api.close()
})

async function appOf(charter: Record<string, unknown>, parts?: (real: Parts) => Partial<Parts>): Promise<Api> {
  const api = await createPeopleApp({ charter, parts, worker: false, http: { operatorKeyHash: hashOf(operatorKey) } })
  open.push(api)
  return api
}

type Use = () => Promise<Answered>

const dialects = {
  ours: { path: '/v1/generations', body: tiny },
  zai: { path: '/paas/v4/async/images/generations', body: { model: 'painter', prompt: 'a red fox', size: '512x512' } },
} as const

async function keyed(api: Api, wish: object, dialect: keyof typeof dialects = 'ours', change: object = {}): Promise<Use> {
  const use = withKey(api, (await makeKey(await join(api, `k${Math.random().toString(36).slice(2, 8)}`), wish)).key)
  const { path, body } = dialects[dialect]
  return () => use('POST', path, { ...body, ...change })
}

const isIn = ({ status }: Answered): boolean => status === 200 || status === 202

/** Asks until it is refused, then comes back a moment too soon, and then in time. */
async function holds(api: Api, use: Use, code: string): Promise<number> {
  let answer = await use()
  for (let tries = 0; isIn(answer) && tries < 60; tries++) answer = await use()
  expect([answer.status, answer.headers.get('x-gesso-error') ?? answer.body.error.code], answer.text).toEqual([429, code])
  const seconds = Number(answer.headers.get('retry-after'))
  expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  expect(answer.body.error.message).not.toMatch(/\{|…/)
  const reset = answer.headers.get('x-ratelimit-reset-requests')
  if (code === 'rate_limit_exceeded') {
    expect(answer.headers.get('x-ratelimit-remaining-requests')).toBe('0')
    expect(Number.parseInt(reset!)).toBeGreaterThanOrEqual(seconds)
  }
  if (seconds > 2) {
    api.clock.advance((seconds - 2) * 1000)
    expect((await use()).status).toBe(429)
    api.clock.advance(2000)
  } else api.clock.advance(seconds * 1000)
  const back = await use()
  expect(isIn(back), back.text).toBe(true)
  return seconds
}

describe.each(['ours', 'zai'] as const)('limits by time, %s', (dialect) => {
  test('a key\'s rate, an account\'s rate, and the longer of the two', async () => {
    const api = await appOf({ tiers: { user: { perMinute: 6 } } })
    expect(await holds(api, await keyed(api, { per_minute: 2 }, dialect), 'rate_limit_exceeded')).toBeGreaterThan(25)
    expect(await holds(api, await keyed(api, {}, dialect), 'rate_limit_exceeded')).toBeLessThanOrEqual(10)
    // Both are reached at once: the account's six by two keys, and the narrow key's own four.
    const ann = await join(api, 'ann')
    const { path, body } = dialects[dialect]
    const [narrow, wide] = [withKey(api, (await makeKey(ann, { per_minute: 4 })).key), withKey(api, (await makeKey(ann)).key)]
    for (let number = 0; number < 4; number++) expect(isIn(await narrow('POST', path, body))).toBe(true)
    for (let number = 0; number < 2; number++) expect(isIn(await wide('POST', path, body))).toBe(true)
    expect(await holds(api, () => narrow('POST', path, body), 'rate_limit_exceeded')).toBeGreaterThan(10)
  })

  test('a day\'s quota; an order that no day covers is not told to come back', async () => {
    const api = await appOf({ tiers: { user: { picturesPerDay: 2 } } })
    expect(await holds(api, await keyed(api, {}, dialect), 'quota_exceeded')).toBeLessThanOrEqual(86_400)
    const large = await (await keyed(api, {}, dialect, { n: 3 }))()
    expect([large.status, large.headers.get('retry-after')]).toEqual([dialect === 'ours' ? 403 : 400, null])
    expect(large.headers.get('x-gesso-error') ?? large.body.error.code).toBe('order_over_quota')
  })

  test('the money of a key', async () => {
    const priced = <Offer extends { facts: object } | undefined>(offer: Offer): Offer => offer && { ...offer, facts: { ...offer.facts, pricePerPicture: 1_000_000n } }
    const api = await appOf({ tiers: { user: { freePicturesPerDay: 0 } } }, (real) => ({ router: { ...real.router, find: (model) => priced(real.router.find(model)) } }))
    const eve = await join(api, 'eve')
    const owner = `owner/${eve.account}`
    await api.parts.store.ledger.write({ id: 'gift', kind: 'release', generation: 'gift', at: api.parts.clock.now(), entries: [{ account: 'house/grants', amount: -9_000_000n }, { account: `customer/${owner}`, amount: 9_000_000n }] })
    const use = withKey(api, (await makeKey(eve, { money_per_day: 2_000_000 })).key)
    const { path, body } = dialects[dialect]
    expect(await holds(api, () => use('POST', path, body), 'key_money_used')).toBeLessThanOrEqual(86_400)
    expect((await use('POST', path, { ...body, n: 3 })).headers.get('retry-after')).toBeNull()
  })

  test('places in line: as long as the slowest known picture takes; nothing where nothing is known', async () => {
    const api = await appOf({ tiers: { user: { concurrency: 1 } } })
    const use = await keyed(api, {}, dialect)
    expect(isIn(await use())).toBe(true)
    const unknown = await use()
    expect([unknown.status, unknown.headers.get('retry-after')]).toEqual([429, null])
    await endOfFirst(api)
    const { store } = api.parts
    for (const pixels of [64 * 64, 512 * 512]) for (const milliseconds of [8_000, 9_000, 9_500]) await store.engineTimings.add([{ engine: 'painter', model: 'painter', pixels, steps: pixels === 4096 ? 1 : 12, edited: false, milliseconds }])
    expect(isIn(await use())).toBe(true)
    const refused = await use()
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds).toBeGreaterThanOrEqual(9)
    // The engine is as slow as it was at its slowest.
    api.clock.advance(9_400)
    await endOfFirst(api)
    api.clock.advance(seconds * 1000 - 9_400)
    expect(isIn(await use())).toBe(true)
  })
})

async function endOfFirst({ parts: { store, clock } }: Api): Promise<void> {
  const taken = (await store.generations.take('w', clock.now(), new Date(clock.now().getTime() + 60_000)))!
  await store.generations.end(taken.id, taken.fence, { state: 'finished', endedAt: clock.now() })
}

test('visitors of one network wait together', async () => {
  const api = await createMemoryApp({ worker: false, http: { allowedHosts: ['gesso.example'] }, charter: { access: { who: 'sessions' }, sharing: { enabled: false }, tiers: { visitor: { perMinute: 3, concurrency: 50 } } } })
  open.push(api)
  let number = 0
  const connection = { remoteAddress: '198.51.100.1' }
  const fresh: Use = async () => {
    const started = await ask(api, 'POST', '/v1/session', undefined, { headers: { host: 'gesso.example' }, connection: { remoteAddress: `198.51.100.${++number % 200}` } })
    return ask(api, 'POST', '/v1/generations', tiny, { headers: { host: 'gesso.example', cookie: started.headers.get('set-cookie')!.split(';')[0]! }, connection })
  }
  expect(await holds(api, fresh, 'rate_limit_exceeded')).toBeGreaterThan(15)
})

test('guesses: of a contact from one network, of all of a network, and where both are used up', async () => {
  const api = await appOf({})
  const guess = (who: string, address = '198.51.100.7') => takeTry(api.parts, 'password', who, address)
  const secondsOf = async (work: () => Promise<void>): Promise<number> => {
    for (let tries = 0; tries < 130; tries++) {
      const refused: unknown = await work().then(() => undefined, (error: unknown) => error)
      if (refused instanceof Stated) return Number(refused.values.seconds)
    }
    throw new Error('nobody slowed it')
  }
  let number = 0
  const ofNetwork = await secondsOf(() => guess(`nobody${number++}`))
  const ofContact = await secondsOf(() => guess('ann', '203.0.113.5'))
  expect(ofContact).toBeGreaterThan(ofNetwork)
  // Ann, from the network that is used up, for a while longer than either alone.
  const both = await secondsOf(() => guess('ann'))
  for (const [who, address, seconds] of [['ann', '203.0.113.5', ofContact], ['nobody', undefined, ofNetwork]] as const) {
    expect(await guess(who, address).then(() => 'in', () => 'out')).toBe('out')
    expect(seconds).toBeLessThan(1000)
  }
  api.clock.advance(both * 1000)
  await guess('ann')
  // Asking while it was slowed has used up nothing: what was said first is still true.
  api.clock.advance((ofContact - both) * 1000)
  await guess('ann', '203.0.113.5')
})

test('where nobody knows when there is room again, no time is said', async () => {
  const api = await appOf({ limits: { waiting: 1 } })
  const dan = withKey(api, (await makeKey(await join(api, 'dan'))).key)
  await dan('POST', '/v1/generations', tiny)
  const refused = await dan('POST', '/v1/generations', tiny)
  expectError(refused, 429, 'too_many_waiting')
  expect(refused.headers.get('retry-after')).toBeNull()
})
