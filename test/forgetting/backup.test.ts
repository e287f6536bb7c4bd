// A backup of a server at work comes back whole, opens with today's vault alone, and brings nothing back that was erased since.

import { access, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { restoreHome } from '../../src/commands/restore.ts'
import { homeOf } from '../../src/home.ts'
import { BackupImpossible, makeBackup } from '../../src/storage/backup.ts'
import { launchPostgres } from '../../src/storage/postgres/launch.ts'
import { createTestApp } from '../harness.ts'
import { createOwnWorld, draw, type OwnWorld } from './world.ts'

let world: OwnWorld
beforeAll(async () => {
  world = await createOwnWorld()
}, 120_000)
afterAll(() => world.close(), 60_000)

/** Starts the program in a restored home and looks. */
async function inHome<T>(home: string, look: (app: Awaited<ReturnType<typeof createTestApp>>) => Promise<T>): Promise<T> {
  const postgres = await launchPostgres({ folder: homeOf(home).postgres })
  const app = await createTestApp({ own: { home, databaseUrl: postgres.url }, worker: false })
  try {
    return await look(app)
  } finally {
    await app.close()
    await postgres.stop()
  }
}

test('made under load, restored elsewhere, opened with the vault of today', { timeout: 240_000 }, async () => {
  const [kept, erased] = [await draw(world), await draw(world)]
  const bytes = Buffer.from(await (await world.fetch(kept.images[0]!.url)).arrayBuffer())
  // Somebody writes all the time while the copy is made.
  const client = new pg.Client({ connectionString: world.databaseUrl })
  await client.connect()
  await client.query('create table load (number integer, filler text)')
  let written = 0
  let writing = true
  const load = (async () => {
    for (; writing; written++) await client.query("insert into load values ($1, repeat('x', 5000))", [written])
  })()
  const folder = join(world.scratch, 'backup')
  const before = written
  const facts = await makeBackup(homeOf(world.home), folder, world.clock.now())
  const during = written - before
  writing = false
  await load
  await client.end()
  expect(during).toBeGreaterThan(5)
  expect(facts.files).toBe(4)

  const names = (await readdir(folder, { recursive: true })).map(String)
  expect(names.filter((name) => /vault|epoch|added-|labels/.test(name))).toEqual([])
  expect((await world.fetch(`/v1/images/${erased.images[0]!.id}`, { method: 'DELETE' })).ok).toBe(true)

  await restoreHome(folder, join(world.scratch, 'again'), join(world.home, 'vault'))
  await inHome(join(world.scratch, 'again'), async (app) => {
    const rows = await app.parts.store.images.ofGeneration(erased.id)
    expect(rows.map((row) => row.deletedAt)).toEqual([undefined])
    const read = await app.fetch(kept.images[0]!.url)
    expect(read.status).toBe(200)
    expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true)
    // The backup has its row and its bytes; its key is gone.
    expect((await app.fetch(erased.images[0]!.url)).status).toBe(410)
    const found = new pg.Client({ connectionString: app.databaseUrl })
    await found.connect()
    const { rows: counted } = await found.query('select count(*)::int as count, count(distinct number)::int as numbers, max(number) as last from load')
    await found.end()
    expect(counted[0].count).toBe(counted[0].numbers)
    expect(counted[0].last + 1).toBe(counted[0].count)
    expect(counted[0].count).toBeGreaterThanOrEqual(before)
  })

  await restoreHome(folder, join(world.scratch, 'keyless'), undefined)
  await inHome(join(world.scratch, 'keyless'), async (app) => {
    expect(await app.parts.store.images.get(kept.images[0]!.id)).toBeDefined()
    expect((await app.fetch(kept.images[0]!.url)).status).toBe(410)
  })
})

test('what cannot be done is said in a sentence, and leaves nothing half done', { timeout: 60_000 }, async () => {
  const used = join(world.scratch, 'backup')
  await expect(makeBackup(homeOf(world.home), used, world.clock.now())).rejects.toThrow(/is not empty/)
  await expect(makeBackup(homeOf(join(world.scratch, 'nothing')), join(world.scratch, 'b'), world.clock.now())).rejects.toThrow(/no database in/)
  await expect(restoreHome(world.scratch, join(world.scratch, 'c'), undefined)).rejects.toThrow(/no whole backup/)
  await expect(restoreHome(used, world.home, undefined)).rejects.toThrow(/is not empty/)
  await expect(restoreHome(used, join(world.scratch, 'd'), world.scratch)).rejects.toThrow(/no vault in it/)
  await expect(access(join(world.scratch, 'd'))).rejects.toThrow()
  const facts = JSON.parse(await readFile(join(used, 'backup.json'), 'utf8'))
  await writeFile(join(used, 'backup.json'), JSON.stringify({ ...facts, format: 99 }))
  await expect(restoreHome(used, join(world.scratch, 'e'), undefined)).rejects.toThrow(BackupImpossible)
})
