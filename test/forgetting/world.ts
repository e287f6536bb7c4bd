// A whole program in a home folder with a PostgreSQL of its own, as backups and thieves find it, and what tests do with it.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chmod } from 'node:fs/promises'
import { launchPostgres } from '../../src/storage/postgres/launch.ts'
import { migrate } from '../../src/storage/postgres/migrate.ts'
import { createTestApp, type TestApp, type TestAppOptions } from '../harness.ts'

export interface OwnWorld extends TestApp {
  /** A folder for copies and new homes, removed at the end. */
  scratch: string
}

/** Losing power loses test data only. */
const settings = { fsync: 'off', synchronous_commit: 'off', autovacuum: 'off' }

export async function createOwnWorld(options: TestAppOptions = {}): Promise<OwnWorld> {
  const scratch = await mkdtemp(join(tmpdir(), 'gesso-forgetting-'))
  await chmod(scratch, 0o711)
  const home = join(scratch, 'home')
  const postgres = await launchPostgres({ folder: join(home, 'postgres'), logs: join(home), settings })
  await migrate(postgres.url)
  const app = await createTestApp({ ...options, own: { home, databaseUrl: postgres.url } })
  return {
    ...app,
    scratch,
    async close() {
      await app.close()
      await postgres.stop()
      await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}

/** Orders pictures and waits for them. */
export async function draw(world: TestApp, order: Record<string, unknown> = {}, headers?: Record<string, string>): Promise<{ id: string; images: Array<{ id: string; url: string }> }> {
  const { status, body } = await world.post('/v1/generations', { prompt: 'a boat', size: '64x64', steps: 2, ...order }, headers)
  if (status !== 202) throw new Error(`the order was answered with ${status}`)
  const ended = await world.ended(body.id, headers)
  if (ended.state !== 'finished') throw new Error(`the generation ended as ${ended.state}`)
  return ended
}
