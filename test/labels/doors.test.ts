// Every way by which a picture leaves: none gives one without its labels. A new way must join the table.

import { unzipSync } from 'fflate'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes } from '../../src/http/routes.ts'
import { createMemoryApp, type Api } from '../api/memory-app.ts'
import { greyOf, letterHeight } from './letters.ts'

let api: Api
beforeAll(async () => {
  const sharing = { enabled: true, gallery: true, galleryDays: 10 }
  api = await createMemoryApp({ charter: { labels: { profiles: ['china', 'eu'] }, retention: { imageDays: 30, logDays: 200 }, sharing } })
  api.app.startSideWork({ lookEvery: 50 })
})
afterAll(() => api.close())

type Json = Record<string, any>

const order = { prompt: 'a red fox in the snow', size: '256x256', seed: 7, steps: 12 }

async function post(path: string, body: object): Promise<Json> {
  const response = await api.fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const answer = (await response.json()) as Json
  expect([path, response.status < 300, answer]).toMatchObject([path, true, {}])
  return answer
}

async function load(address: string): Promise<Buffer> {
  const { pathname, search } = new URL(address, 'http://127.0.0.1')
  const response = await api.fetch(pathname + search)
  expect([address, response.status]).toEqual([address, 200])
  const gives = /^image\/|zip/.test(response.headers.get('content-type') ?? '')
  if (gives && pathname !== '/v1/export') expect([address, response.headers.get('tdm-reservation')]).toEqual([address, '1'])
  return Buffer.from(await response.arrayBuffer())
}

const read = async (path: string): Promise<Json> => JSON.parse((await load(path)).toString()) as Json
const base64 = (text: string): Buffer => Buffer.from(text, 'base64')
const pictures = (archive: Buffer): Buffer[] => Object.entries(unzipSync(archive)).flatMap(([name, bytes]) => (/\.(png|jpe?g|webp)$/.test(name) ? [Buffer.from(bytes)] : []))

async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 400; tries++) {
    const found = await look()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it did not come')
}

/** A finished picture's id, made once for the doors that need one. */
let made: Promise<string> | undefined
const image = (): Promise<string> => (made ??= post('/v1/images/generations', { ...order, seed: 70 }).then(({ data }) => data[0].id as string))

const form = async (fields: Record<string, string>, picture: Buffer): Promise<FormData> => {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  body.append('image', new Blob([new Uint8Array(picture)]), 'picture.png')
  return body
}
const photo = () => sharp({ create: { width: 256, height: 256, channels: 3, background: '#a98' } }).png().toBuffer()

async function batch(prefix: string, endpoint: string, body: object): Promise<string> {
  const file = new FormData()
  file.append('purpose', 'batch')
  file.append('file', new Blob([JSON.stringify({ custom_id: 'a', method: 'POST', url: endpoint, body })]), 'lines.jsonl')
  const sent = (await (await api.fetch(`${prefix}/files`, { method: 'POST', body: file })).json()) as Json
  const { id } = await post(`${prefix}/batches`, { input_file_id: sent.id, endpoint, completion_window: '24h' })
  const done = await until(async () => {
    const now = await read(`${prefix}/batches/${id}`)
    return now.status === 'completed' && now
  })
  return (await load(`${prefix}/files/${done.output_file_id}/content`)).toString()
}

const events = (text: string): Json[] => [...text.matchAll(/^data: (\{.*\})$/gm)].map(([, json]) => JSON.parse(json ?? '{}') as Json)

/** `signed` ones must be known as made here and unchanged; previews have marks and metadata only. */
interface Door {
  routes: string[]
  kind: 'signed' | 'preview'
  open(): Promise<Buffer[]>
}

