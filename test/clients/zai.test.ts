// Z.ai's and BigModel's dialect, in the shapes that their SDKs send, against the running server.

import sharp from 'sharp'
import { afterAll, beforeAll, expect } from 'vitest'
import { EngineFault, Refused } from '../../src/core/errors.ts'
import type { TrustRule } from '../../src/core/rules.ts'
import { signingLock } from '../../src/core/new-keys.ts'
import { createKey } from '../../src/identity/keys.ts'
import { signedToken } from '../accounts/signed.ts'
import { cell } from './cells.ts'
import { picture } from './pictures.ts'
import { run, until, type Running } from './running.ts'

let server: Running
const prefixes = ['/api/paas/v4', '/paas/v4']
const asked = { model: 'glm-image', size: '64x64', quality: 'hd', user_id: 'customer-1', request_id: 'request-1' }

beforeAll(async () => {
  server = await run()
})
afterAll(() => server.close())

async function send(path: string, body?: unknown, { of = server, headers = {}, method = body === undefined ? 'GET' : 'POST' }: { of?: Running; headers?: Record<string, string>; method?: string } = {}): Promise<{ status: number; body: any; headers: Headers }> {
  const init = { method, headers: { authorization: 'Bearer id.secret', 'x-source-channel': 'python-sdk', ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }), ...headers } }
  const answer = await fetch(`${of.address}${path}`, body === undefined ? init : { ...init, body: body instanceof FormData ? body : JSON.stringify(body) })
  const text = await answer.text()
  return { status: answer.status, body: answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text, headers: answer.headers }
}

async function widthOf(url: string): Promise<number> {
  return (await sharp(Buffer.from(await (await fetch(url)).arrayBuffer())).metadata()).width
}

cell('zai', 'sync', async () => {
  for (const [prefix, size] of [[prefixes[0], '64x64'], [prefixes[1], '64×96']] as const) {
    const { status, body } = await send(`${prefix}/images/generations`, { ...asked, prompt: 'a fox', size, watermark_enabled: false })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({ content_filter: [], request_id: 'request-1' })
    expect(Number.isInteger(body.created)).toBe(true)
    expect(body.data).toHaveLength(1)
    expect(await widthOf(body.data[0].url)).toBe(64)
    expect(body.warnings.map(({ field }: any) => field)).toContain('watermark_enabled')
  }
})

cell('zai', 'async', async () => {
  const { status, body } = await send('/api/paas/v4/async/images/generations', { ...asked, prompt: 'a boat' })
  expect([status, body.task_status, body.model]).toEqual([200, 'PROCESSING', 'glm-image'])
  const done = await until(async () => {
    const now = await send(`/paas/v4/async-result/${body.id}`)
    return now.body.task_status !== 'PROCESSING' && now.body
  })
  expect(done).toMatchObject({ task_status: 'SUCCESS', id: body.id })
  expect(await widthOf(done.image_result[0].url)).toBe(64)
  expect((await send('/paas/v4/async-result/gen_nothing')).body.error.code).toBe('1214')
})

const line = (custom_id: string, body: object): string => `${JSON.stringify({ custom_id, method: 'POST', url: '/v4/images/generations', body: { prompt: 'a fox', ...body } })}\n`

cell('zai', 'batch', async () => {
  const form = new FormData()
  form.append('purpose', 'batch')
  form.append('file', new Blob([line('one', asked), line('two', { ...asked, model: 'glm-9' })]), 'lines.jsonl')
  const file = await send('/api/paas/v4/files', form)
  expect(file.body).toMatchObject({ object: 'file', purpose: 'batch', filename: 'lines.jsonl' })
  const made = await send('/api/paas/v4/batches', { input_file_id: file.body.id, endpoint: '/v4/images/generations' })
  const batch = await until(async () => {
    const now = (await send(`/api/paas/v4/batches/${made.body.id}`)).body
    return now.status === 'completed' && now
  })
  const content = await (await fetch(`${server.address}/api/paas/v4/files/${batch.output_file_id}/content`)).text()
  expect(await widthOf(JSON.parse(content).response.body.data[0].url)).toBe(64)
  const errors = await (await fetch(`${server.address}/api/paas/v4/files/${batch.error_file_id}/content`)).text()
  expect(JSON.parse(errors)).toMatchObject({ custom_id: 'two', response: { status_code: 400, body: { error: { code: '1211' } } } })
  expect((await send(`/api/paas/v4/files/${file.body.id}`)).body.error.code).toBe('1214')
  expect((await send('/api/paas/v4/batches', { input_file_id: file.body.id, endpoint: '/v4/chat/completions' })).body.error.code).toBe('1222')
})

