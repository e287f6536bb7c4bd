// News to webhooks: signed, ids and states only, tried again, logged, and never sent to where they must not go.

import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readCharter } from '../../src/charter/load.ts'
import { deliverNews } from '../../src/core/webhooks.ts'
import { sweepClients } from '../../src/jobs/schedule.ts'
import { guardOutbound, type Door } from '../../src/outbound/door.ts'
import { newsSender } from '../../src/outbound/webhooks.ts'
import { createMemoryApp, type Api } from './memory-app.ts'
import { ask, draw, expectError } from './requests.ts'

interface Heard {
  headers: IncomingHttpHeaders
  body: string
}

let heard: Heard[] = []
/** Statuses of the next answers; then 204. */
let answers: number[] = []
const receiver = createServer((request, response) => {
  let body = ''
  request.on('data', (part) => (body += part))
  request.on('end', () => {
    heard.push({ headers: request.headers, body })
    response.writeHead(answers.shift() ?? 204).end()
  })
})
let url: string
let doors: Door[] = []

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/news?of=me`
})
afterAll(() => new Promise<void>((resolve) => void receiver.close(() => resolve())))
afterEach(() => {
  heard = []
  answers = []
  for (const door of doors) door.release()
  doors = []
})

async function open(charter: Record<string, unknown> = { webhooks: { to: 'here' } }, lookUp?: (host: string) => Promise<string[]>): Promise<Api> {
  const settings = readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 }, ...charter })
  return createMemoryApp({
    charter,
    parts: ({ rules }) => {
      const door = guardOutbound({ rules, charter: settings, ...(lookUp && { lookUp }) })
      doors.push(door)
      return { sendNews: newsSender(door, settings) }
    },
  })
}

const make = async (api: Api, body: object = { url }) => (await ask(api, 'POST', '/v1/webhooks', body)).body
const logOf = async (api: Api, id: string): Promise<any[]> => (await ask(api, 'GET', `/v1/webhooks/${id}/deliveries`)).body.data

describe('a webhook', () => {
  it('hears of a finished generation, signed, with its id and state and nothing else', async () => {
    const api = await open()
    const hook = await make(api)
    expect(hook.secret).toMatch(/^whsec_[\w+/=]{32}$/)
    const { id } = await draw(api, { prompt: 'a quixotrophic fox' })
    expect(await deliverNews(api.parts)).toBe(1)
    const [{ headers, body }] = heard as [Heard]
    expect(JSON.parse(body)).toEqual({ type: 'generation.finished', timestamp: expect.any(String), data: { id, state: 'finished' } })
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    const expected = createHmac('sha256', Buffer.from(hook.secret.slice(6), 'base64')).update(signed).digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${expected}`)
    expect(await logOf(api, hook.id)).toMatchObject([{ event: 'generation.finished', subject: id, state: 'delivered', attempts: 1, status: 204 }])
    expect(await deliverNews(api.parts)).toBe(0)
    await api.close()
  })

  it('is tried again, later each time, and given up in the end', async () => {
    const api = await open({ webhooks: { to: 'here', tries: 3 } })
    const hook = await make(api)
    await draw(api)
    answers = [500, 503, 200]
    await deliverNews(api.parts)
    expect(await deliverNews(api.parts)).toBe(0)
    api.clock.advance(5_100)
    expect(await deliverNews(api.parts)).toBe(1)
    api.clock.advance(5_100)
    expect(await deliverNews(api.parts)).toBe(0)
    api.clock.advance(300_000)
    await deliverNews(api.parts)
    expect(await logOf(api, hook.id)).toMatchObject([{ state: 'delivered', attempts: 3, status: 200 }])
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    await draw(api)
    answers = [500, 500, 500]
    for (let tries = 0; tries < 5; tries++) {
      await deliverNews(api.parts)
      api.clock.advance(3_600_000)
    }
    expect((await logOf(api, hook.id))[0]).toMatchObject({ state: 'given-up', attempts: 3, status: 500, next_at: null })
    api.clock.advance(8 * 86_400_000)
    await sweepClients(api.parts)
    expect(await logOf(api, hook.id)).toEqual([])
    await api.close()
  })

  it('that says 410 is left alone, and a deleted one hears nothing more', async () => {
    const api = await open()
    const hook = await make(api)
    await draw(api)
    answers = [410]
    await deliverNews(api.parts)
    expect(await logOf(api, hook.id)).toMatchObject([{ state: 'given-up', status: 410 }])
    await draw(api)
    expect((await ask(api, 'DELETE', `/v1/webhooks/${hook.id}`)).body).toMatchObject({ deleted: true })
    await deliverNews(api.parts)
    expect(heard).toHaveLength(1)
    expect(await api.parts.vault.privateKey(`object/${hook.id}`)).toBeUndefined()
    expectError(await ask(api, 'GET', `/v1/webhooks/${hook.id}/deliveries`), 404, 'not_found')
    await api.close()
  })

  it('hears only what it asked for, and shows its secret once', async () => {
    const api = await open()
    const hook = await make(api, { url, events: ['batch.completed'] })
    await draw(api)
    expect(await deliverNews(api.parts)).toBe(0)
    const listed = await ask(api, 'GET', '/v1/webhooks')
    expect(listed.body.data).toMatchObject([{ id: hook.id, url, events: ['batch.completed'] }])
    expect(listed.text).not.toContain('whsec')
    expectError(await ask(api, 'POST', '/v1/webhooks', { url, events: ['everything'] }), 400, 'field_invalid')
    await api.close()
  })
})

