// gesso key beside a running server: the key works at once, and no longer once it is revoked.

import { writeFile } from 'node:fs/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { runCli } from '../../src/cli.ts'
import { signingLock } from '../../src/core/new-keys.ts'
import { homeOf } from '../../src/home.ts'
import { createTestApp } from '../harness.ts'
import { signedToken } from './signed.ts'

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

    const signing = ['key', 'create', '--signed-tokens', '--home', app.home]
    expect(await runCli(signing)).not.toBe(0)
    // As the server does when it starts.
    await writeFile(homeOf(app.home).signingLock, await app.parts.vault.publicKey(signingLock))
    expect(await runCli(signing)).toBe(0)
    const signs = lines.at(-1)!
    const submit = () => app.post('/paas/v4/async/images/generations', { model: 'painter', prompt: 'a fox', size: '64x64' }, { authorization: `Bearer ${signedToken(signs, { now: app.parts.clock.now() })}` })
    expect((await submit()).body).toMatchObject({ task_status: 'PROCESSING' })
    expect(await runCli(['key', 'revoke', signs.split('.')[0]!])).toBe(0)
    expect((await submit()).body.error.code).toBe('1000')
    expect(JSON.stringify(told.mock.calls)).not.toContain(key)
  } finally {
    vi.unstubAllEnvs()
    await app.close()
  }
})
