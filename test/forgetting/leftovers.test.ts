// After a session's end and an account's erasure nothing of what was said or drawn is left anywhere on the disk, sealed or not.

import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKey } from '../../src/identity/keys.ts'
import { startSchedule } from '../../src/jobs/schedule.ts'
import { createWitness } from '../../src/jobs/witness.ts'
import { filesBelow, findIn, freshIn, piecesOf, spellingsOf } from '../disk-search.ts'
import { createOwnWorld, draw, type OwnWorld } from './world.ts'

const charter = { access: { who: 'sessions' }, retention: { imageDays: 'session' }, sessions: { idleMinutes: 60, mostHours: 24, atEnd: 'erase' }, sharing: { enabled: false } }
const words = { session: `quokka-lantern-${process.pid}`, account: `marzipan-otter-${process.pid}` }

let world: OwnWorld
const began = Date.now()
beforeAll(async () => {
  world = await createOwnWorld({ charter })
}, 120_000)
afterAll(() => world.close(), 60_000)

test('canary words and pixels are nowhere: database files, write-ahead log, files, queues, logs, temporary folders', { timeout: 240_000 }, async () => {
  const schedule = await startSchedule(world.parts, world.databaseUrl, createWitness(join(world.home, 'logs')))
  const cookie = ((await world.fetch('/v1/session', { method: 'POST' })).headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const key = (await createKey(world.parts, 'owner/ann', ['images:make', 'images:read', 'images:delete'])).key
  const [visitor, ann] = [{ cookie }, { authorization: `Bearer ${key}` }]
  const spellings = Object.values(words).flatMap(spellingsOf)
  const ids: string[] = []
  const pictures: Buffer[] = []
  for (const [headers, word] of [[visitor, words.session], [ann, words.account]] as const) {
    const generation = await draw(world, { prompt: `a ${word} at sea`, negative_prompt: `no ${word}`, pictures: 2 }, headers)
    for (const image of generation.images) {
      ids.push(image.id)
      for (const variant of ['', '?variant=small']) {
        const bytes = Buffer.from(await (await world.fetch(`/v1/images/${image.id}/content${variant}`, { headers })).arrayBuffer())
        expect(bytes.length).toBeGreaterThan(100)
        pictures.push(bytes)
      }
    }
    expect((await world.post(`/v1/images/${generation.images[0]!.id}/link`, {}, headers)).status).toBe(201)
    // One that is still waiting or drawn when the end comes, and a repeat key.
    await world.post('/v1/generations', { prompt: word, size: '64x64', pictures: 4 }, { ...headers, 'idempotency-key': `${word}-1234567890` })
  }
  // What outlives a session: a file, a batch that reads it, a webhook.
  const form = new FormData()
  form.append('purpose', 'batch')
  form.append('file', new Blob([JSON.stringify({ custom_id: words.account, method: 'POST', url: '/v1/images/generations', body: { prompt: words.account } })]), `${words.account}.jsonl`)
  const file = (await (await world.fetch('/v1/files', { method: 'POST', headers: ann, body: form })).json()) as { id: string }
  expect((await world.post('/v1/batches', { input_file_id: file.id, endpoint: '/v1/images/generations', metadata: { of: words.account } }, ann)).status).toBe(200)
  expect((await world.post('/v1/webhooks', { url: `https://hooks.example/${words.account}` }, ann)).status).toBe(201)
  for (const picture of pictures) spellings.push(...piecesOf(picture, pictures.filter((other) => other !== picture)))
  expect((await world.fetch('/v1/session', { method: 'DELETE', headers: visitor })).ok).toBe(true)
  expect((await world.post('/v1/erasure', {}, ann)).status).toBe(200)
  await world.sweep()
  await schedule.stop()

  const client = new pg.Client({ connectionString: world.databaseUrl })
  await client.connect()
  await client.query('checkpoint')
  const { rows: queues } = await client.query("select table_name as name from information_schema.tables where table_schema = 'recurring'")
  expect(queues.length).toBeGreaterThan(3)
  for (const { name } of queues) {
    const { rows } = await client.query(`select * from recurring."${name}"`)
    for (const word of Object.values(words)) expect(JSON.stringify(rows), name).not.toContain(word)
  }
  const { rows: left } = await client.query('select (select count(*) from images)::int as images, (select count(*) from generations)::int as generations, (select count(*) from links)::int as links, (select count(*) from idempotency)::int as repeats, (select count(*) from kept_files)::int as files, (select count(*) from batches)::int as batches, (select count(*) from webhooks)::int as webhooks')
  await client.end()
  expect(left).toEqual([{ images: 0, generations: 0, links: 0, repeats: 0, files: 0, batches: 0, webhooks: 0 }])

  const files = await filesBelow(world.home)
  expect(files.some((file) => file.includes('/pg_wal/'))).toBe(true)
  expect(files.filter((file) => file.startsWith(join(world.home, 'files/')))).toEqual([])
  expect(await findIn(files, spellings)).toEqual([])
  // What other programs leave open is none of ours.
  expect(await findIn(await freshIn(tmpdir(), began, world.scratch, /^gesso|^sharp|^onnx|^vips/), spellings)).toEqual([])
  // The search is checked: ids, which name nobody, are in the write-ahead log still.
  expect(await findIn(files, [{ name: 'the id', bytes: Buffer.from(ids[0]!) }])).not.toEqual([])
})
