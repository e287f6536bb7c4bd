// What only accounts may do where the charter says so, figures and hosts over HTTP, and the commands that show them.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMemoryApp, elsewhere, type Api } from './memory-app.ts'

let api: Api
beforeAll(async () => {
  api = await createMemoryApp({
    charter: {
      access: { who: 'accounts', visitors: true, accountFor: ['sharing', 'gallery', 'uploads', 'imports'] },
      signIn: { passkey: true },
      sharing: { enabled: true, gallery: true },
      sessions: { atEnd: 'keep-links' },
      statistics: { counted: true, threshold: 5 },
      outbound: { hosts: ['models.example'] },
    },
  })
})
afterAll(() => api.close())

it('asks a visitor for an account where the charter does, and nowhere else', async () => {
  const started = await api.fetch('/v1/session', { method: 'POST' })
  const cookie = (started.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const send = async (path: string, body: unknown) => {
    const answer = await api.fetch(path, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify(body) })
    return { status: answer.status, body: (await answer.json()) as { id?: string; error?: { code: string } } }
  }
  const made = await send('/v1/generations', { prompt: 'a red fox', width: 128, height: 128, steps: 1 })
  expect(made.status).toBe(202)
  const read = async () => (await (await api.fetch(`/v1/generations/${made.body.id}`, { headers: { cookie } })).json()) as { state: string; images: Array<{ id: string }> }
  await expect.poll(async () => (await read()).state, { timeout: 10_000 }).toBe('finished')
  const image = (await read()).images[0]?.id
  const archive = await api.fetch('/v1/import', { method: 'POST', headers: { cookie, 'content-type': 'application/zip' }, body: await (await api.fetch('/v1/export', { headers: { cookie } })).arrayBuffer() })
  const refused = [await send(`/v1/images/${image}/shares`, {}), await send(`/v1/images/${image}/publish`, {}), await send('/v1/images/edits', { prompt: 'blue', image: 'data:image/png;base64,AAAA' }), { status: archive.status, body: (await archive.json()) as { error?: { code: string } } }]
  expect(refused.map(({ status, body }) => [status, body.error?.code])).toEqual(Array.from({ length: 4 }, () => [403, 'account_needed']))
})

it('tells hosts to everybody, declared beside contacted, and lets nobody read figures but who operates', async () => {
  const day = api.parts.clock.now().toISOString().slice(0, 10)
  const row = { day, process: 'worker', host: 'models.example', purpose: 'engine', opened: 2, refused: 0, beyond: 0 } as const
  await api.parts.store.contacts.add([row, { ...row, host: 'other.example', opened: 1, beyond: 1 }])
  const hosts = (await (await api.fetch('/v1/hosts', {}, elsewhere)).json()) as { declared: unknown[]; contacted: unknown[]; undeclared: number }
  expect(hosts).toEqual({ object: 'hosts', declared: [{ host: 'models.example', purposes: ['webhook'], consent: 'choice' }], contacted: [row, { ...row, host: 'other.example', opened: 1, beyond: 1 }], undeclared: 1 })
  expect((await api.fetch('/v1/statistics', {}, elsewhere)).status).toBe(401)
})
