// The proof of calls-are-forgotten.

import { expect } from 'vitest'
import { prove } from './prove.ts'

const day = 86_400_000

prove(
  {
    rule: 'calls-are-forgotten',
    sentence: 'The request log of an account holds no prompt, no picture and no network address; its entries are gone after {callDays} days.',
    options: {
      charter: { access: { who: 'accounts' }, retention: { imageDays: 30, callDays: 5 }, messages: { mail: { adapter: 'development' } }, signIn: { mailCode: true } },
      worker: false,
    },
  },
  async (world) => {
    const { cookie } = await world.signUp('ann@example.org')
    const { body: key } = await world.post('/v1/keys', { name: 'a key' }, { cookie })
    const headers = { authorization: `Bearer ${key.key}`, 'user-agent': 'odd-agent/9' }
    expect((await world.post('/v1/generations', { prompt: 'a walrus with an umbrella' }, headers)).status).toBe(202)
    expect((await world.get('/v1/calls', headers)).body.data).toMatchObject([{ route: '/v1/generations', status: 202, key: { id: key.id } }])
    const rows = await world.sql('select * from calls')
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toMatch(/walrus|odd-agent|127\.0\.0\.1|::1/)
    world.advance(5 * day - 60_000)
    await world.sweep()
    expect(await world.sql('select 1 from calls')).toHaveLength(1)
    world.advance(120_000)
    await world.sweep()
    expect(await world.sql('select 1 from calls')).toEqual([])
  },
)
