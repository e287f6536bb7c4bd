// What holds for a picture is what held at its birth: a later charter neither shortens nor stretches its time.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../harness.ts'
import { createDatabase } from '../postgres.ts'
import { draw } from './world.ts'

const day = 86_400_000

test('a picture keeps the deadline and the charter of its birth, whatever charter comes later', { timeout: 120_000 }, async () => {
  const own = { home: await mkdtemp(join(tmpdir(), 'gesso-birth-')), databaseUrl: await createDatabase() }
  /** Opens the same data under another charter. */
  async function under<T>(imageDays: number, work: (app: TestApp) => Promise<T>): Promise<T> {
    const app = await createTestApp({ own, charter: { retention: { imageDays }, sharing: { mostDays: 10 } } })
    try {
      return await work(app)
    } finally {
      await app.close()
    }
  }
  const status = async (app: TestApp, id: string) => (await app.fetch(`/v1/images/${id}/content`)).status
  const born = await under(30, async (app) => ({ ...(await app.get(`/v1/generations/${(await draw(app)).id}`)).body, version: app.charter.version }))
  const [image] = born.images

  await under(10, async (app) => {
    app.clock.advance(29 * day)
    await app.sweep()
    const now = (await app.get(`/v1/generations/${born.id}`)).body
    expect([now.charter, now.images[0].deadline]).toEqual([born.version, image.deadline])
    expect(app.charter.version).not.toBe(born.version)
    expect(await status(app, image.id)).toBe(200)
    const newer = (await app.get(`/v1/generations/${(await draw(app)).id}`)).body
    expect((Date.parse(newer.deadline) - Date.parse(newer.created_at)) / day).toBe(10)
  })
  await under(400, async (app) => {
    app.clock.advance(30 * day + 60_000)
    expect(await status(app, image.id)).toBe(410)
    await app.sweep()
    expect([404, 410]).toContain(await status(app, image.id))
    // Ninety and four hundred days: by the charter of their own birth.
    const long = await draw(app)
    app.clock.advance(90 * day)
    expect(await status(app, long.images[0]!.id)).toBe(200)
    app.clock.advance(310 * day)
    expect(await status(app, long.images[0]!.id)).toBe(410)
  })
  await rm(own.home, { recursive: true, force: true })
})
