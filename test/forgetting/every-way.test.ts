// What is over is over on every way to it: repeats, streams, links, previews, searches and archives, after expiry, erasure and the end of a session.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryApp, here, type Api } from '../api/memory-app.ts'
import { ask, draw, type Way } from '../api/requests.ts'

const charter = { access: { who: 'accounts', visitors: true }, retention: { imageDays: 1, idempotencyHours: 48 }, sessions: { mostHours: 8000, idleMinutes: 43_200 }, sharing: { enabled: false }, links: { minutes: 1440 } }
const words = 'a quixotrophic fox'
const order = { prompt: words, size: '64x64', steps: 1 }
const day = 86_400_000

let api: Api
beforeAll(async () => {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode('an-operator')))
  api = await createMemoryApp({ charter, http: { operatorKeyHash: digest } })
})
afterAll(() => api.close())

const account: Way = { headers: { authorization: 'Bearer an-operator' }, connection: here }
const visit = async (): Promise<Way> => {
  const { headers } = await ask(api, 'POST', '/v1/session')
  return { headers: { cookie: headers.get('set-cookie')!.split(';')[0]! }, connection: here }
}

/** Something made, and every way by which it could be reached. */
async function make(way: Way) {
  const repeated = { ...way, headers: { ...way.headers, 'idempotency-key': `key-${Math.random()}` } }
  const made = await draw(api, order, repeated)
  const image = made.images[0].id
  const link = new URL((await ask(api, 'POST', `/v1/images/${image}/link`, {}, way)).body.url).pathname
  const get = (path: string, headers: Record<string, string> = {}) => api.fetch(path, { headers: { ...way.headers, ...headers } }, here)
  const first = await get(`/v1/images/${image}/content`)
  const etag = first.headers.get('etag') ?? '"any"'
  const ways: Record<string, () => Promise<Response | { status: number; text: string }>> = {
    file: () => get(`/v1/images/${image}/content`),
    thumbnail: () => get(`/v1/images/${image}/content?variant=small`),
    'file, known by its tag': () => get(`/v1/images/${image}/content`, { 'if-none-match': etag }),
    'a range of the file': () => get(`/v1/images/${image}/content`, { range: 'bytes=0-9' }),
    facts: () => get(`/v1/images/${image}`),
    generation: () => get(`/v1/generations/${made.id}`),
    events: () => get(`/v1/generations/${made.id}/events`),
    'events, taken up again': () => get(`/v1/generations/${made.id}/events`, { 'last-event-id': '1' }),
    'archive with its papers': () => get(`/v1/images/${image}/download`),
    address: () => api.fetch(link, {}, here),
    'address of the thumbnail': () => api.fetch(`${link}?variant=small`, {}, here),
    'new address': () => ask(api, 'POST', `/v1/images/${image}/link`, {}, way),
    note: () => ask(api, 'POST', `/v1/generations/${made.id}/note`, { note: 'x' }, way),
  }
  /** Ways that answer with what there is: it must not be among it. */
  const lists: Record<string, () => Promise<Response | { status: number; text: string }>> = {
    history: () => get('/v1/generations'),
    pictures: () => get('/v1/images'),
    search: () => ask(api, 'POST', '/v1/generations/search', { words: 'quixotrophic' }, way),
    some: () => ask(api, 'POST', '/v1/generations/some', { ids: [made.id] }, way),
    'archive of several': () => get(`/v1/images/archive?ids=${image}`),
    copy: () => get('/v1/export'),
  }
  return { image, id: made.id as string, ways, lists, repeat: () => ask(api, 'POST', '/v1/generations', order, repeated) }
}

const textOf = async (answer: Response | { text: string }): Promise<string> => (typeof answer.text === 'string' ? answer.text : Buffer.from(await (answer as Response).arrayBuffer()).toString('latin1'))

async function expectOver({ image, id, ways, lists, repeat }: Awaited<ReturnType<typeof make>>, repeated: number): Promise<void> {
  for (const [name, go] of Object.entries(ways)) {
    const answer = await go()
    expect([401, 404, 410], `${name}: ${answer.status}`).toContain(answer.status)
    expect(await textOf(answer), name).not.toContain('quixotrophic')
  }
  for (const [name, go] of Object.entries(lists)) {
    const text = await textOf(await go())
    // A copy names by its id what it can no longer hold.
    const traces = name === 'copy' ? [`generations/${id}`, `pictures/${image}`] : [id, image]
    for (const trace of traces.concat('quixotrophic')) expect(text.includes(trace), `${name}: ${trace}`).toBe(false)
  }
  const again = await repeat()
  // Whoever erased everything has no repeat key any more either: that order is a new one.
  expect([again.status, again.text.includes(id)]).toEqual([repeated, false])
}

async function expectThere({ ways }: Awaited<ReturnType<typeof make>>): Promise<void> {
  for (const [name, go] of Object.entries(ways)) {
    const answer = await go()
    expect([200, 201, 202], `${name}: ${answer.status}`).toContain(answer.status)
    await textOf(answer)
  }
}

describe.each(['with everything swept', 'before the sweep comes'])('%s', (when) => {
  const sweep = async () => {
    if (when === 'with everything swept') for (const rule of api.parts.rules) await rule.sweep?.(api.parts, api.parts.clock.now())
  }

  it('nothing of an account is reached after its time, nor after its erasure', async () => {
    const erased = await make(account)
    await expectThere(erased)
    expect((await erased.repeat()).body.id).toBe(erased.id)
    expect((await ask(api, 'POST', '/v1/erasure', {}, account)).status).toBe(200)
    await sweep()
    await expectOver(erased, 202)
    const expired = await make(account)
    await expectThere(expired)
    api.clock.advance(day)
    await sweep()
    await expectOver(expired, 410)
  })

  it('nothing of a visitor is reached after its time, nor after the end of the session', async () => {
    const way = await visit()
    const expired = await make(way)
    await expectThere(expired)
    api.clock.advance(day)
    await sweep()
    await expectOver(expired, 410)
    const ended = await make(way)
    await ask(api, 'DELETE', '/v1/session', undefined, way)
    await sweep()
    await expectOver(ended, 401)
  })
})