const screening: TrustRule = {
  id: 'images-expire',
  statements: [],
  async checkRequest({ prompt }) {
    if (prompt.includes('forbidden')) throw new Refused('images-expire', 'moderation_blocked', { stage: 'input', categories: 'violence' })
  },
  judge: async (content) => {
    const found = content.kind === 'text' && content.text.includes('forbidden')
    return { flagged: found, scores: { violence: found ? 0.9 : 0 }, blocked: found ? ['violence'] : [] }
  },
}

cell('zai', 'moderation', async () => {
  expect((await send('/paas/v4/moderations', { model: 'moderation', input: 'a fox' })).body.error.code).toBe('1222')
  const of = await run({ parts: (real) => ({ rules: [...real.rules, screening] }), worker: false })
  const shown = `data:image/png;base64,${(await picture()).toString('base64')}`
  const { body } = await send('/paas/v4/moderations', { model: 'moderation', input: ['a fox', { type: 'text', text: 'forbidden' }, { type: 'image_url', image_url: { url: shown } }] }, { of })
  expect(body.result_list.map(({ content_type, risk_level }: any) => `${content_type} ${risk_level}`)).toEqual(['text PASS', 'text REJECT', 'image PASS'])
  expect(body.usage).toEqual({ moderation_text: { call_count: 2 }, moderation_image: { call_count: 1 } })
  await expectCode('1214', 400, send('/paas/v4/moderations', { model: 'moderation', input: { type: 'video_url', video_url: { url: 'x' } } }, { of }))
  await of.close()
})

cell('zai', 'block', async () => {
  const of = await run({ parts: (real) => ({ rules: [...real.rules, screening] }), worker: false })
  const { status, body } = await send('/paas/v4/images/generations', { ...asked, prompt: 'forbidden' }, { of })
  expect([status, body.error.code]).toEqual([400, '1301'])
  expect(body.contentFilter).toEqual([{ role: 'user', level: 0 }])
  await of.close()
})

async function expectCode(code: string, status: number, sent: Promise<{ status: number; body: any }>): Promise<void> {
  const answer = await sent
  expect([answer.status, answer.body.error?.code], JSON.stringify(answer.body)).toEqual([status, code])
  expect(Object.keys(answer.body.error)).toEqual(['code', 'message'])
}

const generations = '/api/paas/v4/images/generations'

cell('zai', 'error-1000', async () => {
  const of = await run({ charter: { access: { who: 'accounts' } }, worker: false })
  await expectCode('1000', 401, send(generations, { ...asked, prompt: 'a fox' }, { of }))
  await expectCode('1001', 401, send(generations, { ...asked, prompt: 'a fox' }, { of, headers: { authorization: '' } }))
  await of.close()
})

cell('zai', 'jwt', async () => {
  const of = await run({ charter: { access: { who: 'accounts' } }, worker: false })
  const { parts } = of.api
  const { key } = await createKey(parts, 'owner/local', ['images:make', 'images:read'], {}, await parts.vault.publicKey(signingLock))
  const submit = (text: string) => send('/paas/v4/async/images/generations', { ...asked, prompt: 'a fox' }, { of, headers: { authorization: `Bearer ${signedToken(text, { now: parts.clock.now() })}` } })
  const { status, body } = await submit(key)
  expect([status, body.task_status], JSON.stringify(body)).toEqual([200, 'PROCESSING'])
  await expectCode('1002', 401, submit(`${key}x`))
  const strange = await submit('id.secret')
  expect([strange.status, strange.body.error.code]).toEqual([401, '1000'])
  expect(strange.body.error.message).toContain('Send the key itself')
  await of.close()
})

