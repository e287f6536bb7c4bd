// Videos of a server behind this one: ordered, asked for and fetched in both dialects, by whoever ordered them and nobody else.

import OpenAI, { NotFoundError } from 'openai'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCharter } from '../../src/charter/load.ts'
import { createRelays } from '../../src/engines/relays.ts'
import { listen, type Listening } from '../../src/http/listen.ts'
import { createKey } from '../../src/identity/keys.ts'
import { guardOutbound, type Door } from '../../src/outbound/door.ts'
import { listenAs, sendJson, type Vendor } from '../vendors/listen.ts'
import { createMemoryApp, type Api } from './memory-app.ts'
import { ask, type Way } from './requests.ts'

const film = Buffer.from('....ftypisom a film of a fox')

/** Both kinds of video server: OpenAI's /videos, and Z.ai's /videos/generations with /async-result. The second look finds it done. */
const vendor: Vendor = await listenAs((asked, reply) => {
  const looks = vendor.asked.filter(({ method, path }) => method === 'GET' && path === asked.path).length
  if (asked.headers.authorization !== 'Bearer sk-film') return sendJson(reply, 401, { error: { message: 'no', type: 'x', param: null, code: null } })
  const video = { id: 'vid/1 a', object: 'video', model: 'big-film', status: looks > 1 ? 'completed' : 'queued', progress: looks > 1 ? 100 : 0, seconds: '4', size: '720x1280', created_at: 1, completed_at: null, expires_at: null, error: null, prompt: null, remixed_from_video_id: null }
  if (asked.method === 'POST' && asked.path === '/v1/videos') return sendJson(reply, 200, video)
  if (asked.path === '/v1/videos/vid%2F1%20a') return sendJson(reply, 200, video)
  if (asked.path === '/v1/videos/vid%2F1%20a/content?variant=video') return void reply.writeHead(200, { 'content-type': 'video/mp4' }).end(film)
  if (asked.method === 'POST' && asked.path === '/v1/videos/generations') return sendJson(reply, 200, { model: 'cogvideox-3', id: 'task-7', request_id: 'r', task_status: 'PROCESSING' })
  if (asked.path === '/v1/async-result/task-7') return sendJson(reply, 200, looks > 1 ? { model: 'cogvideox-3', task_status: 'SUCCESS', request_id: 'r', video_result: [{ url: 'https://films.example/7.mp4', cover_image_url: 'https://films.example/7.png' }] } : { model: 'cogvideox-3', task_status: 'PROCESSING', request_id: 'r' })
  sendJson(reply, 404, { error: { message: 'no such video', type: 'invalid_request_error', param: null, code: null } })
})

let door: Door
let api: Api
let server: Listening
const clients: Record<string, OpenAI> = {}
const ways: Record<string, Way> = {}

beforeAll(async () => {
  const engines = ['painter', { id: 'films', driver: 'openai-compatible', modality: 'video', url: `${vendor.url}/v1`, models: [{ id: 'film', sends: 'big-film' }, 'cogvideox-3'], price: 3 }]
  const charter = { engines, access: { who: 'accounts' } }
  const settings = readCharter({ name: 'test', retention: { imageDays: 30 }, ...charter })
  api = await createMemoryApp({
    charter,
    parts: ({ rules }) => {
      door = guardOutbound({ rules, charter: settings })
      return { relays: createRelays(settings.engines, { reach: door.fetch, keys: { films: 'sk-film' } }) }
    },
    worker: false,
  })
  server = await listen(api.app.http, { host: '127.0.0.1', port: 0 })
  for (const name of ['ann', 'ben']) {
    const { key } = await createKey(api.parts, `owner/${name}`, ['images:make', 'images:read'])
    clients[name] = new OpenAI({ apiKey: key, baseURL: `${server.address}/v1`, maxRetries: 0 })
    ways[name] = { headers: { authorization: `Bearer ${key}` } }
    await api.parts.store.ledger.write({ id: `grant-${name}`, kind: 'release', generation: `grant-${name}`, at: api.parts.clock.now(), entries: [{ account: `customer/owner/${name}`, amount: 20n }, { account: 'house/grants', amount: -20n }] })
  }
})
afterAll(async () => {
  await server.close()
  await api.close()
  door.release()
  await vendor.close()
})

