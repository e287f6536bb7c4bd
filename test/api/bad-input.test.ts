// Bad input: each gets the right status, a code and a clear sentence; nothing is kept or charged.

import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Stated } from '../../src/core/errors.ts'
import { listen } from '../../src/http/listen.ts'
import { createMemoryApp, type Api } from './memory-app.ts'
import { ask, draw, expectError, untilEnded, type Answered } from './requests.ts'

let api: Api
beforeAll(async () => {
  api = await createMemoryApp()
})
afterAll(() => api.close())

const surfaces = ['/v1/generations', '/v1/images/generations']
const json = 'application/json'
const visitors = { access: { who: 'sessions' }, sharing: { enabled: false } }

async function send(to: Api, path: string, body: string | Uint8Array, type: string = json): Promise<Answered> {
  const response = await to.fetch(path, { method: 'POST', body: body as BodyInit, headers: { 'content-type': type } })
  const text = await response.text()
  return { status: response.status, text, body: JSON.parse(text), headers: response.headers }
}

/** Everything that an order leaves behind. */
async function kept({ parts: { store, files } }: Api): Promise<Record<string, unknown>> {
  const generations = await store.generations.listOf('owner/local', { limit: 1000 })
  let count = 0
  for await (const _ of files.list('')) count++
  const money = await Promise.all((['customer/owner/local', 'house/reserved', 'house/revenue'] as const).map((account) => store.ledger.balance(account)))
  return { generations: generations.length, unfinished: await store.generations.countUnfinished(), files: count, money: money.map(String) }
}

const text = (change: object) => JSON.stringify({ prompt: 'a fox', ...change })
const rawPrompt = (bytes: number[]) => Buffer.concat([Buffer.from('{"prompt":"'), Buffer.from(bytes), Buffer.from('"}')])

