// The restore drill on yesterday's backup: it sees what was erased since, and would see a backup that brings something back.

import { cp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { homeOf } from '../../src/home.ts'
import { drillRestore } from '../../src/jobs/restore-drill.ts'
import { drillWeekly } from '../../src/jobs/weekly-drill.ts'
import { makeBackup } from '../../src/storage/backup.ts'
import { createOwnWorld, draw, type OwnWorld } from './world.ts'

let world: OwnWorld
beforeAll(async () => {
  world = await createOwnWorld()
}, 120_000)
afterAll(() => world.close(), 60_000)

const options = () => ({ places: homeOf(world.home), databaseUrl: world.databaseUrl, charter: world.charter, clock: world.clock, random: world.parts.random })

test('erased pictures and words: 0 of n; living ones: all', { timeout: 240_000 }, async () => {
  const backup = join(world.scratch, 'yesterday')
  const vaultThen = join(world.scratch, 'vault-then')
  const [one, two] = [await draw(world, { pictures: 2 }), await draw(world)]
  await makeBackup(homeOf(world.home), backup, world.clock.now())
  await cp(join(world.home, 'vault'), vaultThen, { recursive: true })
  world.clock.advance(86_400_000)
  // One of two pictures; and the only one of its generation, whose words go with it.
  for (const id of [one.images[0]!.id, two.images[0]!.id]) expect((await world.fetch(`/v1/images/${id}`, { method: 'DELETE' })).ok).toBe(true)
  await world.sweep()

  const report = await drillRestore({ ...options(), backup })
  expect(report).toMatchObject({ rule: 'restore-drill', kind: 'probe', holds: true })
  expect(report.numbers).toMatchObject({ erased: 3, erasedReadable: 0, living: 2, livingReadable: 2, ofSessions: 0 })
  expect(report.numbers.keysTried).toBeGreaterThan(4)
  expect((await readdir(tmpdir())).filter((name) => name.startsWith('gesso-drill-'))).toEqual([])

  // With the vault of yesterday all of it opens again, and the drill says so.
  const places = { ...homeOf(world.home), vault: vaultThen }
  const bad = await drillRestore({ ...options(), places, backup })
  expect(bad.holds).toBe(false)
  expect(bad.numbers).toMatchObject({ erased: 3, erasedReadable: 3 })
})

test('without a backup it makes one', { timeout: 120_000 }, async () => {
  const report = await drillRestore(options())
  expect(report).toMatchObject({ holds: true, numbers: { erasedReadable: 0, living: 2, livingReadable: 2 } })
})

test('the weekly one erases something of its own and finds it shut', { timeout: 240_000 }, async () => {
  await drillWeekly(world.parts, homeOf(world.home))
  const report = (await world.parts.store.reports.newest()).find(({ rule }) => rule === 'restore-drill')
  expect(report?.holds).toBe(true)
  expect(report?.numbers).toMatchObject({ erased: 2, erasedReadable: 0, living: 2, livingReadable: 2 })
  expect((await readdir(tmpdir())).filter((name) => /^gesso-(drill|weekly)-/.test(name))).toEqual([])
})
