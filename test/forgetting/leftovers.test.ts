// After a session's end and an account's erasure nothing of what was said or drawn is left anywhere on the disk, sealed or not.

import { readdir, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKey } from '../../src/identity/keys.ts'
import { startSchedule } from '../../src/jobs/schedule.ts'
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
  const schedule = await startSchedule(world.parts, world.databaseUrl)
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
  const { rows: left } = await client.query('select (select count(*) from images)::int as images, (select count(*) from generations)::int as generations, (select count(*) from links)::int as links, (select count(*) from idempotency)::int as repeats')
  await client.end()
  expect(left).toEqual([{ images: 0, generations: 0, links: 0, repeats: 0 }])

  const files = await filesBelow(world.home)
  expect(files.some((file) => file.includes('/pg_wal/'))).toBe(true)
  expect(files.filter((file) => file.startsWith(join(world.home, 'files/')))).toEqual([])
  expect(await findIn(files, spellings)).toEqual([])
  expect(await findIn(await freshIn(tmpdir(), began, world.scratch), spellings)).toEqual([])
  // The search is checked: ids, which name nobody, are in the write-ahead log still.
  expect(await findIn(files, [Buffer.from(ids[0]!)])).not.toEqual([])
})

/** Plain, UTF-16, hex, and base64 at each of its three shifts. */
function spellingsOf(word: string): Buffer[] {
  const shifted = [0, 1, 2].map((shift) => Buffer.from(Buffer.from(' '.repeat(shift) + word).toString('base64').slice(4, -4)))
  return [Buffer.from(word), Buffer.from(word, 'utf16le'), Buffer.from(Buffer.from(word).toString('hex')), ...shifted]
}

/** Pieces of an encoded picture, plain and spelled out; padding and certificates, which every file has, are none of them. */
function piecesOf(picture: Buffer, others: Buffer[]): Buffer[] {
  const starts = Array.from({ length: Math.floor(picture.length / 24) }, (_, number) => number * 24)
  const telling = starts.map((at) => picture.subarray(at, at + 24)).filter((piece) => new Set(piece).size >= 18 && !others.some((other) => other.includes(piece.subarray(0, 12))))
  const chosen = [0.3, 0.6, 0.9].flatMap((part) => telling[Math.floor(telling.length * part)] ?? [])
  if (chosen.length === 0) throw new Error('the picture has no piece to look for')
  return chosen.flatMap((piece) => [piece, Buffer.from(piece.toString('hex')), Buffer.from(piece.toString('base64'))])
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Files written since, except below `without`; what other programs leave open is none of ours. */
async function freshIn(folder: string, since: number, without: string): Promise<string[]> {
  const found: string[] = []
  for (const name of await readdir(folder)) {
    const place = join(folder, name)
    if (place === without || !/^gesso|^sharp|^onnx|^vips/.test(name)) continue
    const facts = await stat(place).catch(() => undefined)
    if (facts && facts.mtimeMs >= since) found.push(...(facts.isDirectory() ? await filesBelow(place) : [place]))
  }
  return found
}

async function findIn(files: string[], wanted: Buffer[]): Promise<string[]> {
  const found: string[] = []
  for (const file of files) {
    const bytes = await readFile(file).catch(() => undefined)
    if (bytes && wanted.some((one) => one.length > 0 && bytes.includes(one))) found.push(file)
  }
  return found
}
