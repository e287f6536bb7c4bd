// Who is who: the owner on this machine, and visitors by their sessions. Who may do what stands in matrix.test.ts.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Route } from '../../src/http/route.ts'
import { createHttp } from '../../src/http/server.ts'
import { createKey, hashOf } from '../../src/identity/keys.ts'
import { createMemoryApp, elsewhere, here, type Api } from './memory-app.ts'
import { ask, draw, expectError, type Way } from './requests.ts'

const operatorKey = 'an-operator-key-for-tests'
const visitors = { access: { who: 'sessions' }, sharing: { enabled: false } }
const oddWord = 'quixotrophic'

interface World {
  api: Api
  generation: string
  image: string
  link: string
}

const worlds: Record<string, World> = {}
const ways: Record<string, Record<string, Way>> = {}

async function sessionOf(api: Api): Promise<Way> {
  const { headers } = await ask(api, 'POST', '/v1/session')
  return { headers: { cookie: headers.get('set-cookie')!.split(';')[0]! }, connection: here }
}

/** Something made by `way`, for others to try to reach. */
async function fill(api: Api, way: Way): Promise<World> {
  const { id, images } = await draw(api, { prompt: `a ${oddWord} fox` }, way)
  const link = await ask(api, 'POST', `/v1/images/${images[0].id}/link`, undefined, way)
  return { api, generation: id, image: images[0].id, link: new URL(link.body.url).pathname.slice(3) }
}

beforeAll(async () => {
  const http = { operatorKeyHash: hashOf(operatorKey), allowedHosts: ['gesso.example'] }
  for (const [name, charter] of Object.entries({ owner: {}, sessions: visitors })) {
    const api = await createMemoryApp({ charter, http })
    const other = await createKey(api.parts, 'owner/other', ['images:make', 'images:read', 'images:delete'])
    ways[name] = {
      'nobody, elsewhere': { connection: elsewhere },
      'a key of another owner': { headers: { authorization: `Bearer ${other.key}` }, connection: elsewhere },
      'the operator key': { headers: { authorization: `Bearer ${operatorKey}` }, connection: elsewhere },
    }
    worlds[name] = await fill(api, name === 'sessions' ? await sessionOf(api) : ways[name]['the operator key']!)
  }
})
afterAll(async () => {
  for (const { api } of Object.values(worlds)) await api.close()
})

it('a route is closed to callers without its scope, whatever its handler does', async () => {
  const { api } = worlds.owner!
  const open: Route = { method: 'GET', path: '/inside', scope: 'operate', handler: async () => new Response('served'), schema: { summary: '', answers: {} } }
  const http = createHttp(api.parts, { allowedHosts: [], operatorKeyHash: hashOf(operatorKey) }, [open])
  const status = async (who: string) => {
    const { headers, connection } = ways.owner![who]!
    return (await http.request('http://localhost/inside', { headers }, connection)).status
  }
  expect(await status('the operator key')).toBe(200)
  expect(await status('a key of another owner')).toBe(403)
  expect(await status('nobody, elsewhere')).toBe(401)
})

describe('the owner of this machine', () => {
  const models = (way: Way) => ask(worlds.owner!.api, 'GET', '/v1/models', undefined, way)

  it('is nobody who was passed on by a proxy, or who uses another name of this machine', async () => {
    for (const header of ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via']) {
      expectError(await models({ headers: { [header]: '127.0.0.1' }, connection: here }), 401, 'key_missing')
    }
    expectError(await models({ headers: { host: 'gesso.example' }, connection: here }), 401, 'key_missing')
    expectError(await models({ headers: { 'x-forwarded-for': '127.0.0.1' }, connection: elsewhere }), 401, 'key_missing')
    expect((await models({ headers: { host: 'localhost:3000' }, connection: { remoteAddress: '::ffff:127.0.0.1' } })).status).toBe(200)
  })

  it('may send any key, or none', async () => {
    expect((await models({ headers: { authorization: 'Bearer sk-anything' }, connection: here })).status).toBe(200)
  })

  it('is not reached by other names or other sites', async () => {
    expectError(await models({ headers: { host: 'rebound.evil.example' }, connection: here }), 421, 'host_refused')
    expectError(await models({ headers: { origin: 'http://evil.example' }, connection: here }), 403, 'origin_refused')
    expectError(await models({ headers: { 'sec-fetch-site': 'cross-site' }, connection: here }), 403, 'origin_refused')
    const forged = await ask(worlds.owner!.api, 'POST', '/v1/generations', { prompt: 'x' }, { headers: { 'sec-fetch-site': 'same-site' }, connection: here })
    expectError(forged, 403, 'origin_refused')
    expect((await models({ headers: { origin: 'http://127.0.0.1', 'sec-fetch-site': 'same-origin' }, connection: here })).status).toBe(200)
  })

  it('gets no answer that another page could read or frame', async () => {
    const { headers } = await models({ headers: { origin: 'http://127.0.0.1' }, connection: here })
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('cache-control')).toBe('private, no-store')
  })
})