const caught = (asked: Promise<unknown>): Promise<any> => asked.then(() => undefined, (error: unknown) => error)
const balance = () => api.parts.store.ledger.balance('customer/owner/ann')

it('OpenAI: ordered once, asked for until it is done, fetched; the id is of no use to anybody else', async () => {
  const { ann, ben } = clients as { ann: OpenAI; ben: OpenAI }
  const ordered = await ann.videos.create({ prompt: 'a fox runs', model: 'film' as any })
  expect([ordered.status, ordered.id.startsWith('video_')]).toEqual(['queued', true])
  // The form went on with the server's own name of the model.
  expect(vendor.asked[0]!.body.toString('latin1')).toMatch(/name="model"\r\n\r\nbig-film\r\n/)
  expect(await balance()).toBe(17n)
  expect((await ann.videos.retrieve(ordered.id)).status).toBe('queued')
  expect(await ann.videos.retrieve(ordered.id)).toMatchObject({ id: ordered.id, status: 'completed' })
  const file = await ann.videos.downloadContent(ordered.id, { variant: 'video' })
  expect([file.headers.get('content-type'), file.headers.get('content-disposition'), Buffer.from(await file.arrayBuffer()).equals(film)]).toEqual(['video/mp4', 'attachment', true])
  expect(await balance()).toBe(17n)
  const before = vendor.asked.length
  for (const id of [ordered.id, `${ordered.id.slice(0, -2)}AA`, 'video_', 'vid/1 a', '../models']) {
    expect(await caught(ben.videos.retrieve(id)), id).toBeInstanceOf(NotFoundError)
    expect(await caught(ben.videos.downloadContent(id)), id).toBeInstanceOf(NotFoundError)
  }
  expect(vendor.asked.length).toBe(before)
  expect(await caught(ann.videos.delete(ordered.id))).toMatchObject({ status: 405, code: 'method_not_allowed' })
})

it('Z.ai: video_result under async-result, for whoever ordered it', async () => {
  const ordered = await ask(api, 'POST', '/api/paas/v4/videos/generations', { model: 'cogvideox-3', prompt: 'a fox runs' }, ways.ann)
  expect(ordered.body).toMatchObject({ task_status: 'PROCESSING', id: expect.stringMatching(/^video_/) })
  const look = (way: Way | undefined) => ask(api, 'GET', `/paas/v4/async-result/${ordered.body.id}`, undefined, way)
  expect((await look(ways.ann)).body.task_status).toBe('PROCESSING')
  expect((await look(ways.ann)).body).toMatchObject({ task_status: 'SUCCESS', video_result: [{ url: 'https://films.example/7.mp4' }] })
  expect([(await look(ways.ben)).status, (await look(ways.ben)).body.error.code]).toEqual([400, '1214'])
  expect(JSON.stringify(api.log)).not.toContain('task-7')
})

it('a server that is away costs nothing; what it never made is told as it tells it', async () => {
  const before = await balance()
  const ordered = await clients.ann!.videos.create({ prompt: 'a boat', model: 'film' as any })
  vendor.trouble = 'cut'
  expect(await caught(clients.ann!.videos.retrieve(ordered.id))).toMatchObject({ status: 502, code: 'relay_failed' })
  expect(await caught(clients.ann!.videos.create({ prompt: 'a boat', model: 'film' as any }))).toMatchObject({ status: 502, code: 'relay_failed' })
  vendor.trouble = undefined
  expect(await balance()).toBe(before - 3n)
})
