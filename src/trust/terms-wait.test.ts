// Proofs of terms-wait: a visitor, an operator who wants to keep pictures for longer, and thirty days.

import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const day = 86_400_000
const before = { name: 'hosted', access: { who: 'sessions' }, retention: { imageDays: 60 }, sessions: { idleMinutes: 43_200, mostHours: 8760, atEnd: 'keep-links' }, terms: { noticeDays: 20 } }
const after = { ...before, retention: { imageDays: 90 } }

async function arrive(world: World): Promise<Record<string, string>> {
  const started = await world.fetch('/v1/session', { method: 'POST' })
  return { cookie: started.headers.get('set-cookie')?.split(';')[0] ?? '' }
}

const order = (world: World, visitor: Record<string, string>) => world.post('/v1/generations', { prompt: 'a red fox' }, visitor)

prove({
  rule: 'terms-wait',
  sentence: 'A change that touches how long things are kept, what for, who receives them, your rights, contacts or prices is announced on every page {noticeDays} days before it takes effect; until then this server runs by the old settings.',
  options: { charter: before },
}, async (world) => {
  const visitor = await arrive(world)
  expect((await order(world, visitor)).status).toBe(202)
  await world.announce(after)
  const { body: announced } = await world.get('/v1/policies')
  expect(announced.upcoming.changes).toEqual([{ path: 'retention.imageDays', kind: 'retention', before: '60', after: '90' }])
  expect(Date.parse(announced.upcoming.effective_at) - world.now().getTime()).toBeGreaterThan(19.9 * day)
  world.advance(19 * day)
  await world.announce(after)
  const during = await order(world, visitor)
  expect(during.status).toBe(202)
  expect(Date.parse(during.body.deadline) - world.now().getTime()).toBeLessThan(61 * day)
  await world.probe()
  expect((await world.get('/v1/trust')).body.promises.find(({ id }: { id: string }) => id === 'terms-wait').probe.holds).toBe(true)
  world.advance(1.1 * day)
  await world.announce(after)
  expect((await world.get('/v1/policies')).body.upcoming).toBeNull()
})

prove({
  rule: 'terms-wait',
  sentence: 'After such a change nothing new is made for you before you have accepted it; without accepting you can still see, take along and erase everything of yours, and what was made before keeps the end that it was born with.',
  options: { charter: before },
}, async (world) => {
  const visitor = await arrive(world)
  const first = await order(world, visitor)
  const drawn = await world.ended(first.body.id, visitor)
  await world.announce(after)
  world.advance(21 * day)
  await world.announce(after)
  const refused = await order(world, visitor)
  expect([refused.status, refused.body.error.code]).toEqual([403, 'terms_changed'])
  const picture = await world.get(`/v1/images/${drawn.images[0].id}`, visitor)
  expect([picture.status, picture.body.deadline]).toEqual([200, drawn.deadline])
  expect((await world.fetch('/v1/export', { headers: visitor })).status).toBe(200)
  const { body: terms } = await world.get('/v1/terms', visitor)
  expect([terms.must_accept, terms.changes.length, terms.accepted.how]).toEqual([true, 1, 'first-order'])
  // A no is kept as such, with the session, and makes nothing possible.
  const said = await world.post('/v1/terms', { version: terms.version, accepted: false }, visitor)
  expect(said.body).toMatchObject({ must_accept: true, declined: { version: terms.version }, accepted: terms.accepted })
  expect((await order(world, visitor)).status).toBe(403)
  expect((await world.sql("select how from acceptances where how = 'declined'")).length).toBe(1)
  const wrong = await world.post('/v1/terms', { version: terms.accepted.version }, visitor)
  expect([wrong.status, wrong.body.error.code]).toEqual([409, 'terms_outdated'])
  expect((await world.post('/v1/terms', { version: terms.version, language: 'zh' }, visitor)).body).toMatchObject({ must_accept: false, declined: null })
  const next = await order(world, visitor)
  expect(next.status).toBe(202)
  expect(Date.parse(next.body.deadline) - world.now().getTime()).toBeGreaterThan(89 * day)
})
