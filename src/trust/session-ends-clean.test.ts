// The proof of session-ends-clean.

import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const rule = 'session-ends-clean'
const minute = 60_000
const options = { charter: { access: { who: 'sessions' }, retention: { imageDays: 30 }, sessions: { idleMinutes: 60, mostHours: 24, atEnd: 'keep-links' } } }

prove(
  {
    rule,
    sentence:
      'When you end your session, everything of it goes with it before you get the answer: waiting orders, prompts, history, pictures; the only key to them was in your cookie. Pictures that you shared by a link stay only where this server says so.',
    options,
  },
  async (world) => {
    const visitor = await visit(world)
    const [first, second] = [await visitor.draw(), await visitor.draw()]
    const share = await visitor.post(`/v1/images/${first.images[0].id}/shares`, {})
    const address = await visitor.post(`/v1/images/${second.images[0].id}/link`, {})
    expect([share.status, address.status]).toEqual([201, 201])
    const paths = [`/v1/generations/${first.id}`, `/v1/generations/${first.id}/events`, `/v1/images/${first.images[0].id}/content`, `/v1/images/${second.images[0].id}`, '/v1/generations', '/v1/shares']
    for (const path of paths) expect([path, (await visitor.get(path)).status]).toEqual([path, 200])

    const ended = await world.fetch('/v1/session', { method: 'DELETE', headers: visitor.headers })
    const receipt: any = await ended.json()
    expect([ended.status, ended.headers.get('clear-site-data'), receipt.reason]).toEqual([200, '"cookies", "storage"', 'session-end'])
    for (const path of paths) expect([path, (await visitor.get(path)).status]).toEqual([path, 401])
    const again = await world.post('/v1/generations', { prompt: 'a red fox in the snow', seed: 7 }, { ...visitor.headers, 'idempotency-key': 'one' })
    expect(again.status).toBe(401)
    expect((await world.fetch(new URL(address.body.url).pathname)).status).toBeGreaterThan(403)
    // Only what was shared is left of it: no prompt, no repeat key, no second picture.
    expect(await world.sql('select id from generations')).toEqual([])
    expect(await world.sql('select generation from idempotency')).toEqual([])
    expect((await world.sql('select id from images')).map(({ id }) => id)).toEqual([first.images[0].id])
    expect([...(await world.disk('files')).keys()].filter((path) => path.includes(second.images[0].id))).toEqual([])
    expect((await world.fetch(new URL(share.body.url).pathname)).status).toBe(200)
    expect(receipt.stores).toContainEqual({ store: 'links', state: 'kept', count: 1, why: 'shared-until-their-deadline' })
  },
)

prove(
  {
    rule,
    sentence: 'A session that was silent for {idleMinutes} minutes, or is {mostHours} hours old, is over, and within ten minutes of that everything of it is removed.',
    options,
  },
  async (world) => {
    const silent = await visit(world)
    const made = await silent.draw()
    const { body: before } = await silent.get('/v1/session')
    expect(Date.parse(before.ends.idle_at) - world.now().getTime()).toBeLessThanOrEqual(60 * minute)

    world.advance(Date.parse(before.ends.idle_at) - world.now().getTime())
    expect((await silent.get(`/v1/images/${made.images[0].id}/content`)).status).toBe(401)
    expect((await silent.get('/v1/session')).body.kind).toBe('none')
    world.advance(10 * minute)
    await world.sweep()
    for (const table of ['generations', 'images', 'links', 'idempotency', 'sessions']) expect([table, await world.sql(`select 1 from ${table}`)]).toEqual([table, []])
    expect([...(await world.disk('files')).keys()]).toEqual([])

    // Asking now and then keeps it, but not beyond its age.
    const busy = await visit(world)
    // A charter that comes later neither shortens nor stretches it; whoever comes then lives by that one.
    await world.announce({ ...options.charter, sessions: { idleMinutes: 10, mostHours: 720, atEnd: 'erase' }, sharing: { enabled: false } })
    const later = (await (await visit(world)).get('/v1/session')).body
    expect([Date.parse(later.ends.idle_at) - world.now().getTime() <= 10 * minute, later.ends.at_end]).toEqual([true, 'erase'])
    expect((await busy.get('/v1/session')).body.ends.at_end).toBe('keep-links')
    for (let hours = 0; hours < 23.5; hours += 0.5) {
      world.advance(30 * minute)
      expect((await busy.get('/v1/session')).body.kind).toBe('session')
    }
    world.advance(30 * minute)
    expect((await busy.get('/v1/session')).body.kind).toBe('none')
  },
)

async function visit(world: World) {
  const started = await world.fetch('/v1/session', { method: 'POST' })
  const headers = { cookie: started.headers.get('set-cookie')?.split(';')[0] ?? '' }
  return {
    headers,
    get: (path: string) => world.get(path, headers),
    post: (path: string, body: unknown) => world.post(path, body, headers),
    async draw(): Promise<any> {
      const { status, body } = await world.post('/v1/generations', { prompt: 'a red fox in the snow', seed: 7 }, { ...headers, 'idempotency-key': `${Math.random()}` })
      expect(status).toBe(202)
      return world.ended(body.id, headers)
    },
  }
}