describe('a visitor\'s session', () => {
  const api = () => worlds.sessions!.api

  it('is told apart by a cookie that scripts, other sites and plain HTTP beyond loopback do not get', async () => {
    const local = await ask(api(), 'POST', '/v1/session', undefined, { connection: here })
    expect(local.headers.get('set-cookie')).toMatch(/^gesso-session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/)
    const far = await ask(api(), 'POST', '/v1/session', undefined, { connection: elsewhere, headers: { host: 'gesso.example' } })
    expect(far.headers.get('set-cookie')).toMatch(/^__Host-gesso=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/)
    expect(local.body).toMatchObject({ kind: 'session', access: 'sessions', scopes: ['images:make', 'images:read', 'images:delete'] })
    expect((await ask(api(), 'GET', '/v1/session')).body.kind).toBe('none')
  })

  it('is the same one when asked for again', async () => {
    const way = await sessionOf(api())
    const again = await ask(api(), 'POST', '/v1/session', undefined, way)
    expect([again.body.kind, again.headers.get('set-cookie')]).toEqual(['session', null])
  })

  it('leaves no secret on the server', async () => {
    const way = await sessionOf(api())
    const secret = way.headers!.cookie!.split('=')[1]!
    const inserted = JSON.stringify(await api().parts.store.sessions.get(Buffer.from(api().parts.sealing.digest('session', Buffer.from(secret, 'base64url'))).toString('hex')))
    expect(inserted).toContain('createdAt')
    expect(inserted).not.toContain(secret)
  })

  it('ends for good: orders stopped, pictures and their addresses gone, cookie cleared', async () => {
    const way = await sessionOf(api())
    const { image, link, generation } = await fill(api(), way)
    const ended = await ask(api(), 'DELETE', '/v1/session', undefined, way)
    expect([ended.status, ended.body.object, ended.body.reason]).toEqual([200, 'receipt', 'session-end'])
    expect(ended.headers.get('set-cookie')).toMatch(/^gesso-session=; Path=\/; Max-Age=0/)
    expect(ended.headers.get('clear-site-data')).toBe('"cookies", "storage"')
    for (const path of [`/v1/generations/${generation}`, `/v1/images/${image}/content`, '/v1/models']) expectError(await ask(api(), 'GET', path, undefined, way), 401, 'session_missing')
    expectError(await ask(api(), 'GET', `/i/${link}`), 404, 'not_found')
    expect(await api().parts.files.read(`images/${image}`)).toBeUndefined()
    expect((await ask(api(), 'POST', '/v1/session', undefined, way)).headers.get('set-cookie')).toMatch(/^gesso-session=[\w-]{43}/)
  })

  it('ends by itself when it was silent too long, or is too old', async () => {
    const other = await createMemoryApp({ charter: { ...visitors, sessions: { idleMinutes: 30, mostHours: 2 } }, worker: false })
    const kind = async (way: Way) => (await ask(other, 'GET', '/v1/session', undefined, way)).body.kind
    const [silent, busy] = [await sessionOf(other), await sessionOf(other)]
    for (let minutes = 0; minutes < 100; minutes += 20) {
      other.clock.advance(20 * 60_000)
      expect(await kind(busy)).toBe('session')
    }
    expect(await kind(silent)).toBe('none')
    other.clock.advance(20 * 60_000)
    expect(await kind(busy)).toBe('none')
    await other.close()
  })

  it('is not what a key holder has', async () => {
    expectError(await ask(api(), 'DELETE', '/v1/session', undefined, ways.sessions!['the operator key']), 401, 'session_missing')
  })
})
