// A visitor's session goes over into an account, only when its owner asks, and nothing of it stays behind.

import { afterEach, expect, test } from 'vitest'
import type { Api } from '../api/memory-app.ts'
import { browserOf, createPeopleApp, signInByCode } from './app.ts'

const open: Api[] = []
afterEach(async () => {
  for (const api of open.splice(0)) await api.close()
})

test('what a visitor made becomes the account\'s, with its deadline, and the session ends', async () => {
  const api = await createPeopleApp({ worker: true })
  open.push(api)
  const ann = browserOf(api)
  await ann.post('/v1/session')
  const prompt = 'a red fox in the snow'
  const made = await ann.post('/v1/generations', { prompt, seed: 7 })
  expect(made.status, JSON.stringify(made.body)).toBe(202)
  const ended = await until(async () => (await ann.get(`/v1/generations/${made.body.id}`)).body, (body) => body.ended_at)
  const picture = async (id: string) => Buffer.from(await (await api.fetch(`/v1/images/${id}/content`, { headers: { cookie: [...ann.cookies].map((pair) => pair.join('=')).join('; ') } })).arrayBuffer())
  const before = await picture(ended.images[0].id)

  await signInByCode(api, ann, { mail: 'ann@example.org' })
  expect((await ann.get('/v1/generations')).body.data).toEqual([])
  const carried = await ann.post('/v1/me/carry-session')
  expect([carried.status, carried.body, ann.cookies.has('gesso-session')]).toEqual([200, { object: 'done', count: 1 }, false])
  const [one] = (await ann.get('/v1/generations')).body.data
  expect(one).toMatchObject({ prompt, state: 'finished', deadline: ended.deadline })
  const { body } = await ann.get(`/v1/generations/${one.id}`)
  expect(body.outcome).toMatchObject({ model: ended.outcome.model, seeds: ended.outcome.seeds })
  expect((await picture(body.images[0].id)).equals(before)).toBe(true)
  expect((await ann.get(`/v1/generations/${made.body.id}`)).status).toBe(404)
  expect(await api.parts.store.sessions.over(new Date(0), api.parts.charter.sessions, 9)).toHaveLength(1)
  const files: string[] = []
  for await (const { key } of api.parts.files.list('images/')) files.push(key)
  expect(files.filter((key) => key.includes(ended.images[0].id))).toEqual([])
  expect((await ann.post('/v1/me/carry-session')).body.error.code).toBe('session_missing')
}, 60_000)

async function until<T>(look: () => Promise<T>, done: (value: T) => unknown): Promise<T> {
  for (let tries = 0; tries < 400; tries++) {
    const value = await look()
    if (done(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('it did not happen within ten seconds')
}
