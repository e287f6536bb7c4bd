// The proof of visits-stay-unknown.

import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const rule = 'visits-stay-unknown'
const options = { charter: { access: { who: 'sessions' }, retention: { imageDays: 30 }, sharing: { enabled: false }, statistics: { counted: true } }, worker: false }
const agent = { 'user-agent': 'Mozilla/5.0 (X11) one and the same browser', 'accept-language': 'en' }
const day = 86_400_000

prove(
  {
    rule,
    sentence: 'Use is counted without cookies, by day, page, language and kind of device; a key that is destroyed when the day (UTC) is over tells visitors apart, so that nobody can link a visit of yesterday with one of today.',
    options,
  },
  async (world) => {
    const first = await visit(world, agent)
    expect(first.amount).toBe(2)
    expect(first.marks).toHaveLength(1)
    const [yesterday] = await world.keys('visits/')
    world.advance(day)
    await world.sweep()
    const second = await visit(world, agent)
    // The same browser, and nothing of yesterday's mark is left to compare with, nor the key to make it anew.
    expect(second.marks).toHaveLength(1)
    expect(second.marks).not.toEqual(first.marks)
    expect(await world.keys('visits/')).toHaveLength(1)
    expect(await world.keys('visits/')).not.toContain(yesterday)
    await world.probe()
    const { promises } = (await world.get('/v1/trust')).body
    expect(promises.find(({ id }: { id: string }) => id === rule).probe).toMatchObject({ holds: true, numbers: { keysOfDaysBefore: 0, daysNotClosed: 0 } })
  },
)

prove({ rule, sentence: 'Who objects, or whose browser sends Global Privacy Control, is not counted.', options }, async (world) => {
  const cookie = ((await world.post('/v1/session', {})).headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  expect((await world.post('/v1/choices', { purpose: 'analytics', allowed: false }, { cookie })).status).toBe(200)
  for (let times = 0; times < 3; times++) {
    await world.get('/v1/nothing', { ...agent, 'sec-gpc': '1' })
    await world.get('/v1/nothing', { ...agent, cookie })
  }
  expect((await visit(world, agent)).amount).toBe(2)
})

/** Two requests that are counted, six seconds apart, so that they are written down; then what stands there, of today. */
async function visit(world: World, headers: Record<string, string>): Promise<{ amount: number; marks: string[] }> {
  const first = await world.get('/v1/nothing', headers)
  expect([first.status, first.headers.get('set-cookie')]).toEqual([404, null])
  const today = world.now().toISOString().slice(0, 10)
  // What is noted after the answer is there.
  await new Promise((resolve) => setTimeout(resolve, 150))
  world.advance(6_000)
  await world.get('/v1/nothing', headers)
  for (let tries = 0; ; tries++) {
    const rows = await world.sql("select amount::integer from visit_counts where day = $1 and figure = 'error'", [today])
    const marks = await world.sql("select encode(visitor, 'hex') as mark from visit_marks where day >= $1", [today])
    const amount = rows.reduce((sum: number, row: { amount: number }) => sum + row.amount, 0)
    if (amount > 0 || tries > 60) return { amount, marks: marks.map(({ mark }: { mark: string }) => mark) }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
