// Chat and the other kinds: passed on untouched to the server that the charter names, screened, limited, paid and declared; else not offered.

import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import OpenAI, { APIError, NotFoundError } from 'openai'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { readCharter } from '../../src/charter/load.ts'
import { Refused } from '../../src/core/errors.ts'
import type { TrustRule } from '../../src/core/rules.ts'
import { createRelays } from '../../src/engines/relays.ts'
import { listen } from '../../src/http/listen.ts'
import { guardOutbound, type Door } from '../../src/outbound/door.ts'
import { createMemoryApp, type Api } from './memory-app.ts'
import { ask } from './requests.ts'

interface Heard {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

let heard: Heard[] = []
let status = 200
const words = ['The ', 'quick ', 'fox']

/** A language server as vendors run them: whole answers and streams, 500 when told so. */
const vendor = createServer((request, response) => {
  const parts: Uint8Array[] = []
  request.on('data', (part: Uint8Array) => parts.push(part))
  request.on('end', () => {
    const body = Buffer.concat(parts).toString('latin1')
    heard.push({ path: request.url ?? '', headers: request.headers, body })
    if (status !== 200) return void response.writeHead(status, { 'content-type': 'application/json' }).end('{"error":{"message":"no","type":"x","param":null,"code":null}}')
    if (request.url === '/v1/audio/speech') return void response.writeHead(200, { 'content-type': 'audio/mpeg' }).end('ID3')
    if (request.url === '/v1/audio/transcriptions') return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"text":"hello"}')
    if (request.url === '/v1/embeddings') return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5]}],"model":"e","usage":{"prompt_tokens":1,"total_tokens":1}}')
    const chunk = (content: string) => ({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'big', choices: [{ index: 0, delta: { content }, finish_reason: null }] })
    if (!body.includes('"stream":true')) {
      response.writeHead(200, { 'content-type': 'application/json' })
      return void response.end(JSON.stringify({ id: 'c', object: 'chat.completion', created: 1, model: 'big', choices: [{ index: 0, message: { role: 'assistant', content: words.join('') }, finish_reason: 'stop' }] }))
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const word of words) response.write(`data: ${JSON.stringify(chunk(word))}\n\n`)
    response.end('data: [DONE]\n\n')
  })
})

let door: Door
let api: Api
let server: Awaited<ReturnType<typeof listen>>
let openai: OpenAI

const screening: TrustRule = {
  id: 'images-expire',
  statements: [],
  async checkRequest({ prompt }) {
    if (prompt.includes('forbidden')) throw new Refused('images-expire', 'moderation_blocked', { stage: 'input', categories: 'violence' })
  },
}

