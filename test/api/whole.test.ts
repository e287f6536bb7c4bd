// The API on the real database and disk: what is refused leaves no row and no file, and what is another's is never shown.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createKey } from '../../src/identity/keys.ts'
import { createTestApp, type TestApp } from '../harness.ts'
import { ask, collect, draw, expectError, type Way } from './requests.ts'
import { createGesso } from '../../client/index.ts'

let app: TestApp
let other: Way
const elsewhere = { remoteAddress: '203.0.113.9' }
const oddWord = 'perigrinatious'

beforeAll(async () => {
  app = await createTestApp()
  const { key } = await createKey(app.parts, 'owner/other', ['images:make', 'images:read', 'images:delete'])
  other = { headers: { authorization: `Bearer ${key}` }, connection: elsewhere }
})
afterAll(() => app?.close())

/** Rows of every table but those of keys, as the database itself counts them. */
async function rows(): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ table_name: string }>("select table_name from information_schema.tables where table_schema = 'public'")
    const counts: Record<string, number> = {}
    for (const { table_name: name } of tables) {
      const { rows: found } = await client.query<{ count: number }>(`select count(*)::int as count from "${name}"`)
      counts[name] = found[0]?.count ?? 0
    }
    return counts
  } finally {
    await client.end()
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  return all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

it('keeps nothing of what it refuses', async () => {
  await draw(app)
  const before = await rows()
  expect(Object.values(before).some((count) => count > 0)).toBe(true)
  for (const change of [{ prompt: '' }, { prompt: 'x'.repeat(4001) }, { prompt: 'a\u0000' }, { n: 0 }, { size: '0x0' }, { seed: -1 }, { model: 'nobody' }]) {
    for (const path of ['/v1/generations', '/v1/images/generations']) {
      const { status } = await ask(app, 'POST', path, { prompt: oddWord, ...change })
      expect(status).toBeGreaterThanOrEqual(400)
    }
  }
  expect(await rows()).toEqual(before)
})

it('shows nobody what is another\'s, and tells the log nothing', async () => {
  const { id, images } = await draw(app, { prompt: `a ${oddWord} fox` })
  for (const path of [`/v1/generations/${id}`, `/v1/images/${images[0].id}`, `/v1/images/${images[0].id}/content`]) expectError(await ask(app, 'GET', path, undefined, other), 404, 'not_found')
  const { text } = await ask(app, 'GET', '/v1/generations', undefined, other)
  expect(JSON.parse(text).data).toEqual([])
  const own = await ask(app, 'GET', '/v1/generations')
  expect(own.text).toContain(oddWord)
  for (const file of await filesIn(app.home)) expect((await readFile(file)).includes(oddWord), file).toBe(false)
})

it('remembers a repeated order while it waits, when it is finished, and once it is erased', async () => {
  const way = { headers: { 'idempotency-key': 'whole-1' } }
  const body = { prompt: 'repeated', size: '64x64', steps: 1 }
  const [one, two] = await Promise.all([ask(app, 'POST', '/v1/images/generations', body, way), ask(app, 'POST', '/v1/images/generations', body, way)])
  expect(one.status, one.text).toBe(200)
  expect(two.body.generation).toBe(one.body.generation)
  const before = await rows()
  expect((await ask(app, 'POST', '/v1/images/generations', body, way)).body.data[0].id).toBe(one.body.data[0].id)
  expect(await rows()).toEqual(before)
  await ask(app, 'DELETE', `/v1/images/${one.body.data[0].id}`)
  expectError(await ask(app, 'POST', '/v1/images/generations', body, way), 410, 'gone')
})

it('tells a generation to its end', async () => {
  const gesso = createGesso({ baseUrl: 'http://127.0.0.1', fetch: async (input) => app.app.http.request(input as Request, undefined, { remoteAddress: '127.0.0.1' }) })
  const { data } = await gesso.POST('/v1/generations', { body: { prompt: 'told', size: '64x64', steps: 4 } })
  const told = await collect(gesso.events(data!.id))
  expect(told.at(-1)?.data).toMatchObject({ state: 'finished', phase: 'ended' })
  expect(told.some(({ kind }) => kind === 'preview')).toBe(true)
})
