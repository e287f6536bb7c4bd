// How fast an owner with many pictures is forgotten: keys, refusal, bytes: `npm run bench erase [pictures]`.

import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { objectNames } from '../src/core/birth.ts'
import { askErasure } from '../src/core/erasure.ts'
import type { KeyName, KeyPair } from '../src/core/ports.ts'
import { vaultCaller } from '../src/identity/owner.ts'
import { writeVault } from '../src/sealing/vault-copy.ts'
import { launchPostgres } from '../src/storage/postgres/launch.ts'
import { migrate } from '../src/storage/postgres/migrate.ts'
import { createTestApp } from '../test/harness.ts'
import { record } from './record.ts'

const images = Number(process.argv[2] ?? 100_000)
const perGeneration = 4
const generations = Math.ceil(images / perGeneration)
/** Files are made for some of the pictures only; the rate is what counts. */
const withFiles = Math.min(images, 5_000)
const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
const seconds = (since: number): number => Math.round(performance.now() - since) / 1000

const scratch = await mkdtemp(join(tmpdir(), 'gesso-erase-'))
await chmod(scratch, 0o711)
const home = join(scratch, 'home')
const generationId = (number: number): string => `gen_${String(number).padStart(26, '0')}`
const imageId = (number: number): string => `img_${String(number).padStart(26, '0')}`
try {
  await fillVault()
  const postgres = await launchPostgres({ folder: join(home, 'postgres'), logs: home })
  await migrate(postgres.url)
  await fillDatabase(postgres.url)
  await fillFiles()
  const app = await createTestApp({ own: { home, databaseUrl: postgres.url }, worker: false })
  try {
    const owner = await vaultCaller(app.parts, 'owner', 'owner/local')
    const one = performance.now()
    await app.parts.vault.destroy([`object/${generationId(generations - 1)}/1`])
    const oneKey = seconds(one)
    const began = performance.now()
    const shut = { owner: 0, keys: 0 }
    const destroy = app.parts.vault.destroy.bind(app.parts.vault)
    app.parts.vault.destroy = async (names) => {
      await destroy(names)
      if (shut.keys === 0 && names.some((name) => name.startsWith('object/'))) shut.keys = seconds(began)
    }
    // The owner's key goes first, and with it everything is shut.
    const look = setInterval(async () => {
      if (shut.owner === 0 && (await app.parts.vault.privateKey('owner/local')) === undefined) shut.owner = seconds(began)
    }, 2)
    await askErasure(app.parts, owner)
    clearInterval(look)
    const answered = seconds(began)
    if ((await app.fetch(`/v1/images/${imageId(images - 1)}/content`)).status === 200) throw new Error('an erased picture is served')
    const left = await app.parts.store.images.deletedOf('owner/local', 1)
    const swept = performance.now()
    const before = await count(postgres.url)
    await app.sweep()
    const [removed, took] = [before - (await count(postgres.url)), seconds(swept)]
    await record({
      name: 'erase',
      command: `npm run bench erase ${images}`,
      figures: {
        [`an owner with ${images} pictures: nobody can open anything`]: `${shut.owner} s`,
        'the same: the key of every single picture destroyed too': `${shut.keys} s`,
        'the same: answered, rows gone': `${answered} s`,
        [`pictures removed by one sweep, of which at most ${withFiles} had files`]: left.length === 0 ? 'none were left' : `${removed} in ${took} s (${Math.round(removed / took)} a second)`,
        [`one picture of ${images}: its key destroyed`]: `${oneKey} s`,
      },
      details: { keysInVault: generations * (perGeneration + 1), filesFor: withFiles, load: loadavg()[0] },
    })
  } finally {
    await app.close()
    await postgres.stop()
  }
} finally {
  await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}

/** Halves by chance, not pairs: they are only written and destroyed here. */
async function fillVault(): Promise<void> {
  const names = Array.from({ length: generations }, (_, number) => objectNames(generationId(number), perGeneration)).flat()
  const pairs = new Map<KeyName, KeyPair>(names.map((name) => [name, { publicKey: random.bytes(32), privateKey: random.bytes(32) }]))
  await mkdir(join(home, 'vault'), { recursive: true })
  await chmod(home, 0o711)
  await writeVault(join(home, 'vault'), { pairs, destroyed: new Set() }, random)
}

async function fillDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(
    `insert into generations (id, owner, owner_key, hour, hour_key, object_keys, queue, state, created_at, ended_at, charter_version, words, pictures, turn, fence, attempts, cancel_asked)
     select 'gen_' || lpad(g::text, 26, '0'), 'owner/local', $1, 'hour/never', $1, $2, 'queue/2026-11-22T05', 'finished', timestamptz '2026-11-01' + g * interval '1 second', timestamptz '2026-11-01' + g * interval '1 second', 'bench', $2, ${perGeneration}, g, 1, 1, false
     from generate_series(0, $3::int - 1) as g`,
    [Buffer.alloc(32, 1), randomBytes(160), generations],
  )
  await client.query(
    `insert into images (id, generation, owner, number, hour, object, format, size, created_at, charter_version)
     select 'img_' || lpad(i::text, 26, '0'), 'gen_' || lpad((i / ${perGeneration})::text, 26, '0'), 'owner/local', i % ${perGeneration}, 'hour/never',
       'object/gen_' || lpad((i / ${perGeneration})::text, 26, '0') || '/' || i % ${perGeneration}, 'png', 1000, timestamptz '2026-11-01' + i * interval '1 second', 'bench'
     from generate_series(0, $1::int - 1) as i`,
    [images],
  )
  await client.query('analyze')
  await client.end()
}

async function fillFiles(): Promise<void> {
  const body = randomBytes(1_000)
  for (let number = 0; number < withFiles; number++) {
    for (const name of [imageId(number), `${imageId(number)}-small`]) {
      const shard = createHash('sha256').update(`images/${name}`).digest('hex').slice(0, 2)
      const folder = join(home, 'files/images', `@${shard}`)
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, name), body)
    }
  }
}

async function count(url: string): Promise<number> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from images')
  await client.end()
  return rows[0]?.count ?? 0
}
