// gesso key beside a running server: the key works at once, and no longer once it is revoked.

import { afterEach, expect, test, vi } from 'vitest'
import { runCli } from '../../src/cli.ts'
import { createTestApp } from '../harness.ts'

afterEach(() => void vi.restoreAllMocks())

test('makes a key that works, lists it by its hint, and revokes it for every server', { timeout: 60_000 }, async () => {
  const app = await createTestApp({ charter: { access: { who: 'accounts' }, retention: { imageDays: 30 } }, worker: false })
  vi.stubEnv('DATABASE_URL', app.databaseUrl)
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  try {
    expect(await runCli(['key', 'create', '--scopes', 'operate,images:read', '--days', '2'])).toBe(0)
    const key = lines.at(-1)!
    const ask = () => app.get('/v1/operator/accounts', { authorization: `Bearer ${key}` })
    expect((await ask()).status).toBe(200)
    expect(await runCli(['key', 'create', '--scopes', 'everything'])).not.toBe(0)
    expect(await runCli(['key', 'list'])).toBe(0)
    const [id = ''] = lines.at(-1)!.split('  ')
    expect(lines.at(-1)).toContain(`${key.slice(0, 10)}…${key.slice(-4)}  works  operate,images:read`)
    expect(await runCli(['key', 'revoke', id])).toBe(0)
    expect((await ask()).body.error.code).toBe('key_invalid')
    expect(await runCli(['key', 'revoke', 'key_nobody'])).not.toBe(0)
    expect(JSON.stringify(told.mock.calls)).not.toContain(key)
  } finally {
    vi.unstubAllEnvs()
    await app.close()
  }
})