cell('zai', 'error-1113', async () => {
  const of = await run({ worker: false, parts: (real) => ({ router: { ...real.router, find: (model) => priced(real.router.find(model)), offers: (model) => real.router.offers(model).map((one) => priced(one)!) } }) })
  const answer = send(generations, { ...asked, prompt: 'a fox' }, { of })
  await expectCode('1113', 429, answer)
  // Their SDK repeats every 429; no balance fills itself.
  expect((await answer).headers.get('x-should-retry')).toBe('false')
  await of.close()
})

function priced<Offer extends { facts: object } | undefined>(offer: Offer): Offer {
  return offer && { ...offer, facts: { ...offer.facts, pricePerPicture: 1_000_000n } }
}

cell('zai', 'error-1210', async () => {
  await expectCode('1210', 400, send(generations, undefined, { method: 'POST', headers: { 'content-type': 'application/json' } }))
  await expectCode('1213', 400, send(generations, { ...asked, prompt: '' }))
  await expectCode('1213', 400, send(generations, { prompt: 'a fox' }))
  for (const path of ['/api/paas/v4/models', '/paas/v4/agents/run']) await expectCode('1222', 400, send(path, { model: 'glm-image' }))
})

cell('zai', 'error-1211', () => expectCode('1211', 400, send(generations, { ...asked, prompt: 'a fox', model: 'glm-9' })))

cell('zai', 'error-1214', async () => {
  await expectCode('1214', 400, send(generations, { ...asked, prompt: 'a fox', size: '7x9' }))
  await expectCode('1214', 400, send(generations, { ...asked, prompt: 'a fox', user_id: 'short' }))
})

cell('zai', 'error-1261', () => expectCode('1261', 400, send(generations, { ...asked, prompt: 'x'.repeat(4001) })))

cell('zai', 'error-1302', async () => {
  const of = await run({ charter: { limits: { waiting: 1 } }, worker: false })
  expect((await send('/paas/v4/async/images/generations', { ...asked, prompt: 'a fox' }, { of })).status).toBe(200)
  const answer = await send(generations, { ...asked, prompt: 'a fox' }, { of })
  expect([answer.status, answer.body.error.code]).toEqual([429, '1302'])
  // This engine has drawn nothing yet, so no time is made up.
  expect(answer.headers.get('retry-after')).toBeNull()
  await of.close()
})

cell('zai', 'error-1305', async () => {
  const away = (code: 'engine_unavailable' | 'model_folder_unusable' | 'engine_refused') => run({ parts: (real) => ({ router: { ...real.router, generate: async () => { throw code === 'engine_refused' ? new Refused('engine', code, { engine: 'painter' }) : new EngineFault('away', code) } } }) })
  const busy = await away('engine_unavailable')
  const answer = await send(generations, { ...asked, prompt: 'a fox' }, { of: busy })
  // Nobody knows when it is back, so no time is made up, and nothing says that repeating is of no use.
  expect([answer.status, answer.body.error.code, answer.headers.get('retry-after'), answer.headers.get('x-should-retry')]).toEqual([429, '1305', null, null])
  await busy.close()
  const broken = await away('model_folder_unusable')
  await expectCode('1200', 500, send(generations, { ...asked, prompt: 'a fox' }, { of: broken }))
  await broken.close()
  const refusing = await away('engine_refused')
  const { body } = await send('/paas/v4/async/images/generations', { ...asked, prompt: 'a fox' }, { of: refusing })
  const ended = await until(async () => {
    const now = await send(`/paas/v4/async-result/${body.id}`, undefined, { of: refusing })
    return now.body.task_status === 'FAIL' && now.body
  })
  expect(ended).toMatchObject({ reason: 'engine_refused', content_filter: [{ role: 'assistant', level: 0 }] })
  await expectCode('1301', 400, send(generations, { ...asked, prompt: 'a fox' }, { of: refusing }))
  await refusing.close()
})