beforeAll(async () => {
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/v1`
  const entry = (id: string, modality: string, more: object = {}) => ({ id, driver: 'openai-compatible', modality, url, ...more })
  const engines = ['painter', entry('speaker', 'language', { models: [{ id: 'chatty', sends: 'big' }] }), entry('expensive', 'language', { models: ['dear'], price: 3 }), entry('vectors', 'embeddings', { models: ['e'] }), entry('voice', 'speech', { models: ['v'] }), entry('ear', 'transcription', { models: ['w'] })]
  const charter = { engines }
  const settings = readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 }, ...charter })
  api = await createMemoryApp({
    charter,
    parts: ({ rules }) => {
      door = guardOutbound({ rules, charter: settings })
      return { rules: [...rules, screening], relays: createRelays(settings.engines, { reach: door.fetch, keys: { speaker: 'sk-upstream' } }) }
    },
  })
  server = await listen(api.app.http, { host: '127.0.0.1', port: 0 })
  openai = new OpenAI({ apiKey: 'any', baseURL: `${server.address}/v1`, maxRetries: 0 })
})
afterAll(async () => {
  await server.close()
  await api.close()
  door.release()
  await new Promise((resolve) => vendor.close(resolve))
})
afterEach(() => {
  heard = []
  status = 200
})

const caught = (asked: Promise<unknown>): Promise<any> => asked.then(() => undefined, (error: unknown) => error)

it('a chat goes on as it came, tools and pictures included, under the name and the key of the server', async () => {
  const tools = [{ type: 'function' as const, function: { name: 'look', parameters: { type: 'object', properties: {} } } }]
  const messages = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'what is this?' }, { type: 'image_url' as const, image_url: { url: 'data:image/png;base64,AAAA' } }] }]
  const answer = await openai.chat.completions.create({ model: 'chatty', messages, tools, temperature: 0.3 })
  expect(answer.choices[0]?.message.content).toBe('The quick fox')
  expect(heard[0]).toMatchObject({ path: '/v1/chat/completions', headers: { authorization: 'Bearer sk-upstream' } })
  expect(JSON.parse(heard[0]!.body)).toEqual({ model: 'big', messages, tools, temperature: 0.3 })
  expect(JSON.stringify(api.log)).not.toContain('what is this')
})

it('a stream comes as it is made', async () => {
  const stream = await openai.chat.completions.create({ model: 'chatty', messages: [{ role: 'user', content: 'tell' }], stream: true })
  const told: string[] = []
  for await (const chunk of stream) told.push(chunk.choices[0]?.delta.content ?? '')
  expect(told).toEqual(words)
})

it('is asked of the rules before anything leaves', async () => {
  const blocked = await caught(openai.chat.completions.create({ model: 'chatty', messages: [{ role: 'user', content: 'something forbidden' }] }))
  expect(blocked).toMatchObject({ status: 400, code: 'moderation_blocked' })
  expect(heard).toEqual([])
})

it('is paid when it was answered, and given back when not', async () => {
  const { ledger } = api.parts.store
  const balance = () => ledger.balance('customer/owner/local')
  const entries = [{ account: 'customer/owner/local' as const, amount: 10n }, { account: 'house/grants' as const, amount: -10n }]
  const tell = () => openai.chat.completions.create({ model: 'dear', messages: [{ role: 'user', content: 'tell' }] })
  expect(await caught(tell())).toMatchObject({ status: 402, code: 'balance_too_low' })
  expect(heard).toEqual([])
  await ledger.write({ id: 'grant', kind: 'release', generation: 'grant', at: api.parts.clock.now(), entries })
  await tell()
  expect([await balance(), await ledger.balance('house/revenue'), await ledger.balance('house/reserved')]).toEqual([7n, 3n, 0n])
  status = 500
  expect(await caught(tell())).toMatchObject({ status: 502, code: 'relay_failed' })
  expect([await balance(), await ledger.balance('house/reserved')]).toEqual([7n, 0n])
})

it('an error of the request comes back as the server told it', async () => {
  status = 422
  const error: APIError = await caught(openai.chat.completions.create({ model: 'chatty', messages: [] }))
  expect([error.status, error.message]).toEqual([422, '422 no'])
  expect(await caught(openai.chat.completions.create({ model: 'other', messages: [] }))).toBeInstanceOf(NotFoundError)
})

it('other kinds are passed on where a server of that kind is named', async () => {
  expect((await openai.embeddings.create({ model: 'e', input: 'fox', encoding_format: 'float' })).data[0]?.embedding).toEqual([0.5])
  expect(await (await openai.audio.speech.create({ model: 'v', voice: 'alloy', input: 'fox' })).text()).toBe('ID3')
  const file = new File(['RIFF'], 'a.wav')
  expect((await openai.audio.transcriptions.create({ model: 'w', file })).text).toBe('hello')
  expect(heard.map(({ path }) => path)).toEqual(['/v1/embeddings', '/v1/audio/speech', '/v1/audio/transcriptions'])
  const zai = await ask(api, 'POST', '/api/paas/v4/chat/completions', { model: 'chatty', messages: [{ role: 'user', content: 'tell' }] })
  expect([zai.status, zai.body.choices[0].message.content]).toEqual([200, 'The quick fox'])
})

it('what nobody is named for is not offered', async () => {
  expect((await ask(api, 'POST', '/v1/videos', { model: 'v', prompt: 'a fox' })).body.error.code).toBe('not_offered')
  expect((await ask(api, 'POST', '/paas/v4/videos/generations', { model: 'v', prompt: 'a fox' })).body.error.code).toBe('1222')
})
