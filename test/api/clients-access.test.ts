// Files, batches, webhooks and the other dialects: who may use each route, and nobody reaches what is another's.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientRoutes } from '../../src/http/client-routes.ts'
import { createKey } from '../../src/identity/keys.ts'
import { createMemoryApp, elsewhere, here, type Api } from './memory-app.ts'
import { ask, type Way } from './requests.ts'

const oddWord = 'quixotrophic'
/** As they should be, written by hand: method and path below /v1 or a Z.ai prefix, and the scope. */
const inBoth = [
  'POST files images:make', 'GET files images:read', 'GET files/:id images:read', 'GET files/:id/content images:read', 'DELETE files/:id images:delete',
  'POST batches images:make', 'GET batches images:read', 'GET batches/:id images:read', 'POST batches/:id/cancel images:make', 'POST moderations images:make',
  'POST chat/completions images:make',
]
const openai = [
  'POST images/edits images:make', 'POST images/variations images:make', 'POST webhooks images:make', 'GET webhooks images:read', 'DELETE webhooks/:id images:delete',
  'GET webhooks/:id/deliveries images:read', 'POST embeddings images:make', 'POST audio/speech images:make', 'POST audio/transcriptions images:make', 'POST videos images:make',
  'GET videos/:id images:read', 'GET videos/:id/content images:read',
]
const zai = ['POST images/generations images:make', 'POST async/images/generations images:make', 'GET async-result/:id images:read', 'POST embeddings images:make', 'POST videos/generations images:make']

const expected = [
  ...[...inBoth, ...openai].map((line) => line.replace(' ', ' /v1/')),
  ...['/api/paas/v4/', '/paas/v4/'].flatMap((prefix) => [...inBoth, ...zai].map((line) => line.replace(' ', ` ${prefix}`))),
]

let api: Api
let ways: Record<string, Way>
const things: Record<string, string> = {}

beforeAll(async () => {
  api = await createMemoryApp({ charter: { access: { who: 'accounts', visitors: true }, sharing: { enabled: false } } })
  const keyed = async (owner: string, scopes: any): Promise<Way> => ({ headers: { authorization: `Bearer ${(await createKey(api.parts, owner, scopes)).key}` }, connection: elsewhere })
  const all = ['images:make', 'images:read', 'images:delete']
  const { headers } = await ask(api, 'POST', '/v1/session', undefined, { connection: here })
  ways = {
    owner: await keyed('owner/ann', all),
    other: await keyed('owner/ben', all),
    reader: await keyed('owner/cleo', ['images:read']),
    unknown: { headers: { authorization: 'Bearer gesso_nobody' }, connection: elsewhere },
    visitor: { headers: { cookie: headers.get('set-cookie')!.split(';')[0]! }, connection: here },
  }
  const form = new FormData()
  form.append('purpose', 'batch')
  form.append('file', new Blob([`{"custom_id":"${oddWord}","method":"POST","url":"/v1/images/generations","body":{"prompt":"x"}}`]), `${oddWord}.jsonl`)
  const file: any = await (await api.fetch('/v1/files', { method: 'POST', body: form, headers: ways.owner!.headers! }, elsewhere)).json()
  things.files = file.id
  things.batches = (await ask(api, 'POST', '/v1/batches', { input_file_id: file.id, endpoint: '/v1/images/generations', metadata: { of: oddWord } }, ways.owner)).body.id
  things.webhooks = (await ask(api, 'POST', '/v1/webhooks', { url: `https://hooks.example/${oddWord}` }, ways.owner)).body.id
  things['async-result'] = (await ask(api, 'POST', '/paas/v4/async/images/generations', { model: 'painter', prompt: oddWord, size: '64x64', steps: 1 }, ways.owner)).body.id
})
afterAll(() => api.close())

it('are these routes with these scopes', () => {
  expect(clientRoutes.map(({ method, path, scope }) => `${method} ${path} ${scope}`).sort()).toEqual(expected.toSorted())
})

const real = (path: string): string => path.replace(/(files|batches|webhooks|async-result)\/:id/, (_, kind: string) => `${kind}/${things[kind]}`)
/** In OpenAI's dialect a code, in Z.ai's a number. */
const zaiCodes: Record<string, string> = { key_invalid: '1000', scope_missing: '1220', not_found: '1214', account_needed: '1220' }
const codeOf = (path: string, code: string): string => (path.includes('/paas/v4') ? zaiCodes[code]! : code)

describe('of all of them', () => {
  it('none serves an unknown key', async () => {
    for (const { method, path } of clientRoutes) {
      const { body, text } = await ask(api, method, real(path), method === 'POST' ? {} : undefined, ways.unknown)
      expect(body?.error?.code, `${method} ${path} ${text}`).toBe(codeOf(path, 'key_invalid'))
    }
  })

  it('none serves a key without its scope', async () => {
    for (const { method, path, scope } of clientRoutes) {
      if (scope === 'images:read') continue
      const { body } = await ask(api, method, real(path), method === 'POST' ? {} : undefined, ways.reader)
      expect(body?.error?.code, `${method} ${path}`).toBe(codeOf(path, 'scope_missing'))
    }
  })

  it('none shows or changes what is another account\'s', async () => {
    for (const { method, path } of clientRoutes) {
      const { body, text, status } = await ask(api, method, real(path), method === 'POST' ? {} : undefined, ways.other)
      expect(text, path).not.toContain(oddWord)
      if (path.includes(':id')) expect(body?.error?.code, `${method} ${path} ${status}`).toBe(codeOf(path, 'not_found'))
      else if (method === 'GET') expect(body.data, path).toEqual([])
    }
    expect((await ask(api, 'GET', real('/v1/files/:id'), undefined, ways.owner)).body.filename).toBe(`${oddWord}.jsonl`)
    expect((await ask(api, 'GET', real('/v1/webhooks/:id/deliveries'), undefined, ways.owner)).status).toBe(200)
  })

  it('none lets a visitor keep what outlives a session', async () => {
    const form = new FormData()
    form.append('purpose', 'batch')
    form.append('file', new Blob(['x']), 'x.jsonl')
    const file = await api.fetch('/v1/files', { method: 'POST', body: form, headers: ways.visitor!.headers! }, here)
    expect(await file.json()).toMatchObject({ error: { code: 'account_needed' } })
    for (const [path, body] of [['/v1/batches', { input_file_id: 'x', endpoint: '/v1/images/generations' }], ['/v1/webhooks', { url: 'https://hooks.example/' }]] as const) {
      expect((await ask(api, 'POST', path, body, ways.visitor)).body.error.code, path).toBe('account_needed')
    }
  })
})
