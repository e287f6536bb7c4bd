// The proof of images-expire.

import { cp, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const rule = 'images-expire'
const hour = 3_600_000
const day = 24 * hour
const options = { charter: { retention: { imageDays: 30 } } }

prove(
  {
    rule,
    sentence:
      '{imageDays} days after it was ordered, a picture can be read by nobody, nor can the words it was made from: from that second on every request for them is refused.',
    options,
  },
  async (world) => {
    const { generation, image } = await world.draw()
    const link = (await world.post(`/v1/images/${image.id}/link`, {})).body
    const addresses = [`/v1/images/${image.id}`, `/v1/images/${image.id}/content`, `/v1/images/${image.id}/content?variant=small`, `/v1/generations/${generation.id}`]
    const left = Date.parse(generation.deadline) - world.now().getTime()
    expect(left / day).toBeCloseTo(30, 2)

    world.advance(left - 5_000)
    for (const address of addresses) expect([address, (await world.fetch(address)).status]).toEqual([address, 200])
    world.advance(5_000)
    for (const address of addresses) expect([address, (await world.fetch(address)).status]).toEqual([address, 410])
    expect((await world.fetch(new URL(link.url, 'http://127.0.0.1').pathname)).status).toBe(410)
    expect(JSON.stringify((await world.get('/v1/generations')).body)).not.toContain('red fox')
  },
)

prove(
  {
    rule,
    sentence:
      'Within two hours of that second the files and records are removed from this server and the key of their hour is destroyed, so that a copy of the database and the picture files, however old, cannot be opened any more.',
    options,
  },
  async (world) => {
    const { generation, image } = await world.draw()
    const copy = await copyOf(world, generation.id)
    world.advance(30 * day + 2 * hour)
    await world.sweep()

    expect(await filesOf(world, image.id)).toEqual([])
    expect(await world.sql('select id from images where id = $1', [image.id])).toEqual([])
    expect(await world.sql('select id from generations where id = $1', [generation.id])).toEqual([])

    // An attacker with yesterday's copy puts it back, and moves the deadline to where it does not bother.
    await copy.putBack(new Date(world.now().getTime() + 365 * day))
    for (const address of [`/v1/images/${image.id}/content`, `/v1/generations/${generation.id}`]) {
      expect([address, (await world.fetch(address)).status]).toEqual([address, 410])
    }
  },
)

prove(
  {
    rule,
    sentence: 'An order that waits can be opened by the workers alone; the key for it is destroyed when the last order of its hour is done, after 26 hours at most.',
    options: { ...options, worker: false },
  },
  async (world) => {
    const forgotten = await ordered(world)
    world.advance(27 * hour)
    await world.sweep()

    // Somebody copies two orders; a third of the same hour goes on waiting, so the key of that hour lives.
    const [early, late] = [await takeAway(world), await takeAway(world)]
    const waiting = await ordered(world)
    world.advance(2 * hour)
    await world.sweep()
    await insert(world, 'generations', early)
    world.startWorker()
    expect((await world.ended(String(early.id))).state).toBe('finished')
    expect((await world.ended(waiting)).state).toBe('finished')

    await world.sweep()
    await insert(world, 'generations', late)
    for (const id of [String(late.id), forgotten]) {
      const { state, error } = await world.ended(id)
      expect([state, error?.code]).toEqual(['failed', 'gone'])
    }
  },
)

prove({ rule, sentence: 'A file without a record, as a crash may leave it, is removed within three hours.', options }, async (world) => {
  const { generation } = await world.draw({ pictures: 2 })
  const [stray, known] = generation.images.map((image: { id: string }) => image.id)
  await world.sql('delete from images where id = $1', [stray])
  for (const file of [...(await filesOf(world, stray)), ...(await filesOf(world, known))]) await utimes(file, world.now(), world.now())
  await world.sweep()
  expect(await filesOf(world, stray)).toHaveLength(2)

  world.advance(3 * hour)
  await world.sweep()
  expect(await filesOf(world, stray)).toEqual([])
  expect(await filesOf(world, known)).toHaveLength(2)
})

async function ordered(world: World): Promise<string> {
  const { status, body } = await world.post('/v1/generations', { prompt: 'a red fox in the snow', seed: 7 })
  expect(status).toBe(202)
  return body.id
}

/** A waiting order as its row holds it, and no longer in the line. */
async function takeAway(world: World): Promise<Record<string, unknown>> {
  const [row] = await world.sql('delete from generations where id = $1 returning *', [await ordered(world)])
  return row
}

async function filesOf(world: World, id: string): Promise<string[]> {
  return [...(await world.disk('files')).keys()].filter((path) => path.includes(id))
}

/** Rows and files as somebody may have copied them. */
async function copyOf(world: World, generation: string) {
  const rows = await world.sql('select * from generations where id = $1', [generation])
  const images = await world.sql('select * from images where generation = $1', [generation])
  const files = await world.disk('files')
  const away = join(world.home, 'copy')
  await cp(join(world.home, 'files'), away, { recursive: true })
  return {
    async putBack(deadline: Date): Promise<void> {
      for (const row of rows) await insert(world, 'generations', { ...row, deadline })
      for (const row of images) await insert(world, 'images', { ...row, deadline })
      await cp(away, join(world.home, 'files'), { recursive: true })
      expect(await world.disk('files')).toEqual(files)
    },
  }
}

async function insert(world: World, table: 'generations' | 'images', row: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(row)
  const places = columns.map((_, index) => `$${index + 1}`)
  await world.sql(`insert into ${table} (${columns.map((column) => `"${column}"`).join(', ')}) values (${places.join(', ')})`, Object.values(row))
}
