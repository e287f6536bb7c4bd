// Proofs of new-controller-asks: a server changes hands under a visitor who has pictures here and an order in line.

import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const day = 86_400_000
const before = {
  name: 'hosted',
  access: { who: 'sessions' },
  retention: { imageDays: 60 },
  sessions: { idleMinutes: 43_200, mostHours: 8760, atEnd: 'keep-links' },
  terms: { noticeDays: 5 },
  operator: { name: 'Studio One', contact: 'one@studio.test' },
}
const after = { ...before, operator: { name: 'Studio Two', contact: 'two@studio.test' } }

async function arrive(world: World): Promise<Record<string, string>> {
  const started = await world.fetch('/v1/session', { method: 'POST' })
  return { cookie: started.headers.get('set-cookie')?.split(';')[0] ?? '' }
}

prove({
  rule: 'new-controller-asks',
  sentence: 'If somebody else comes to answer for this server (the published name or contact of the operator changes), this is announced {noticeDays} days before; from that day on nothing of anybody who was here before is worked with until they accept: nothing is made, changed or shared for them, and their waiting orders end without a charge.',
  options: { charter: before, worker: false },
}, async (world) => {
  const visitor = await arrive(world)
  const waiting = await world.post('/v1/generations', { prompt: 'a red fox' }, visitor)
  expect(waiting.status).toBe(202)
  await world.announce(after)
  const { body: announced } = await world.get('/v1/policies')
  expect(announced.upcoming.changes.map(({ kind }: { kind: string }) => kind)).toEqual(['controller', 'controller'])
  expect(Date.parse(announced.upcoming.effective_at) - world.now().getTime()).toBeGreaterThan(4.9 * day)
  expect((await world.post('/v1/boards', { name: 'Foxes' }, visitor)).status).toBe(201)
  world.advance(5.1 * day)
  await world.announce(after)
  world.startWorker()
  const ended = await world.ended(waiting.body.id, visitor)
  expect([ended.state, ended.error.code]).toEqual(['refused', 'controller_changed'])
  const charged = await world.sql("select kind from ledger_transfers where generation = $1 and kind = 'capture'", [waiting.body.id])
  expect(charged).toEqual([])
  for (const [path, body] of [['/v1/generations', { prompt: 'a blue boat' }], ['/v1/boards', { name: 'Boats' }], ['/v1/moderations', { input: 'a boat' }]] as const) {
    const answer = await world.post(path, body, visitor)
    expect([path, answer.status, answer.body.error?.code]).toEqual([path, 403, 'controller_changed'])
  }
  // Whoever comes now comes to the new one.
  expect((await world.post('/v1/boards', { name: 'Boats' }, await arrive(world))).status).toBe(201)
  const { body: terms } = await world.get('/v1/terms', visitor)
  expect(terms.new_controller).toBe(true)
  expect((await world.post('/v1/terms', { version: terms.version }, visitor)).body.new_controller).toBe(false)
  expect((await world.post('/v1/boards', { name: 'Boats' }, visitor)).status).toBe(201)
})

prove({
  rule: 'new-controller-asks',
  sentence: 'Whoever does not accept who answers for this server now can still see, take along and erase everything of theirs.',
  options: { charter: before },
}, async (world) => {
  const visitor = await arrive(world)
  const { image, generation } = await world.draw({}, visitor)
  await world.announce(after)
  world.advance(5.1 * day)
  await world.announce(after)
  const shared = await world.post(`/v1/images/${image.id}/shares`, { days: 2 }, visitor)
  expect([shared.status, shared.body.error?.code]).toEqual([403, 'controller_changed'])
  expect((await world.fetch(`/v1/images/${image.id}/content`, { headers: visitor })).status).toBe(200)
  expect((await world.post(`/v1/generations/${generation.id}/note`, { note: 'it was a wolf' }, visitor)).status).toBe(200)
  expect((await world.fetch('/v1/export', { headers: visitor })).status).toBe(200)
  expect((await world.get('/v1/holdings', visitor)).status).toBe(200)
  expect((await world.post('/v1/erasure', {}, visitor)).status).toBeLessThan(300)
  expect((await world.fetch(`/v1/images/${image.id}/content`, { headers: visitor })).status).toBeGreaterThanOrEqual(400)
})