const refused: Array<[what: string, body: string | Uint8Array, status: number, code: string, type?: string]> = [
  ['no prompt', '{}', 400, 'prompt_missing'],
  ['an empty prompt', text({ prompt: '' }), 400, 'prompt_missing'],
  ['a prompt of blanks', text({ prompt: ' \n\t　' }), 400, 'prompt_missing'],
  ['a null prompt', text({ prompt: null }), 400, 'prompt_missing'],
  ['a prompt that is too long', text({ prompt: 'x'.repeat(4001) }), 400, 'prompt_too_long'],
  ['a negative prompt that is too long', text({ negative_prompt: '狐'.repeat(4001) }), 400, 'prompt_too_long'],
  ['control characters', text({ prompt: 'a\u0000b' }), 400, 'prompt_unreadable'],
  ['an escape sequence', text({ prompt: '\u001b[31mred' }), 400, 'prompt_unreadable'],
  ['a lone surrogate, escaped', '{"prompt":"fox \\ud83e"}', 400, 'prompt_unreadable'],
  ['a lone surrogate, as bytes', rawPrompt([0xed, 0xa0, 0x80]), 400, 'body_not_text'],
  ['bytes that are no UTF-8', rawPrompt([0xff, 0xfe]), 400, 'body_not_text'],
  ['a prompt that is a number', text({ prompt: 5 }), 400, 'field_invalid'],
  ['a prompt that is a list', text({ prompt: ['a'] }), 400, 'field_invalid'],
  ['n = 0', text({ n: 0 }), 400, 'pictures_invalid'],
  ['n = 10,000', text({ n: 10_000 }), 400, 'pictures_invalid'],
  ['n = 1.5', text({ n: 1.5 }), 400, 'pictures_invalid'],
  ['n as words', text({ n: 'two' }), 400, 'pictures_invalid'],
  ['size 0x0', text({ size: '0x0' }), 400, 'size_invalid'],
  ['size 1e9x1', text({ size: '1e9x1' }), 400, 'size_invalid'],
  ['size -64x64', text({ size: '-64x64' }), 400, 'size_invalid'],
  ['size 99999x99999', text({ size: '99999x99999' }), 400, 'size_invalid'],
  ['half a size', text({ size: '512x' }), 400, 'size_invalid'],
  ['a size that is a number', text({ size: 512 }), 400, 'field_invalid'],
  ['an unknown model', text({ model: 'nobody' }), 404, 'model_unknown'],
  ['a model named like a method', text({ model: '__proto__' }), 404, 'model_unknown'],
  ['a model that is an object', text({ model: {} }), 400, 'field_invalid'],
  ['seed "NaN"', text({ seed: 'NaN' }), 400, 'seed_invalid'],
  ['a bare NaN', '{"prompt":"a","seed":NaN}', 400, 'body_not_json'],
  ['seed -1', text({ seed: -1 }), 400, 'seed_invalid'],
  ['seed 2^32', text({ seed: 4294967296 }), 400, 'seed_invalid'],
  ['seed 1e999', '{"prompt":"a","seed":1e999}', 400, 'seed_invalid'],
  ['steps 100,000', text({ steps: 100_000 }), 400, 'field_invalid'],
  ['guidance as words', text({ guidance: 'much' }), 400, 'field_invalid'],
  ['an unknown style', text({ style: 'no-such-style' }), 400, 'field_invalid'],
  ['broken JSON', '{"prompt":"a', 400, 'body_not_json'],
  ['an empty body', '', 400, 'body_not_json'],
  ['a JSON list', '[]', 400, 'field_invalid'],
  ['JSON null', 'null', 400, 'field_invalid'],
  ['a JSON text', '"a fox"', 400, 'field_invalid'],
  ['lists in lists, 100,000 deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400, 'field_invalid'],
  ['the wrong content type', text({}), 415, 'content_type_unsupported', 'text/plain'],
  ['a form', 'prompt=fox', 415, 'content_type_unsupported', 'application/x-www-form-urlencoded'],
  ['10 MB of body', text({ prompt: 'x'.repeat(10_000_000) }), 413, 'body_too_large'],
]

describe.each(surfaces)('POST %s refuses', (path) => {
  it.each(refused)('%s', async (_, body, status, code, type) => {
    const before = await kept(api)
    const answered = await send(api, path, body, type)
    expectError(answered, status, code)
    expect(await kept(api)).toEqual(before)
  })

  it('in Chinese, where that is preferred', async () => {
    const answered = await ask(api, 'POST', path, { prompt: '' }, { headers: { 'accept-language': 'fr, zh-Hans;q=0.9, en;q=0.5' } })
    expect(answered.body.error).toEqual({ code: 'prompt_missing', message: '提示词为空。请用几个词描述您想要的图片。', param: 'prompt', type: 'invalid_request_error' })
  })
})

const accepted: Array<[what: string, change: object]> = [
  ['right-to-left words', { prompt: 'ثعلب أحمر \u202Eفي الثلج' }],
  ['zero-width characters', { prompt: 'a\u200Bfox\u200D\uFEFF' }],
  ['emoji', { prompt: '🦊❄️ 👩‍👩‍👧‍👦' }],
  ['Chinese', { prompt: '雪中的红狐' }],
  ['line breaks', { prompt: 'a fox\r\n\tin the snow' }],
  ['size with ×', { size: '1024×1024' }],
  ['size auto', { size: 'auto' }],
  ['null for whatever has a usual value', { n: null, size: null, seed: null, model: null, style: null, steps: null, negative_prompt: null }],
  ['seed 2^32 - 1 for two pictures', { seed: 4294967295, n: 2 }],
  ['a field named like a method', JSON.parse('{"__proto__":1,"constructor":2}')],
  ['4000 characters outside the first plane', { prompt: '🦊'.repeat(4000) }],
]

describe('POST /v1/generations takes', () => {
  it.each(accepted)('%s', async (_, change) => {
    const answered = await ask(api, 'POST', '/v1/generations', { prompt: 'a fox', steps: 1, size: '64x64', ...change })
    expect(answered.status, answered.text).toBe(202)
    const ended = await untilEnded(api, answered.body.id)
    expect([ended.state, ended.prompt]).toEqual(['finished', (change as { prompt?: string }).prompt ?? 'a fox'])
  })
})

describe('addresses', () => {
  it.each([
    ['GET', '/v1/nothing', 404, 'not_found'],
    ['POST', '/', 404, 'not_found'],
    ['GET', '/v1/images/../../etc/passwd', 404, 'not_found'],
    ['GET', '/v1/images/%2e%2e%2fsecret', 404, 'not_found'],
    ['GET', '/v1/images/img_0/content', 404, 'not_found'],
    ['GET', '/i/00', 404, 'not_found'],
    ['GET', `/i/${'0'.repeat(48)}`, 404, 'not_found'],
    ['GET', '/v1/generations?limit=0', 400, 'field_invalid'],
    ['GET', '/v1/generations?limit=many', 400, 'field_invalid'],
    ['PUT', '/v1/generations', 405, 'method_not_allowed'],
    ['GET', '/v1/images/generations', 405, 'method_not_allowed'],
    ['OPTIONS', '/v1/generations', 405, 'method_not_allowed'],
  ])('%s %s', async (method, path, status, code) => {
    const answered = await ask(api, method, path)
    expectError(answered, status, code)
    expect(answered.headers.has('access-control-allow-origin')).toBe(false)
    if (status === 405) expect(answered.headers.get('allow')).toMatch(/POST/)
  })

  it('of others and of nobody give the same answer, but for the request\'s number', async () => {
    const { images, id } = await draw(api)
    const stranger = await createMemoryApp({ worker: false, parts: () => ({ store: api.parts.store, files: api.parts.files }), charter: visitors })
    const { headers } = await ask(stranger, 'POST', '/v1/session')
    const cookie = headers.get('set-cookie')!.split(';')[0]!
    for (const [method, path] of [['GET', '/v1/generations/ID'], ['POST', '/v1/generations/ID/cancel'], ['GET', '/v1/generations/ID/events'], ['GET', '/v1/images/ID'], ['GET', '/v1/images/ID/content'], ['POST', '/v1/images/ID/link'], ['DELETE', '/v1/images/ID']] as const) {
      const own = path.includes('images') ? images[0].id : id
      const answers = await Promise.all([own, `${own.slice(0, -1)}!`].map((which) => ask(stranger, method, path.replace('ID', which), undefined, { headers: { cookie } })))
      const [foreign, missing] = answers.map(({ status, text: body, headers: all }) => ({ status, body, headers: [...all].filter(([name]) => name !== 'x-request-id') }))
      expect(foreign!.status).toBe(404)
      expect(foreign).toEqual(missing)
    }
    expect((await ask(api, 'GET', images[0].url)).status).toBe(200)
    await stranger.close()
  })
})

describe('faults of the machine', () => {
  it('a full disk ends the generation, keeps no picture and charges nothing', async () => {
    const full = await createMemoryApp({
      parts: ({ files }) => ({
        files: {
          ...files,
          write: async () => {
            throw new Stated('disk_full')
          },
        },
      }),
    })
    const answered = await ask(full, 'POST', '/v1/images/generations', { prompt: 'too much', steps: 1 })
    expectError(answered, 507, 'disk_full')
    expect(answered.headers.get('x-should-retry')).toBe('false')
    expect(await kept(full)).toMatchObject({ unfinished: 0, files: 0, money: ['0', '0', '0'] })
    const { body } = await ask(full, 'GET', '/v1/generations')
    expect(body.data[0]).toMatchObject({ state: 'failed', error: { code: 'disk_full' }, images: [] })
    await full.close()
  })

  it('what nobody foresaw shows a reference that stands in the log, and nothing else', async () => {
    const broken = await createMemoryApp({
      worker: false,
      parts: ({ store }) => ({
        store: {
          ...store,
          transaction: async () => {
            throw new TypeError('secret prompt inside')
          },
        },
      }),
    })
    const answered = await ask(broken, 'POST', '/v1/generations', { prompt: 'secret prompt' })
    expectError(answered, 500, 'internal')
    expect(answered.text + JSON.stringify(broken.log)).not.toContain('secret')
    const reference = /reference: (\w+)\./.exec(answered.body.error.message)?.[1]
    expect(broken.log).toContainEqual({ level: 'error', event: 'request-broke', code: 'TypeError', route: '/v1/generations', reference })
    await broken.close()
  })
})

describe('a client that hangs up', () => {
  it('while it sends leaves nothing behind', async () => {
    const server = await listen(api.app.http, { host: '127.0.0.1', port: 0 })
    const before = await kept(api)
    const socket = connect(server.port, '127.0.0.1')
    await new Promise((resolve) => socket.once('connect', resolve))
    socket.write(`POST /v1/generations HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"prompt":"half a`)
    await pause(50)
    socket.destroy()
    await pause(100)
    expect(await kept(api)).toEqual(before)
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200)
    expect(api.log.filter(({ event }) => event === 'request-broke')).toEqual([])
    await server.close()
  })

  it('while it waits does not stop the drawing', async () => {
    const slow = await createMemoryApp({ worker: false })
    const server = await listen(slow.app.http, { host: '127.0.0.1', port: 0 })
    const left = new AbortController()
    const body = JSON.stringify({ prompt: 'nobody waited for this', steps: 1 })
    const asked = fetch(`${server.address}/v1/images/generations`, { method: 'POST', headers: { 'content-type': json }, body, signal: left.signal })
    const accepted = await until(async () => (await ask(slow, 'GET', '/v1/generations')).body.data[0])
    left.abort()
    await expect(asked).rejects.toThrow()
    // The server stops waiting, too, and says so in the log.
    await until(async () => slow.log.find(({ route, status }) => route === '/v1/images/generations' && status === 499))
    slow.app.startWorker()
    expect((await untilEnded(slow, accepted.id)).state).toBe('finished')
    await server.close()
    await slow.close()
  })
})

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await look()
    if (found) return found
    await pause(25)
  }
  throw new Error('it did not come about within 5 seconds')
}
