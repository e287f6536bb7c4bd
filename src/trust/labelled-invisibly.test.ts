// The proof of labelled-invisibly: takes the metadata away and maltreats the pixels before asking.

import sharp from 'sharp'
import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const rule = 'labelled-invisibly'

async function drawn(world: World, order: Record<string, unknown> = {}): Promise<Buffer> {
  const { image } = await world.draw({ size: '512x512', ...order })
  return Buffer.from(await (await world.fetch(`/v1/images/${image.id}/content`)).arrayBuffer())
}

async function check(world: World, file: Buffer) {
  const response = await world.fetch('/v1/verify', { method: 'POST', body: new Uint8Array(file), headers: { 'content-type': 'application/octet-stream' } })
  expect(response.status).toBe(200)
  return response.json()
}

prove(
  {
    rule,
    sentence:
      'Every picture carries a mark in its pixels that eyes do not see: checking finds it on pictures of 512 pixels and more when their metadata is gone, and after they were squeezed, cut at the edges, mirrored or made half as large, in the shares that docs/labels.md lists.',
    options: { charter: { labels: { visible: { shown: false } } } },
  },
  async (world) => {
    const file = await drawn(world)
    const changed = {
      squeezed: sharp(file).jpeg({ quality: 50 }),
      half: sharp(file).resize(256).png(),
      cut: sharp(file).extract({ left: 21, top: 30, width: 461, height: 461 }).png(),
      mirrored: sharp(file).flop().png(),
    }
    for (const [name, picture] of Object.entries(changed)) {
      const report = await check(world, await picture.toBuffer())
      expect([name, report.verdict]).toEqual([name, 'made-here-changed'])
      expect(report.layers.map(({ layer, finding }: { layer: string; finding: string }) => [layer, finding])).toEqual([
        ['signature', 'none'],
        ['metadata', 'none'],
        ['invisible', 'ours'],
      ])
    }
  },
)

prove(
  {
    rule,
    sentence: 'Nothing is kept for that: the mark holds the number of this instance and a number for the picture that means nothing to anybody else.',
    options: { charter: { labels: { visible: { shown: false } } } },
  },
  async (world) => {
    const numberIn = async (file: Buffer) => {
      const report = await check(world, await sharp(file).png().toBuffer())
      const { facts } = report.layers.find(({ layer }: { layer: string }) => layer === 'invisible')
      return facts
    }
    const first = await drawn(world)
    const rows = await world.sql('select * from images')
    const { number, provider } = await numberIn(first)
    expect(provider).toBe((await world.get('/v1/verify')).body.provider_id)
    expect(number).toBeGreaterThanOrEqual(0)
    // The same order has the same number and the same pixels; another seed has another number.
    expect((await numberIn(await drawn(world))).number).toBe(number)
    expect((await numberIn(await drawn(world, { seed: 8 }))).number).not.toBe(number)
    // No column and no file of the program holds it: gone with its rows, the mark is found all the same.
    for (const row of rows) expect(Object.values(row)).not.toContain(number)
    await world.fetch(`/v1/images/${rows[0].id}`, { method: 'DELETE' })
    expect((await numberIn(first)).number).toBe(number)
  },
)
