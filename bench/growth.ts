// How a server's speed changes as it fills, from 10,000 to 1,000,000 pictures, and what a great sweep costs readers: `npm run bench growth [pictures] [due at once]`.

import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { objectNames } from '../src/core/birth.ts'
import type { KeyName, KeyPair } from '../src/core/ports.ts'
import { writeVault } from '../src/sealing/vault-copy.ts'
import { launchPostgres } from '../src/storage/postgres/launch.ts'
import { migrate } from '../src/storage/postgres/migrate.ts'
import { createTestApp, type TestApp } from '../test/harness.ts'
import { plotGrowth, type Point } from './growth-plot.ts'
import { record } from './record.ts'

const largest = Number(process.argv[2] ?? 1_000_000)
const due = Number(process.argv[3] ?? 100_000)
const sizes = [10_000, 100_000, 1_000_000].filter((size) => size <= largest)
const perGeneration = 4
const reads = 300
/** The hour in which the deadlines of the due ones fall: over when the test's clock begins. */
const dueHour = '2026-11-22T10'
const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }

const scratch = await mkdtemp(join(tmpdir(), 'gesso-growth-'))
await chmod(scratch, 0o711)
const home = join(scratch, 'home')
const generationId = (number: number): string => `gen_${String(number).padStart(26, '0')}`
try {
  await fillVault()
  const postgres = await launchPostgres({ folder: join(home, 'postgres'), logs: home })
  await migrate(postgres.url)
  const client = new Client({ connectionString: postgres.url })
  await client.connect()
  const app = await createTestApp({ own: { home, databaseUrl: postgres.url }, charter: { retention: { imageDays: 30 } } })
  try {
    const { body } = await app.post('/v1/generations', { prompt: 'a boat', size: '512x512', steps: 1 })
    const image: string = (await app.ended(body.id)).images[0].id
    const points: Point[] = []
    let filled = 0
    for (const size of sizes) {
      await fill(client, filled, size)
      filled = size
      points.push(await measure(app, image, size))
      console.log(JSON.stringify(points.at(-1)))
    }
    const sweep = await sweepBesideReads(app, client, image)
    await writeFile(join(import.meta.dirname, '../docs/pictures/growth.svg'), plotGrowth(points))
    const [first, last] = [points[0], points.at(-1)]
    await record({
      name: 'growth',
      command: `npm run bench growth ${largest} ${due}`,
      figures: {
        [`a stored picture read with ${first?.rows} and with ${last?.rows} pictures in the database, half of them within`]: `${first?.read} ms, ${last?.read} ms`,
        [`a page of 30 of the history of somebody who has a tenth of them`]: `${first?.page} ms, ${last?.page} ms`,
        [`a sweep and all probes with nothing to do`]: `${first?.idle} ms, ${last?.idle} ms`,
        [`${due} of ${last?.rows} pictures due at once: the key of their hour is gone after`]: `${sweep.keyGone} s`,
        [`the same: removed by the sweep`]: `${sweep.removed} in ${sweep.seconds} s (${Math.round(sweep.removed / sweep.seconds)} a second)`,
        [`a stored picture read beside that sweep, half of them within (nine of ten)`]: `${sweep.during.half} ms (${sweep.during.most} ms); without it ${sweep.before.half} ms (${sweep.before.most} ms)`,
      },
      details: { points, sweep, load: loadavg()[0] },
    })
  } finally {
    await app.close()
    await client.end()
    await postgres.stop()
  }
} finally {
  await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}

/** Halves by chance, not pairs: they are only written and destroyed here. */
async function fillVault(): Promise<void> {
  const names = Array.from({ length: Math.ceil(due / perGeneration) }, (_, number) => objectNames(generationId(number), perGeneration)).flat()
  const pairs = new Map<KeyName, KeyPair>([...names, `hour/${dueHour}` as KeyName].map((name) => [name, { publicKey: random.bytes(32), privateKey: random.bytes(32) }]))
  await mkdir(join(home, 'vault'), { recursive: true })
  await chmod(home, 0o711)
  await writeVault(join(home, 'vault'), { pairs, destroyed: new Set() }, random)
}

