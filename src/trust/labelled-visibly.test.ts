// The proof of labelled-visibly: looks at the pixels that people get.

import { expect } from 'vitest'
import { greyOf, letterHeight } from '../../test/labels/letters.ts'
import { prove, type World } from './prove.ts'

const rule = 'labelled-visibly'

const load = async (world: World, address: string): Promise<Uint8Array> => new Uint8Array(await (await world.fetch(address)).arrayBuffer())

prove(
  {
    rule,
    sentence: 'Every picture, preview and thumbnail shows the mark "{markText}" in its pixels; its capital letters are at least {markPercent} % of the shorter side high.',
    options: { charter: { labels: { profiles: ['china'], invisible: false } }, worker: false },
  },
  async (world) => {
    const { body } = await world.post('/v1/generations', { prompt: 'a red fox in the snow', seed: 7, size: '256x256', steps: 8 })
    const news = await world.fetch(`/v1/generations/${body.id}/events`)
    world.startWorker()
    const previews = [...(await news.text()).matchAll(/data:image\/webp;base64,([A-Za-z0-9+/=]+)/g)].map(([, base64]) => Buffer.from(base64 ?? '', 'base64'))
    expect(previews.length).toBeGreaterThan(0)
    const [image] = (await world.ended(body.id)).images
    const link = new URL((await world.post(`/v1/images/${image.id}/link`, {})).body.url, 'http://127.0.0.1').pathname
    const openai = await world.post('/v1/images/generations', { prompt: 'a red fox in the snow', seed: 7, size: '256x256', steps: 8 })
    const files = [
      await load(world, `/v1/images/${image.id}/content`),
      await load(world, `/v1/images/${image.id}/content?variant=small`),
      await load(world, link),
      Buffer.from(openai.body.data[0].b64_json, 'base64'),
      ...previews,
    ]
    for (const [at, file] of files.entries()) expect(letterHeight(await greyOf(file)), `output ${at}`).toBeGreaterThanOrEqual(0.05)
  },
)

prove(
  {
    rule,
    sentence: 'Without the mark a picture is given only to somebody with whom that was agreed, with a reason and an end date written down beforehand, in this charter or in the record of permissions; without that, asking for it in a request changes nothing.',
    options: {
      charter: {
        retention: { imageDays: 'until-deleted', logDays: 200 },
        labels: { profiles: ['china'], invisible: false, withoutMark: [{ who: 'owner/local', why: 'Film set, agreed in writing', agreedOn: '2026-11-01', until: '2026-12-01' }] },
      },
    },
  },
  async (world) => {
    const marked = async (order: Record<string, unknown> = {}) => {
      const { image } = await world.draw({ size: '256x256', ...order })
      return letterHeight(await greyOf(await load(world, `/v1/images/${image.id}/content`))) >= 0.05
    }
    // Agreed in the charter, until its day is over.
    expect(await marked()).toBe(false)
    world.advance(10 * 86_400_000)
    expect(await marked()).toBe(true)
    expect(await marked({ watermark_enabled: false })).toBe(true)
    // Agreed in the record of permissions: heard where a request asks for it, counted, and over when it is taken back.
    const granted = await world.post('/v1/permissions', { owner: 'owner/local', why: 'Title cards of a film, agreed in writing', granted_by: 'A. Operator', until: '2026-12-20T00:00:00Z' })
    expect([granted.status, granted.body]).toMatchObject([201, { uses: 0, revoked_at: null }])
    expect(await marked()).toBe(true)
    expect(await marked({ watermark_enabled: false })).toBe(false)
    expect((await world.get('/v1/permissions')).body.data).toMatchObject([{ id: granted.body.id, why: 'Title cards of a film, agreed in writing', granted_by: 'A. Operator', uses: 1 }])
    expect((await world.post(`/v1/permissions/${granted.body.id}/revoke`, {})).status).toBe(200)
    expect(await marked({ watermark_enabled: false })).toBe(true)
    const again = await world.post('/v1/permissions', { owner: 'owner/local', why: 'One more week of the same film', granted_by: 'A. Operator', until: '2026-12-09T00:00:00Z' })
    expect(await marked({ watermark_enabled: false })).toBe(false)
    world.advance(8 * 86_400_000)
    expect(await marked({ watermark_enabled: false })).toBe(true)
    // The record outlives the permission for as long as the profile asks.
    await world.sweep()
    expect((await world.get('/v1/permissions')).body.data.map(({ id }: { id: string }) => id)).toEqual([again.body.id, granted.body.id])
    world.advance(400 * 86_400_000)
    await world.sweep()
    expect((await world.get('/v1/permissions')).body.data).toEqual([])
  },
)
