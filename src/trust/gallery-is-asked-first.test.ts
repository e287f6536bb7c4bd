// The proof of gallery-is-asked-first.

import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const rule = 'gallery-is-asked-first'
const day = 86_400_000
const options = { charter: { retention: { imageDays: 40 }, sharing: { gallery: true, galleryDays: 30 } } }

prove(
  {
    rule,
    sentence:
      'A picture comes into the public gallery only when its owner publishes it, by an act of its own for each picture, and without its words; it stays {galleryDays} days at most and never longer than the picture itself.',
    options,
  },
  async (world) => {
    const { generation, image } = await world.draw({ pictures: 2 })
    // Neither making nor sharing shows it to the public.
    await world.post(`/v1/images/${image.id}/shares`, {})
    expect(await shown(world)).toEqual([])
    const published = await publish(world, image.id)
    expect(await shown(world)).toEqual([published.id])
    const list = await (await asStranger(world, '/v1/gallery')).text()
    for (const word of ['fox', 'local', image.id, generation.id]) expect(list).not.toContain(word)
    expect(await statuses(world, published)).toEqual([200, 200])
    expect((await world.post(`/v1/images/${image.id}/publish`, {})).body.error.code).toBe('gallery_twice')

    world.advance(20 * day)
    const late = await publish(world, generation.images[1].id)
    expect(late.deadline).toBe(generation.images[1].deadline)
    world.advance(10 * day)
    expect([await statuses(world, published), await statuses(world, late)]).toEqual([[410, 410], [200, 200]])
    world.advance(10 * day)
    expect(await statuses(world, late)).toEqual([410, 410])
    await world.sweep()
    await nothingLeft(world)
  },
)

prove(
  {
    rule,
    sentence: 'You can take a published picture out at any time: from that moment on neither it nor its thumbnail is served from the gallery to anybody, and within an hour its key is destroyed.',
    options,
  },
  async (world) => {
    const { image } = await world.draw()
    const published = await publish(world, image.id)
    expect(await statuses(world, published)).toEqual([200, 200])
    expect((await asStranger(world, `/v1/gallery/${published.id}`, { method: 'DELETE' })).status).toBe(401)
    expect((await world.fetch(`/v1/gallery/${published.id}`, { method: 'DELETE' })).status).toBe(200)
    expect([await statuses(world, published), await shown(world)]).toEqual([[410, 410], []])
    // The picture itself stays with its owner, and may be published again.
    expect((await world.fetch(`/v1/images/${image.id}/content`)).status).toBe(200)
    const again = await publish(world, image.id)
    // Deleting it, or everything, takes it out too.
    await world.fetch(`/v1/images/${image.id}`, { method: 'DELETE' })
    expect(await statuses(world, again)).toEqual([410, 410])
    const other = await publish(world, (await world.draw()).image.id)
    await world.post('/v1/erasure', {})
    expect(await statuses(world, other)).not.toContain(200)
    await world.sweep()
    await nothingLeft(world)
  },
)

const asStranger = (world: World, path: string, init?: RequestInit) => world.fetch(path, init, { remoteAddress: '203.0.113.9' })

async function publish(world: World, image: string): Promise<any> {
  const { status, body } = await world.post(`/v1/images/${image}/publish`, {})
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

const shown = async (world: World): Promise<string[]> => ((await (await asStranger(world, '/v1/gallery')).json()) as any).data.map(({ id }: any) => id)

const statuses = async (world: World, published: { url: string; small_url: string }) =>
  Promise.all([published.url, published.small_url].map(async (path) => (await asStranger(world, path)).status))

async function nothingLeft(world: World): Promise<void> {
  expect((await world.keys('object/')).filter((name) => name.includes('pub_'))).toEqual([])
  expect([...(await world.disk('files')).keys()].filter((path) => path.includes('gallery'))).toEqual([])
  expect(await world.sql('select id from publications')).toEqual([])
}