describe('an address', () => {
  it('that is no https address of a public host is refused where only those may hear', async () => {
    const api = await open({ webhooks: { to: 'public' }, outbound: { hosts: ['*'] } })
    for (const address of ['http://example.com/', 'https://user:word@example.com/', 'ftp://example.com/', 'no address', 'http://127.0.0.1/', 'https://localhost/', 'https://[::1]/']) {
      expectError(await ask(api, 'POST', '/v1/webhooks', { url: address }), 400, 'webhook_refused')
    }
    await api.close()
  })

  it('whose name leads inside is not asked', async () => {
    const inside = ['127.0.0.1', '10.0.0.7', '169.254.169.254', '::ffff:127.0.0.1', 'fd00::1']
    const api = await open({ webhooks: { to: 'public', tries: 9 }, outbound: { hosts: ['*'] } }, async () => inside.slice(0, 1))
    const hook = await make(api, { url: 'https://inside.example/news' })
    await draw(api)
    for (const tries of [1, 2, 3, 4, 5]) {
      expect(await deliverNews(api.parts), inside[0]).toBe(1)
      expect(await logOf(api, hook.id)).toMatchObject([{ state: 'waiting', attempts: tries, status: null }])
      inside.shift()
      api.clock.advance(86_400_000)
    }
    expect(heard).toEqual([])
    await api.close()
  })

  it('of a host that the charter does not name is not asked', async () => {
    const api = await open({ webhooks: { to: 'public' }, outbound: { hosts: ['other.example'] } }, async () => ['93.184.216.34'])
    const hook = await make(api, { url: 'https://inside.example/news' })
    await draw(api)
    await deliverNews(api.parts)
    expect((await logOf(api, hook.id))[0]).toMatchObject({ state: 'waiting', status: null })
    await api.close()
  })
})

describe('nobody', () => {
  it('has webhooks in a session, more than the charter allows, or where they are off', async () => {
    const visitors = await createMemoryApp({ charter: { access: { who: 'sessions' }, sharing: { enabled: false } }, worker: false })
    const { headers } = await ask(visitors, 'POST', '/v1/session')
    const cookie = headers.get('set-cookie')!.split(';')[0]!
    expectError(await ask(visitors, 'POST', '/v1/webhooks', { url }, { headers: { cookie } }), 403, 'account_needed')
    await visitors.close()
    const few = await open({ webhooks: { to: 'here', count: 1 } })
    await make(few)
    expectError(await ask(few, 'POST', '/v1/webhooks', { url }), 409, 'webhooks_full')
    await few.close()
    const off = await open({ webhooks: { to: 'off' } })
    expectError(await ask(off, 'POST', '/v1/webhooks', { url }), 404, 'not_offered')
    await off.close()
  })
})
