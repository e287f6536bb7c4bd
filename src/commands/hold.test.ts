// The operator's commands against a running server: a hold from its placing to its end, and a copy brought in.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createMemoryApp, type Api } from '../../test/api/memory-app.ts'
import { draw } from '../../test/api/requests.ts'
import { runCli } from '../cli.ts'
import { listen, type Listening } from '../http/listen.ts'

let api: Api
let server: Listening
let folder: string
beforeAll(async () => {
  api = await createMemoryApp()
  server = await listen(api.app.http, { host: '127.0.0.1', port: 0 })
  folder = await mkdtemp(join(tmpdir(), 'gesso-hold-'))
})
afterAll(async () => {
  await server.close()
  await api.close()
  await rm(folder, { recursive: true })
})

/** Exit code and what was said. */
async function gesso(...words: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = []
  const spies = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')].map((spy) => spy.mockImplementation((line: string) => void said.push(line)))
  const code = await runCli([...words, '--server', server.address]).finally(() => spies.forEach((spy) => spy.mockRestore()))
  return { code, said: said.join('\n') }
}

test('a hold is placed, listed, opened and ended', async () => {
  const made = await draw(api)
  const until = new Date(api.parts.clock.now().getTime() + 40 * 86_400_000).toISOString().slice(0, 10)
  const placed = await gesso('hold', 'add', '--generations', made.id, '--reason', 'order 7', '--by', 'Eve', '--until', until, '--json')
  expect(placed.code, placed.said).toBe(0)
  const { id, things } = JSON.parse(placed.said)
  expect(things).toHaveLength(2)
  expect((await gesso('hold', 'list')).said).toBe(`${id}: 2 things of owner/local, until ${until}, placed by Eve: order 7`)
  const file = join(folder, 'held.zip')
  expect((await gesso('hold', 'open', id, file)).code).toBe(0)
  expect(Object.keys(unzipSync(new Uint8Array(await readFile(file)))).sort()).toEqual([`pictures/${made.images[0].id}.png`, `words/${made.id}.json`])
  expect((await gesso('hold', 'open', id, file)).said).toContain('Choose a new file')
  expect((await gesso('hold', 'end', id)).code).toBe(0)
  expect([(await gesso('hold', 'list')).said, (await gesso('hold', 'open', id, join(folder, 'late.zip'))).code]).toEqual(['There are none.', 2])
  expect(await gesso('hold', 'add', '--owner', 'owner/local', '--reason', 'order 8', '--by', 'Eve', '--until', 'soon')).toEqual({ code: 2, said: '"soon" is no day. Give one as 2027-03-01.' })
})

test('a copy is brought in, and what is none is refused', async () => {
  const file = join(folder, 'copy.zip')
  await writeFile(file, new Uint8Array(await (await api.fetch('/v1/export')).arrayBuffer()))
  expect(await gesso('import', file)).toEqual({ code: 0, said: 'Brought in 1 pictures of 1 generations.' })
  await writeFile(file, 'nothing to see')
  expect(await gesso('import', file)).toMatchObject({ code: 2, said: expect.stringContaining('not a whole ZIP archive') })
  expect(await gesso('import', join(folder, 'none.zip'))).toMatchObject({ code: 2 })
})
