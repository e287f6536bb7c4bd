// The built studio: its files and pages, and nothing beside them.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMemoryApp, type Api } from '../../test/api/memory-app.ts'
import { ask, expectError } from '../../test/api/requests.ts'

let outside: string
let api: Api
let hosted: Api

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'gesso-studio-'))
  const folder = join(outside, 'studio')
  await mkdir(join(folder, 'assets'), { recursive: true })
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Gesso</title>')
  await writeFile(join(folder, 'assets/index-1a2b.js'), 'let a')
  await writeFile(join(outside, 'secret.txt'), 'secret')
  api = await createMemoryApp({ http: { studioFolder: folder }, worker: false })
  hosted = await createMemoryApp({ http: { studioFolder: folder }, worker: false, charter: { access: { who: 'sessions' }, sharing: { enabled: false } } })
})
afterAll(async () => {
  await api.close()
  await hosted.close()
  await rm(outside, { recursive: true })
})

it.each(['/', '/index.html', '/trust', '/history/deep'])('gives the page at %s, which loads from here only', async (path) => {
  const { status, text, headers } = await ask(api, 'GET', path)
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'text/html; charset=utf-8', 'no-store'])
  expect(text).toContain('<title>Gesso</title>')
  const policy = headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
})

it('lets browsers keep files whose names change with them', async () => {
  const { headers } = await ask(api, 'GET', '/assets/index-1a2b.js')
  expect([headers.get('content-type'), headers.get('cache-control')]).toEqual(['text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'])
})

it.each([['br, gzip', 'br', brotliDecompressSync], ['gzip, deflate', 'gzip', gunzipSync], ['identity', null, (bytes: Buffer) => bytes]] as const)('compresses scripts where the browser takes it (%s)', async (accepted, way, unpack) => {
  for (let time = 0; time < 2; time++) {
    const answer = await api.fetch('/assets/index-1a2b.js', { headers: { 'accept-encoding': accepted } })
    expect([answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual([way, 'accept-encoding'])
    expect(unpack(Buffer.from(await answer.arrayBuffer())).toString()).toBe('let a')
  }
})

it.each(['/secret.txt', '/../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/assets/none.js', '/v1/none', '/i/none', '/assets'])('has nothing at %s', async (path) => {
  expectError(await ask(api, 'GET', path), 404, 'not_found')
})

it('takes nothing', async () => {
  expectError(await ask(api, 'POST', '/'), 404, 'not_found')
})

it('begins a visitor\'s session with the first look, and only then', async () => {
  const first = await ask(hosted, 'GET', '/')
  const cookie = first.headers.get('set-cookie')!
  expect(cookie).toMatch(/^gesso-session=/)
  expect(first.headers.get('cache-control')).toBe('no-store')
  const again = await ask(hosted, 'GET', '/', undefined, { headers: { cookie: cookie.split(';')[0]! } })
  expect(again.headers.get('set-cookie')).toBeNull()
  expect((await ask(hosted, 'GET', '/assets/index-1a2b.js')).headers.get('set-cookie')).toBeNull()
  expect((await ask(api, 'GET', '/')).headers.get('set-cookie')).toBeNull()
})
