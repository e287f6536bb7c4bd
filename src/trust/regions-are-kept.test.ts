// The proof of regions-are-kept: a proxy that tells regions, and an order that waits while the list grows.

import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const regions = { source: 'header', header: 'x-region', refused: ['KP'], listDate: '2026-11-01' }
const charter = {
  access: { who: 'sessions' },
  retention: { imageDays: 30 },
  sessions: { idleMinutes: 43_200, mostHours: 8760, atEnd: 'keep-links' },
  terms: { noticeDays: 0 },
  regions,
}

prove(
  {
    rule: 'regions-are-kept',
    sentence:
      'Nothing is made, and no account or key is opened, from a region that this service does not serve: the request is refused where it comes in, and an order once more before it is drawn. The list of regions is of {regionListDate}.',
    options: { charter, http: { trustedProxies: ['127.0.0.1/32'] }, worker: false },
  },
  async (world) => {
    const cookie = await cookieFrom(world, '127.0.0.1')
    const order = (region?: string) => make(world, { cookie, ...(region && { 'x-region': region }) }, '127.0.0.1')
    expect(await order('KP')).toEqual([451, 'region_refused'])
    expect(await order()).toEqual([451, 'region_unknown'])
    // Whoever sends the header past the proxy is not believed.
    const past = '203.0.113.9'
    expect(await make(world, { cookie: await cookieFrom(world, past), 'x-region': 'FR' }, past)).toEqual([451, 'region_unknown'])
    expect((await world.get('/v1/regions', { 'x-region': 'KP' })).body).toMatchObject({ yours: 'KP', verdict: 'refused', refused: ['KP'], list_date: '2026-11-01' })
    // What is theirs stays theirs.
    expect((await world.get('/v1/holdings', { cookie, 'x-region': 'KP' })).status).toBe(200)

    const [status, id] = await order('FR')
    expect(status).toBe(202)
    await world.announce({ regions: { ...regions, refused: ['FR', 'KP'], listDate: '2026-11-22' } })
    world.startWorker()
    expect(await world.ended(String(id), { cookie, 'x-region': 'KP' })).toMatchObject({ state: 'refused', error: { code: 'region_refused' } })
    await world.probe()
    expect((await world.get('/v1/trust')).body.promises.find(({ id: rule }: { id: string }) => rule === 'regions-are-kept').probe).toMatchObject({ holds: true, numbers: { regionsRefused: 2, listDays: 0 } })
  },
)

async function cookieFrom(world: World, remoteAddress: string): Promise<string> {
  const started = await world.fetch('/v1/session', { method: 'POST' }, { remoteAddress })
  return started.headers.get('set-cookie')?.split(';')[0] ?? ''
}

async function make(world: World, headers: Record<string, string>, remoteAddress: string): Promise<[number, string]> {
  const response = await world.fetch('/v1/generations', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ prompt: 'a red fox' }) }, { remoteAddress })
  const body: any = await response.json()
  return [response.status, response.status === 202 ? body.id : body.error.code]
}
