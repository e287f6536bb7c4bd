// Visitors are fair to each other: a thousand fresh sessions of one network get one session's share, and a long line asks for work.

import { createHash } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { lookAtAccounts } from '../../src/jobs/accounts.ts'
import { createMemoryApp, type Api } from '../api/memory-app.ts'
import { ask, expectError } from '../api/requests.ts'
import { tiny } from './world.ts'

const open: Api[] = []
afterEach(async () => {
  for (const api of open.splice(0)) await api.close()
})
async function visitorsApp(charter: Record<string, unknown>): Promise<Api> {
  const api = await createMemoryApp({ worker: false, http: { allowedHosts: ['gesso.example'] }, charter: { access: { who: 'sessions' }, sharing: { enabled: false }, ...charter } })
  open.push(api)
  return api
}

const host = 'gesso.example'
async function session(api: Api, remoteAddress: string) {
  const started = await ask(api, 'POST', '/v1/session', undefined, { headers: { host }, connection: { remoteAddress } })
  const cookie = started.headers.get('set-cookie')!.split(';')[0]!
  return (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => ask(api, method, path, body, { headers: { host, cookie, ...headers }, connection: { remoteAddress } })
}

test('a thousand fresh sessions of one network get one session\'s share, and others are not held up', { timeout: 60_000 }, async () => {
  const api = await visitorsApp({ tiers: { visitor: { concurrency: 5, perMinute: 12 } } })
  const alone = await session(api, '198.51.100.1')
  let share = 0
  for (let tries = 0; tries < 20; tries++) if ((await alone('POST', '/v1/generations', tiny)).status === 202) share++
  expect(share).toBe(5)

  const statuses: number[] = []
  for (let number = 0; number < 1000; number++) {
    const visitor = await session(api, `203.0.113.${number % 250}`)
    statuses.push((await visitor('POST', '/v1/generations', tiny)).status)
  }
  expect(statuses.filter((status) => status === 202).length).toBe(share)
  expect(new Set(statuses)).toEqual(new Set([202, 429]))

  const neighbour = await session(api, '203.0.114.1')
  const made = await neighbour('POST', '/v1/generations', tiny)
  expect(made.status).toBe(202)
  // Behind one of each of the other two networks at the most.
  expect((await api.parts.store.generations.lineBefore(made.body.id)).place).toBeLessThanOrEqual(2)
})

test('many at once get no more than one after the other', async () => {
  const api = await visitorsApp({ tiers: { visitor: { concurrency: 50, perMinute: 4 } } })
  const visitors = await Promise.all(Array.from({ length: 12 }, (_, number) => session(api, `2001:db8:7:${number}::1`)))
  const statuses = await Promise.all(visitors.map((visitor) => visitor('POST', '/v1/generations', tiny)))
  expect(statuses.filter(({ status }) => status === 202).length).toBe(4)
})

test('a proxy that is trusted tells networks apart; one that is not is one network', async () => {
  const api = await createMemoryApp({ worker: false, http: { allowedHosts: [host], trustedProxies: ['192.0.2.1'] }, charter: { access: { who: 'sessions' }, sharing: { enabled: false }, tiers: { visitor: { perMinute: 1 } } } })
  open.push(api)
  const through = async (proxy: string, client: string) => (await (await session(api, proxy))('POST', '/v1/generations', tiny, { 'x-forwarded-for': `10.1.1.1, ${client}` })).status
  expect([await through('192.0.2.1', '198.51.100.1'), await through('192.0.2.1', '198.51.101.1'), await through('192.0.2.1', '198.51.100.9')]).toEqual([202, 202, 429])
  expect([await through('192.0.9.1', '198.51.102.1'), await through('192.0.9.1', '198.51.103.1')]).toEqual([202, 429])
})

test('networks are kept as a digest under a key that dies with the day', async () => {
  const api = await visitorsApp({ sessions: { idleMinutes: 4000 } })
  const visitor = await session(api, '203.0.113.5')
  const { body } = await visitor('POST', '/v1/generations', tiny)
  const row = await api.parts.store.generations.get(body.id)
  expect(row?.share).toMatch(/^network\/[0-9a-f]{32}$/)
  const names = await api.parts.vault.names('network/')
  expect(names.length).toBe(1)
  api.clock.advance(86_400_000)
  await lookAtAccounts(api.parts)
  expect(await api.parts.vault.privateKey(names[0]!)).toBeUndefined()
  await visitor('POST', `/v1/generations/${body.id}/cancel`)
  expect((await api.parts.store.generations.get(body.id))?.share).toBeUndefined()
})

test('while the line is long, an order needs a small computation, once, by the session that got it', async () => {
  const api = await visitorsApp({ visitors: { workFrom: 0, workBits: 10 } })
  const [ann, ben] = [await session(api, '198.51.100.1'), await session(api, '198.51.101.1')]
  expectError(await ann('POST', '/v1/generations', tiny), 428, 'work_needed')
  const { body } = await ann('GET', '/v1/challenge')
  expect(body).toMatchObject({ needed: true, bits: 10 })
  const solve = (challenge: string, bits: number): string => {
    for (let number = 0; ; number++) {
      const answer = number.toString(36)
      const digest = createHash('sha256').update(`${challenge}.${answer}`).digest()
      if (digest.readUInt32BE(0) >>> (32 - bits) === 0) return `${challenge}.${answer}`
    }
  }
  const work = solve(body.challenge, body.bits)
  const send = (by: typeof ann, answer: string) => by('POST', '/v1/generations', tiny, { 'gesso-work': answer })
  expect((await send(ben, work)).status).toBe(428)
  expect((await send(ann, `${body.challenge}.zzzz`)).status).toBe(428)
  const easier = body.challenge.replace('.10.', '.1.')
  expect((await send(ann, solve(easier, 1))).status).toBe(428)
  expect((await send(ann, work)).status).toBe(202)
  expect((await send(ann, work)).status).toBe(428)
  const late = solve((await ann('GET', '/v1/challenge')).body.challenge, 10)
  api.clock.advance(11 * 60_000)
  expect((await send(ann, late)).status).toBe(428)
})
