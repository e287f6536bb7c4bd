// The proof of shares-end.

import { expect } from 'vitest'
import { prove } from './prove.ts'

const day = 86_400_000

prove(
  {
    rule: 'shares-end',
    sentence:
      'A share link works for {shareDays} days at most and never longer than its picture; you can take it back at any time, and from that moment on neither the picture nor its thumbnail is served by it to anybody.',
    options: { charter: { retention: { imageDays: 40 }, sharing: { mostDays: 30 } } },
  },
  async (world) => {
    const { image } = await world.draw()
    const share = async (days?: number) => (await world.post(`/v1/images/${image.id}/shares`, days === undefined ? {} : { days })).body
    const [week, month, back] = [await share(7), await share(), await share()]
    expect((await world.post(`/v1/images/${image.id}/shares`, { days: 31 })).status).toBe(400)
    const status = async (one: { url: string }, suffix = '') => (await world.fetch(new URL(one.url).pathname + suffix)).status
    for (const one of [week, month, back]) expect([await status(one), await status(one, '?variant=small')]).toEqual([200, 200])

    expect((await world.fetch(`/v1/shares/${back.id}`, { method: 'DELETE' })).status).toBe(200)
    expect([await status(back), await status(back, '?variant=small'), await status(month)]).toEqual([410, 410, 200])
    expect(await world.sql('select length(access) + length(small_access) as bytes from links where id = $1', [back.id])).toEqual([{ bytes: 0 }])
    expect((await world.get('/v1/shares')).body.data.map(({ id }: { id: string }) => id).toSorted()).toEqual([week.id, month.id].toSorted())

    world.advance(7 * day)
    expect([await status(week), await status(week, '?variant=small'), await status(month)]).toEqual([410, 410, 200])
    world.advance(14 * day)
    const late = await share()
    expect(late.expires_at).toBe((await world.get(`/v1/images/${image.id}`)).body.deadline)
    world.advance(9 * day)
    expect([await status(month), await status(late)]).toEqual([410, 200])
    world.advance(10 * day)
    expect([404, 410]).toContain(await status(late))
  },
)