/** A tenth belongs to one owner, the rest to ninety-nine others; none is due yet. */
async function fill(client: Client, from: number, to: number): Promise<void> {
  const owner = (row: string) => `case when ${row} % 10 = 0 then 'owner/local' else 'owner/' || ${row} % 99 end`
  await client.query(
    `insert into generations (id, owner, owner_key, hour, hour_key, object_keys, queue, state, created_at, ended_at, deadline, charter_version, words, pictures, turn, fence, attempts, cancel_asked)
     select 'gen_' || lpad(g::text, 26, '0'), ${owner('g')}, $1, 'hour/2027-01-01T00', $1, $2, 'queue/2026-11-22T05', 'finished', timestamptz '2026-11-01' + g * interval '1 second', timestamptz '2026-11-01' + g * interval '1 second', '2027-01-01', 'bench', $3, ${perGeneration}, 0, 1, 1, false
     from generate_series($4::int, $5::int - 1) as g`,
    [Buffer.alloc(32, 1), randomBytes(160), randomBytes(300), from / perGeneration, to / perGeneration],
  )
  await client.query(
    `insert into images (id, generation, owner, number, hour, object, format, size, created_at, deadline, charter_version)
     select 'img_' || lpad(i::text, 26, '0'), 'gen_' || lpad((i / ${perGeneration})::text, 26, '0'), ${owner(`(i / ${perGeneration})`)}, i % ${perGeneration}, 'hour/2027-01-01T00',
       'object/gen_' || lpad((i / ${perGeneration})::text, 26, '0') || '/' || i % ${perGeneration}, 'png', 1000, timestamptz '2026-11-01' + i * interval '1 second', '2027-01-01', 'bench'
     from generate_series($1::int, $2::int - 1) as i`,
    [from, to],
  )
  await client.query('analyze')
}

async function measure(app: TestApp, image: string, rows: number): Promise<Point> {
  await readMany(app, image, 20)
  const read = await readMany(app, image, reads)
  const page = await timed(40, () => app.parts.store.generations.listOf('owner/local', { limit: 30 }))
  const began = performance.now()
  await app.sweep()
  await app.probe()
  return { rows, read: read.half, slow: read.most, page: middle(page, 0.5), idle: Math.round(performance.now() - began) }
}

interface Spread {
  half: number
  most: number
}

async function readMany(app: TestApp, image: string, count: number): Promise<Spread> {
  const times = await timed(count, async () => {
    const answer = await app.fetch(`/v1/images/${image}/content`)
    if (answer.status !== 200) throw new Error(`the picture was answered with ${answer.status}`)
    await answer.arrayBuffer()
  })
  return { half: middle(times, 0.5), most: middle(times, 0.9) }
}

async function timed(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let number = 0; number < count; number++) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  return times
}

function middle(times: readonly number[], part: number): number {
  return Math.round((times.toSorted((a, b) => a - b)[Math.floor(times.length * part)] ?? 0) * 10) / 10
}

/** One sweep over a great backlog, with somebody reading all the while. */
async function sweepBesideReads(app: TestApp, client: Client, image: string) {
  await client.query(`update images set deadline = $1, hour = $2 where id < 'img_' || lpad($3::text, 26, '0')`, [`${dueHour}:30:00Z`, `hour/${dueHour}`, String(due)])
  await client.query('analyze images')
  const before = await readMany(app, image, reads)
  const began = performance.now()
  let keyGone = 0
  let sweeping = true
  const look = setInterval(async () => {
    const gone = (await app.parts.vault.privateKey(`hour/${dueHour}`)) === undefined
    if (gone && keyGone === 0) keyGone = performance.now() - began
  }, 5)
  const swept = app.sweep().then(() => (sweeping = false))
  const times: number[] = []
  while (sweeping) {
    times.push(...(await timed(5, async () => void (await (await app.fetch(`/v1/images/${image}/content`)).arrayBuffer()))))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await swept
  clearInterval(look)
  const seconds = Math.round((performance.now() - began) / 100) / 10
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from images where deadline < $1', ['2026-11-22T11:00:00Z'])
  return { keyGone: Math.round(keyGone) / 1000, seconds, removed: due - (rows[0]?.count ?? 0), before, during: { half: middle(times, 0.5), most: middle(times, 0.9) } }
}