const doors: Record<string, Door> = {
  b64_json: { routes: ['POST /v1/images/generations'], kind: 'signed', open: async () => [base64((await post('/v1/images/generations', order)).data[0].b64_json)] },
  'url, every format': {
    routes: ['GET /i/:token'],
    kind: 'signed',
    open: () => Promise.all(['png', 'jpeg', 'webp'].map(async (output_format) => load((await post('/v1/images/generations', { ...order, output_format, response_format: 'url' })).data[0].url))),
  },
  'content, full and small': { routes: ['GET /v1/images/:id/content'], kind: 'signed', open: async () => [await load(`/v1/images/${await image()}/content`), await load(`/v1/images/${await image()}/content?variant=small`)] },
  'a link': { routes: ['POST /v1/images/:id/link'], kind: 'signed', open: async () => [await load((await post(`/v1/images/${await image()}/link`, {})).url)] },
  'a share': { routes: ['POST /v1/images/:id/shares'], kind: 'signed', open: async () => [await load((await post(`/v1/images/${await image()}/shares`, { days: 2 })).url)] },
  'the gallery, full and small': {
    routes: ['GET /v1/gallery/:id/content'],
    kind: 'signed',
    async open() {
      const { url, small_url } = await post(`/v1/images/${await image()}/publish`, {})
      return [await load(url), await load(small_url)]
    },
  },
  'a download': { routes: ['GET /v1/images/:id/download'], kind: 'signed', open: async () => pictures(await load(`/v1/images/${await image()}/download`)) },
  'an archive of several': {
    routes: ['GET /v1/images/archive'],
    kind: 'signed',
    async open() {
      const archive = await load(`/v1/images/archive?ids=${await image()}`)
      expect(Object.keys(unzipSync(archive))).toContain('LICENCE.txt')
      return pictures(archive)
    },
  },
  'a copy of everything': { routes: ['GET /v1/export'], kind: 'signed', open: async () => (await image(), pictures(await load('/v1/export'))) },
  'previews of the native stream': {
    routes: ['GET /v1/generations/:id/events'],
    kind: 'preview',
    async open() {
      const { id } = await post('/v1/generations', { ...order, seed: 71 })
      const text = (await load(`/v1/generations/${id}/events`)).toString()
      return [...text.matchAll(/data:image\/webp;base64,([A-Za-z0-9+/=]+)/g)].map(([, bytes]) => base64(bytes ?? '')).slice(-2)
    },
  },
  'partial pictures of the OpenAI stream': {
    routes: [],
    kind: 'preview',
    async open() {
      const response = await api.fetch('/v1/images/generations', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...order, seed: 72, stream: true, partial_images: 2 }) })
      return events(await response.text()).flatMap(({ type, b64_json }) => (String(type).endsWith('partial_image') ? [base64(b64_json)] : []))
    },
  },
  'the end of the OpenAI stream': {
    routes: [],
    kind: 'signed',
    async open() {
      const response = await api.fetch('/v1/images/generations', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...order, seed: 73, stream: true }) })
      return events(await response.text()).flatMap(({ type, b64_json }) => (String(type).endsWith('completed') ? [base64(b64_json)] : []))
    },
  },
  'an edit': {
    routes: ['POST /v1/images/edits'],
    kind: 'signed',
    open: async () => [base64(((await (await api.fetch('/v1/images/edits', { method: 'POST', body: await form({ prompt: 'a red fox', size: '256x256' }, await photo()) })).json()) as Json).data[0].b64_json)],
  },
  'a variation': {
    routes: ['POST /v1/images/variations'],
    kind: 'signed',
    open: async () => [base64(((await (await api.fetch('/v1/images/variations', { method: 'POST', body: await form({ response_format: 'b64_json', size: '256x256' }, await photo()) })).json()) as Json).data[0].b64_json)],
  },
  'a batch file': {
    routes: ['GET /v1/files/:id/content'],
    kind: 'signed',
    open: async () => [base64(JSON.parse(await batch('/v1', '/v1/images/generations', { ...order, model: 'painter', seed: 74 })).response.body.data[0].b64_json)],
  },
  "Z.ai's dialect": { routes: ['POST /api/paas/v4/images/generations'], kind: 'signed', open: async () => [await load((await post('/api/paas/v4/images/generations', { model: 'painter', prompt: 'a boat', size: '256x256', watermark_enabled: false })).data[0].url)] },
  "Z.ai's dialect, asynchronous": {
    routes: ['GET /api/paas/v4/async-result/:id'],
    kind: 'signed',
    async open() {
      const { id } = await post('/api/paas/v4/async/images/generations', { model: 'painter', prompt: 'a boat', size: '256x256' })
      const { image_result } = await until(async () => {
        const now = await read(`/api/paas/v4/async-result/${id}`)
        return now.task_status === 'SUCCESS' && now
      })
      return [await load(image_result[0].url)]
    },
  },
}

test.each(Object.entries(doors))('%s', { timeout: 60_000 }, async (_, { kind, open }) => {
  const files = await open()
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) {
    const { verdict, layers } = await api.parts.labels.inspect(new Uint8Array(file))
    const findings = Object.fromEntries(layers.map(({ layer, finding }) => [layer, finding]))
    expect(findings).toMatchObject(kind === 'signed' ? { signature: 'ours', metadata: 'ours' } : { metadata: 'ours' })
    if (kind === 'signed') expect(verdict).toBe('made-here')
    expect(letterHeight(await greyOf(file))).toBeGreaterThanOrEqual(0.05)
  }
})

test('every route that answers with a picture or an archive stands in the table, or holds no picture of ours', () => {
  // What a law holds is a copy of what stands above, handed to nobody but the operator; papers are no pictures of ours.
  // A relayed video is made by the server behind this one, and is neither kept nor labelled here (docs/absent.md).
  // A training set is of people who sign in: src/trust/training-by-consent.test.ts has its pictures checked.
  const others = ['GET /v1/training', 'GET /v1/holds/:id/copy', 'GET /v1/operator/verifications/:id/papers/:number', 'GET /paas/v4/files/:id/content', 'GET /api/paas/v4/files/:id/content', 'GET /v1/videos/:id/content']
  const told = new Set([...others, ...Object.values(doors).flatMap((door) => door.routes)])
  const answering = routes.filter(({ schema }) => Object.values(schema.answers).some(({ types }) => types?.some((type) => /^image\/|zip|octet-stream/.test(type))))
  expect(answering.map(({ method, path }) => `${method} ${path}`).filter((route) => !told.has(route))).toEqual([])
  expect(answering.length).toBeGreaterThan(5)
})
