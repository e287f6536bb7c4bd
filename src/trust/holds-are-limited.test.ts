// The proof of holds-are-limited.

import { unzipSync } from 'fflate'
import { expect } from 'vitest'
import { prove } from './prove.ts'

const day = 86_400_000

prove(
  {
    rule: 'holds-are-limited',
    sentence:
      'What a law makes this server keep of yours is a copy under a key of its own, of the named things only: you see it under what is held and in the receipt of an erasure, each time with its reason and its end; within an hour of that end the key is destroyed and the copy removed. Of a visitor\'s session nothing can be kept.',
    options: { charter: { access: { who: 'accounts', visitors: true }, retention: { imageDays: 30 }, sharing: { enabled: false } }, http: { operatorKeyHash: await digestOf('an-operator') } },
  },
  async (world) => {
    const headers = { authorization: 'Bearer an-operator' }
    const [first, second] = [await world.draw({ pictures: 2 }, headers), await world.draw({}, headers)]
    const endsAt = new Date(world.now().getTime() + 90 * day).toISOString()
    const order = { reason: 'order 7 of the court of Aa', placed_by: 'Eve', ends_at: endsAt }
    const placed = await world.post('/v1/holds', { ...order, images: [first.image.id], generations: [second.generation.id] }, headers)
    expect(placed.status, JSON.stringify(placed.body)).toBe(201)
    const names = [first.image.id, second.generation.id, second.image.id].sort()
    expect(placed.body.things.map(({ id }: any) => id).sort()).toEqual(names)

    // Told to whoever it concerns.
    const held = (await world.get('/v1/holdings', headers)).body.held.find(({ kind }: any) => kind === 'held-by-law')
    expect([held.count, held.next]).toEqual([3, endsAt])
    expect(JSON.parse(new TextDecoder().decode(unzipSync(new Uint8Array(await (await world.fetch('/v1/export', { headers })).arrayBuffer()))['holds.json']))).toMatchObject([{ reason: order.reason, ends_at: endsAt }])
    const { receipt } = (await world.post('/v1/erasure', {}, headers)).body
    expect(receipt.kept_by_law).toEqual([{ what: '2 pictures, 1 prompts', reason: order.reason, until: endsAt }])

    // Of all keys only the hold's is left, and of all files only those that it names.
    expect(await world.sql('select id from images')).toEqual([])
    expect((await world.keys('object/')).concat(await world.keys('owner/')).filter((name) => /gen_/.test(name))).toEqual([])
    const files = async () => [...(await world.disk('files')).keys()].map((path) => path.split('/').at(-1)).sort()
    expect(await files()).toEqual(names)
    const opened = async () => world.fetch(`/v1/holds/${placed.body.id}/copy`, { headers })
    const copy = unzipSync(new Uint8Array(await (await opened()).arrayBuffer()))
    expect(Object.keys(copy).sort()).toEqual([`pictures/${first.image.id}.png`, `pictures/${second.image.id}.png`, `words/${second.generation.id}.json`].sort())
    expect(new TextDecoder().decode(copy[`words/${second.generation.id}.json`])).toContain('a red fox in the snow')
    // Its thirty days change nothing; its end does.
    world.advance(45 * day)
    await world.sweep()
    expect((await opened()).status).toBe(200)
    world.advance(45 * day)
    expect((await opened()).status).toBe(410)
    await world.sweep()
    expect([await world.keys('hold/'), await files(), await world.sql('select id from holds')]).toEqual([[], [], []])

    // A visitor's things cannot be held, nor what is gone.
    const visitor = { cookie: (await world.fetch('/v1/session', { method: 'POST' })).headers.get('set-cookie')?.split(';')[0] ?? '' }
    const theirs = await world.draw({}, visitor)
    const refused = async (what: object) => (await world.post('/v1/holds', { ...order, ends_at: new Date(world.now().getTime() + day).toISOString(), ...what }, headers)).body.error.code
    expect([await refused({ images: [theirs.image.id] }), await refused({ owner: 'owner/nobody' }), await refused({ images: ['img_none'] })]).toEqual(['hold_of_session', 'hold_of_nothing', 'not_found'])
    expect((await world.post('/v1/holds', { ...order, images: [theirs.image.id] }, visitor)).status).toBe(403)
  },
)

async function digestOf(key: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key)))
}
