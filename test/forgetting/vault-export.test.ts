// A lost vault comes back from its export with enough shares, and what was erased since does not.

import { readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bringBack } from '../../src/commands/vault.ts'
import { homeOf } from '../../src/home.ts'
import type { FileVault } from '../../src/sealing/file-vault.ts'
import { exportVault, importVault } from '../../src/sealing/vault-export.ts'
import { readVault } from '../../src/sealing/vault-copy.ts'
import { createTestApp } from '../harness.ts'
import { createOwnWorld, draw, type OwnWorld } from './world.ts'

let world: OwnWorld
beforeAll(async () => {
  world = await createOwnWorld()
}, 120_000)
afterAll(() => world.close(), 60_000)

test('export, loss, import: living things open, erased ones do not', { timeout: 120_000 }, async () => {
  const [kept, erased] = [await draw(world), await draw(world)]
  const { vault } = homeOf(world.home)
  const then = await readVault(vault)
  const { file, shares } = exportVault(then, 3, 2, world.parts.random)
  expect((await world.fetch(`/v1/images/${erased.images[0]!.id}`, { method: 'DELETE' })).ok).toBe(true)
  await world.sweep()

  // Mistyped, too few, or of another export: said, and nothing is written.
  expect(() => importVault(file, [shares[0]!, shares[1]!.replace(/.$/, (last) => (last === '0' ? '1' : '0'))])).toThrow(/share 2 is mistyped/)
  expect(() => importVault(file, [shares[0]!])).toThrow(/two or more/)
  expect(() => importVault(file, [shares[0]!, exportVault(then, 3, 2, world.parts.random).shares[1]!])).toThrow(/do not open/)
  for (const key of then.pairs.values()) expect(Buffer.from(file).includes(Buffer.from(key.privateKey).toString('base64'))).toBe(false)

  await (world.parts.vault as FileVault).close()
  await rename(vault, join(world.scratch, 'lost'))
  await writeFile(join(world.scratch, 'export'), file)
  await writeFile(join(world.scratch, 'shares'), `${shares[2]}\n\n${shares[0]}\n`)
  const { dropped } = await bringBack(homeOf(world.home), join(world.scratch, 'export'), join(world.scratch, 'shares'))
  expect(dropped).toBe(2)
  const names = [...(await readVault(vault)).pairs.keys()]
  expect(names.filter((name) => name.includes(erased.id))).toEqual([])
  expect((await readdir(vault)).length).toBeGreaterThan(3)

  const app = await createTestApp({ own: { home: world.home, databaseUrl: world.databaseUrl }, worker: false })
  try {
    expect((await app.fetch(kept.images[0]!.url)).status).toBe(200)
    expect((await app.get(`/v1/generations/${kept.id}`)).body.prompt).toBe('a boat')
    await expect(bringBack(homeOf(world.home), join(world.scratch, 'export'), join(world.scratch, 'shares'))).rejects.toThrow(/holds other keys already/)
  } finally {
    await app.close()
  }
})
