// The end of a server: announced, not before its day, and then no blob opens with anything that is left.

import { createPublicKey, verify } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { announceEnd, destroyAll } from '../../src/commands/decommission.ts'
import { canonical } from '../../src/core/receipts.ts'
import { homeOf } from '../../src/home.ts'
import type { FileVault } from '../../src/sealing/file-vault.ts'
import { copyAll, opens } from './thieves.ts'
import { createOwnWorld, draw, type OwnWorld } from './world.ts'

let world: OwnWorld
beforeAll(async () => {
  world = await createOwnWorld()
}, 120_000)
afterAll(() => world.close(), 60_000)

const day = 86_400_000

test('every blob is unreadable after it, and the certificate can be checked', { timeout: 240_000 }, async () => {
  const generation = await draw(world, { pictures: 2 })
  const things = [...generation.images.map(({ id }) => id), `${generation.id}/words`]
  const before = await copyAll(world, 'before')
  const places = homeOf(world.home)
  for (const thing of things) expect((await opens(world, { data: [before], vaults: [before.vault], candidates: [] }, thing)).opened).toBe(true)

  const now = world.clock.now()
  const file = join(world.scratch, 'certificate.json')
  await expect(destroyAll(places, file, now)).rejects.toThrow(/was not announced/)
  await expect(announceEnd(places, '2020-01-01', now)).rejects.toThrow(/not a coming day/)
  await announceEnd(places, new Date(now.getTime() + 30 * day).toISOString().slice(0, 10), now)
  await expect(destroyAll(places, file, new Date(now.getTime() + 28 * day))).rejects.toThrow(/people can export/)
  // While a server runs, nothing is destroyed behind its back.
  const then = new Date(now.getTime() + 31 * day)
  await expect(destroyAll(places, file, then)).rejects.toMatchObject({ code: 'vault_in_use' })
  await (world.parts.vault as FileVault).close()
  await destroyAll(places, file, then)

  const { signature, ...body } = JSON.parse(await readFile(file, 'utf8'))
  const key = createPublicKey({ key: body.key, format: 'jwk' })
  expect(body).toMatchObject({ object: 'certificate-of-destruction', keys: before.vault.pairs.size + (before.vault.pairs.has('server/receipts') ? 0 : 1) })
  expect(verify(null, Buffer.from(canonical(body)), key, Buffer.from(signature, 'base64url'))).toBe(true)
  expect(verify(null, Buffer.from(canonical({ ...body, keys: 1 })), key, Buffer.from(signature, 'base64url'))).toBe(false)

  const after = await copyAll(world, 'after')
  expect([...after.vault.pairs]).toEqual([])
  for (const thing of things) {
    const attempt = await opens(world, { data: [before, after], vaults: [after.vault], candidates: after.candidates.slice(0, 5) }, thing)
    expect(attempt.opened).toBe(false)
    expect(attempt.tried).toBeGreaterThan(0)
  }
})
