// The proof of training-by-consent.

import { unzipSync } from 'fflate'
import { expect } from 'vitest'
import { hashOf } from '../identity/keys.ts'
import { prove, type World } from './prove.ts'

const rule = 'training-by-consent'
const key = 'an-operator-key-for-proofs'
const operator = { authorization: `Bearer ${key}` }
const options = {
  charter: {
    access: { who: 'accounts' },
    messages: { mail: { adapter: 'development' } },
    signIn: { password: true, mailCode: true },
    retention: { imageDays: 30 },
    sharing: { gallery: true },
    training: { from: ['people'] },
  },
  http: { operatorKeyHash: hashOf(key) },
}
const small = { width: 128, height: 128, steps: 1 }

prove({ rule, sentence: 'What is made through an API key is never used to train models.', options }, async (world) => {
  const { cookie } = await world.signUp('ann@example.org')
  await agree(world, cookie, true)
  const made = await world.post('/v1/keys', {}, { cookie })
  expect(made.status).toBe(201)
  await world.draw({ ...small, prompt: 'drawn by a program' }, { authorization: `Bearer ${made.body.key}` })
  await world.draw({ ...small, prompt: 'drawn by hand' }, { cookie })
  expect(await promptsFor(world)).toEqual(['drawn by hand'])
  await world.probe()
  const { promises } = (await world.get('/v1/trust')).body
  expect(promises.find(({ id }: { id: string }) => id === rule).probe).toMatchObject({ holds: true, numbers: { canariesThrough: 0, markedWithoutRight: 0 } })
})

prove({ rule, sentence: 'Your pictures and prompts are used to train models only if you switched that on yourself before they were made, and only while it stays on.', options }, async (world) => {
  const [ann, ben] = [await world.signUp('ann@example.org'), await world.signUp('ben@example.org')]
  await world.draw({ ...small, prompt: 'before' }, { cookie: ann.cookie })
  await agree(world, ann.cookie, true)
  await world.draw({ ...small, prompt: 'after' }, { cookie: ann.cookie })
  await world.draw({ ...small, prompt: 'of somebody else' }, { cookie: ben.cookie })
  // A browser that objects counts for the order it sends.
  await world.draw({ ...small, prompt: 'with a signal' }, { cookie: ann.cookie, 'sec-gpc': '1' })
  expect(await promptsFor(world)).toEqual(['after'])
  await agree(world, ann.cookie, false)
  expect(await promptsFor(world)).toEqual([])
})

prove({ rule, sentence: 'What you published or brought in, what a law makes us keep, and what people under age make is never used to train models.', options: { ...options, charter: { ...options.charter, age: { ask: true } } } }, async (world) => {
  const { cookie } = await world.signUp('ann@example.org', await born(world, 1990))
  await agree(world, cookie, true)
  const published = await world.draw({ ...small, prompt: 'published' }, { cookie })
  expect((await world.post(`/v1/images/${published.image.id}/publish`, {}, { cookie })).status).toBe(201)
  const held = await world.draw({ ...small, prompt: 'held' }, { cookie })
  const hold = { generations: [held.generation.id], reason: 'an order of a court', placed_by: 'The operator', ends_at: new Date(world.now().getTime() + 86_400_000).toISOString() }
  expect((await world.post('/v1/holds', hold, operator)).status).toBe(201)
  const copy = await (await world.fetch('/v1/export', { headers: { cookie } })).arrayBuffer()
  await world.draw({ ...small, prompt: 'plain' }, { cookie })
  const brought = await world.fetch('/v1/import', { method: 'POST', body: copy, headers: { cookie, 'content-type': 'application/zip' } })
  expect(brought.status).toBe(200)
  expect(await promptsFor(world)).toEqual(['plain'])
  const young = await world.signUp('ben@example.org', await born(world, world.now().getUTCFullYear() - 16))
  await agree(world, young.cookie, true)
  await world.draw({ ...small, prompt: 'young' }, { cookie: young.cookie })
  expect(await promptsFor(world)).toEqual(['plain'])
  expect(await setFor(world)).toMatchObject({ looked: 6, taken: 1 })
})

async function agree(world: World, cookie: string, allowed: boolean): Promise<void> {
  const { status, body } = await world.post('/v1/choices', { purpose: 'training', allowed }, { cookie })
  expect(status, JSON.stringify(body)).toBe(200)
}

/** The cookie with which somebody of this age signs up. */
async function born(world: World, year: number): Promise<{ cookie: string }> {
  const { status, headers } = await world.post('/v1/age', { year, month: 1 })
  expect(status).toBe(200)
  return { cookie: (headers.get('set-cookie') ?? '').split(';')[0] ?? '' }
}

async function archive(world: World): Promise<Record<string, Uint8Array>> {
  const response = await world.fetch('/v1/training', { headers: operator })
  expect(response.status).toBe(200)
  return unzipSync(new Uint8Array(await response.arrayBuffer()))
}

async function promptsFor(world: World): Promise<string[]> {
  const files = await archive(world)
  const texts = Object.keys(files).filter((path) => /^\d+\.json$/.test(path))
  const pictures = Object.keys(files).filter((path) => /^\d+-0\.(png|jpg|webp)$/.test(path))
  expect(pictures).toHaveLength(texts.length)
  // What goes into a set keeps its labels.
  for (const path of pictures.slice(0, 1)) {
    const checked = await world.fetch('/v1/verify', { method: 'POST', body: new Uint8Array(files[path] ?? []), headers: { 'content-type': `image/${path.endsWith('.jpg') ? 'jpeg' : path.split('.').at(-1)}` } })
    expect(await checked.json()).toMatchObject({ verdict: 'made-here' })
  }
  return texts.map((path) => JSON.parse(new TextDecoder().decode(files[path])).prompt as string).sort()
}

async function setFor(world: World): Promise<{ looked: number; taken: number }> {
  return JSON.parse(new TextDecoder().decode((await archive(world))['count.json']))
}
