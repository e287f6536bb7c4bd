// Proof of demo-shows-first: a visitor of somebody's own machine writes a prompt, and is asked to look at the list first.

import { expect } from 'vitest'
import { prove } from './prove.ts'

const charter = {
  name: 'local',
  access: { who: 'sessions', demo: true, collects: ['prompts', 'pictures', 'session', 'logs'] },
  operator: { name: 'Ann', contact: 'ann@studio.test' },
  retention: { imageDays: 3 },
  sharing: { enabled: false },
  links: { minutes: 60 },
}

prove({
  rule: 'demo-shows-first',
  sentence: "This is somebody's own machine, opened for others to try: before your first prompt you are shown what is collected and for how long, and nothing is taken from you before you agree.",
  options: { charter },
}, async (world) => {
  const started = await world.fetch('/v1/session', { method: 'POST' })
  const visitor = { cookie: started.headers.get('set-cookie')?.split(';')[0] ?? '' }
  const session = await world.get('/v1/session', visitor)
  expect(session.body.demo).toEqual({ collects: ['prompts', 'pictures', 'session', 'logs'] })
  const refused = await world.post('/v1/generations', { prompt: 'a red fox' }, visitor)
  expect([refused.status, refused.body.error.code]).toEqual([403, 'list_not_seen'])
  expect(await world.sql('select id from generations')).toEqual([])
  expect((await world.post('/v1/boards', { name: 'Foxes' }, visitor)).status).toBe(403)
  expect((await world.post('/v1/terms', { version: session.body.terms.version }, visitor)).status).toBe(200)
  expect((await world.get('/v1/session', visitor)).body.demo).toBeNull()
  await world.draw({}, visitor)
})
