// The official `openai` package, unchanged, against the running server.

import OpenAI, { toFile, APIError, AuthenticationError, BadRequestError, NotFoundError } from 'openai'
import sharp from 'sharp'
import { afterAll, beforeAll, expect } from 'vitest'
import { Refused } from '../../src/core/errors.ts'
import type { TrustRule } from '../../src/core/rules.ts'
import { cell } from './cells.ts'
import { differences, leftHalfMask, picture, pixelsOf } from './pictures.ts'
import { run, until, type Running } from './running.ts'

let server: Running
let openai: OpenAI
const small = { model: 'gpt-image-1', size: '64x64' as any, steps: 2 } as any

/** Stands for a rule that screens: it judges words by one of them. */
const screening: TrustRule = {
  id: 'images-expire',
  statements: [],
  async checkRequest({ prompt }) {
    if (prompt.includes('forbidden')) throw new Refused('images-expire', 'moderation_blocked', { stage: 'input', categories: 'violence' })
  },
  judge: async (content) => {
    const found = content.kind === 'text' && content.text.includes('forbidden')
    return { flagged: found, scores: { violence: found ? 0.9 : 0.1 }, blocked: found ? ['violence'] : [] }
  },
}

beforeAll(async () => {
  // Without marks, so that pixels can be compared one by one.
  server = await run({ charter: { labels: { visible: { shown: false }, invisible: false } } })
  openai = new OpenAI({ apiKey: 'anything', baseURL: `${server.address}/v1`, maxRetries: 0 })
})
afterAll(() => server.close())

const caught = (asked: Promise<unknown>): Promise<any> => asked.then(() => undefined, (error: unknown) => error)
const upload = async (bytes: Buffer, name = 'picture.png') => toFile(bytes, name, { type: 'image/png' })

cell('openai', 'generate', async () => {
  const answer: any = await openai.images.generate({ prompt: 'a red fox', ...small, seed: 7, quality: 'high', user: 'user-1' })
  expect(await sharp(Buffer.from(answer.data[0].b64_json, 'base64')).metadata()).toMatchObject({ width: 64, height: 64, format: 'png' })
  expect(answer).toMatchObject({ size: '64x64', quality: 'high', output_format: 'png', background: 'opaque', model: 'painter', usage: { total_tokens: 0 } })
  expect(answer.created).toBeTypeOf('number')
  const { response } = await openai.models.list().withResponse()
  expect([response.headers.get('x-request-id'), response.headers.get('openai-processing-ms')]).toEqual([expect.stringMatching(/^req_/), expect.stringMatching(/^\d+$/)])
  const quick: any = await openai.images.generate({ ...small, prompt: 'a fox', quality: 'low', steps: undefined })
  const slow: any = await openai.images.generate({ ...small, prompt: 'a fox', quality: 'hd', steps: undefined })
  expect(quick.settings.steps).toBeLessThan(slow.settings.steps)
})

cell('openai', 'several', async () => {
  const { data }: any = await openai.images.generate({ prompt: 'a boat', n: 4, ...small })
  expect(new Set(data.map(({ b64_json }: any) => b64_json)).size).toBe(4)
})

cell('openai', 'url', async () => {
  const { data }: any = await openai.images.generate({ prompt: 'a lamp', response_format: 'url', ...small })
  const file = await fetch(data[0].url)
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png'])
})

cell('openai', 'stream', async () => {
  const stream: any = await openai.images.generate({ prompt: 'a tree', stream: true, partial_images: 2, ...small, size: '64x64', steps: 12 } as any)
  const events: any[] = []
  for await (const event of stream) events.push(event)
  const partial = events.filter(({ type }) => type === 'image_generation.partial_image')
  expect(partial.map((event) => event.partial_image_index)).toEqual([0, 1])
  expect(await sharp(Buffer.from(partial[0].b64_json, 'base64')).metadata()).toMatchObject({ format: partial[0].output_format })
  const last = events.at(-1)
  expect(last).toMatchObject({ type: 'image_generation.completed', size: '64x64', output_format: 'png', usage: { total_tokens: 0 } })
  expect(await sharp(Buffer.from(last.b64_json, 'base64')).metadata()).toMatchObject({ width: 64 })
  const failing: any = await caught(openai.images.generate({ prompt: '', stream: true, ...small }))
  expect(failing).toBeInstanceOf(BadRequestError)
})

cell('openai', 'format', async () => {
  const sizeOf = async (output_compression: number) => {
    const { data }: any = await openai.images.generate({ prompt: 'a hill', output_format: 'webp', output_compression, seed: 3, ...small, size: '256x256' })
    const file = Buffer.from(data[0].b64_json, 'base64')
    expect((await sharp(file).metadata()).format).toBe('webp')
    return file.length
  }
  expect(await sizeOf(5)).toBeLessThan(await sizeOf(100))
})

cell('openai', 'edit-one', async () => {
  const answer: any = await openai.images.edit({ image: await upload(await picture()), prompt: 'at night', model: 'gpt-image-1', steps: 2 } as any)
  expect(answer.size).toBe('64x64')
  expect(differences(await pixelsOf(answer.data[0].b64_json), await pixelsOf(await picture())).left).toBeGreaterThan(100)
})

cell('openai', 'edit-many', async () => {
  const images = [await upload(await picture()), await upload(await picture(80, 80)), await upload(await picture(96, 64))]
  const answer: any = await openai.images.edit({ image: images, prompt: 'together', n: 2, model: 'gpt-image-1', size: '64x64' as any, steps: 2 } as any)
  expect(answer.data).toHaveLength(2)
  expect(answer.warnings).toEqual(expect.arrayContaining([expect.objectContaining({ field: 'image[1]', code: 'ignored' })]))
})

cell('openai', 'edit-mask', async () => {
  const original = await picture()
  const answer: any = await openai.images.edit({ image: await upload(original), mask: await upload(await leftHalfMask(), 'mask.png'), prompt: 'a red fox', model: 'gpt-image-1', steps: 2 } as any)
  const { left, right } = differences(await pixelsOf(answer.data[0].b64_json), await pixelsOf(original))
  expect(left).toBeGreaterThan(1000)
  expect(right).toBe(0)
  const wrong = await caught(openai.images.edit({ image: await upload(original), mask: await upload(await leftHalfMask(32, 32)), prompt: 'a fox' } as any))
  expect(wrong).toMatchObject({ status: 400, code: 'mask_size_differs', param: 'mask' })
  const kept: any = await openai.files.create({ file: await upload(original), purpose: 'vision' })
  const body = { prompt: 'a fox', images: [{ file_id: kept.id }], mask: { image_url: `data:image/png;base64,${(await leftHalfMask()).toString('base64')}` }, steps: 2 }
  const asJson: any = await openai.post('/images/edits', { body })
  expect(differences(await pixelsOf(asJson.data[0].b64_json), await pixelsOf(original)).right).toBe(0)
})

cell('openai', 'edit-stream', async () => {
  const stream: any = await openai.images.edit({ image: await upload(await picture()), prompt: 'at night', stream: true, partial_images: 1, steps: 12 } as any)
  const types: string[] = []
  for await (const event of stream) types.push(event.type)
  expect(types).toEqual(['image_edit.partial_image', 'image_edit.completed'])
})

cell('openai', 'variations', async () => {
  const answer: any = await openai.images.createVariation({ image: await upload(await picture()), n: 2, response_format: 'b64_json', model: 'dall-e-2', steps: 2 } as any)
  expect(answer.data).toHaveLength(2)
  expect(answer.data[0].b64_json).not.toBe(answer.data[1].b64_json)
})

cell('openai', 'models', async () => {
  const { data }: any = await openai.models.list()
  expect(data.map(({ id }: any) => id)).toEqual(expect.arrayContaining(['painter', 'gpt-image-1']))
  expect(await openai.models.retrieve('painter')).toMatchObject({ object: 'model', owned_by: 'painter' })
  expect(await caught(openai.models.retrieve('nobody'))).toBeInstanceOf(NotFoundError)
})

cell('openai', 'files', async () => {
  const sent = await toFile(Buffer.from('{"a":1}\n'), 'requests.jsonl')
  const file = await openai.files.create({ file: sent, purpose: 'batch', expires_after: { anchor: 'created_at', seconds: 3600 } })
  expect(file).toMatchObject({ object: 'file', bytes: 8, filename: 'requests.jsonl', purpose: 'batch', expires_at: file.created_at + 3600 })
  expect((await openai.files.list({ purpose: 'batch' })).data.map(({ id }) => id)).toContain(file.id)
  expect((await openai.files.retrieve(file.id)).filename).toBe('requests.jsonl')
  expect(await (await openai.files.content(file.id)).text()).toBe('{"a":1}\n')
  expect(await openai.files.delete(file.id)).toMatchObject({ deleted: true })
  expect(await caught(openai.files.retrieve(file.id))).toBeInstanceOf(NotFoundError)
})

const lineOf = (custom_id: string, body: object): string => JSON.stringify({ custom_id, method: 'POST', url: '/v1/images/generations', body })

async function sendBatch(client: OpenAI, lines: string[]): Promise<any> {
  const file = await client.files.create({ file: await toFile(Buffer.from(lines.join('\n')), 'lines.jsonl'), purpose: 'batch' })
  return client.batches.create({ input_file_id: file.id, endpoint: '/v1/images/generations', completion_window: '24h', metadata: { of: 'test' } })
}

const linesOf = async (id: string): Promise<any[]> => (await (await openai.files.content(id)).text()).trim().split('\n').map((line) => JSON.parse(line))

cell('openai', 'batch', async () => {
  const made = await sendBatch(openai, [lineOf('fox', { prompt: 'a fox', ...small }), lineOf('nothing', { prompt: '' }), lineOf('boat', { prompt: 'a boat', ...small, response_format: 'url' })])
  expect(made).toMatchObject({ object: 'batch', status: 'validating', metadata: { of: 'test' } })
  const batch: any = await until(async () => {
    const now = await openai.batches.retrieve(made.id)
    return now.status === 'completed' && now
  })
  expect(batch.request_counts).toEqual({ total: 3, completed: 2, failed: 1 })
  const [fox, boat] = await linesOf(batch.output_file_id)
  expect(fox).toMatchObject({ custom_id: 'fox', response: { status_code: 200, body: { model: 'painter' } }, error: null })
  expect(await sharp(Buffer.from(fox.response.body.data[0].b64_json, 'base64')).metadata()).toMatchObject({ width: 64 })
  expect(boat.response.body.data[0].url).toMatch(/^http/)
  const [nothing] = await linesOf(batch.error_file_id)
  expect(nothing).toMatchObject({ custom_id: 'nothing', response: { status_code: 400, body: { error: { code: 'prompt_missing' } } } })
  expect((await openai.batches.list({ limit: 100 })).data.map(({ id }) => id)).toContain(made.id)
  await fetch(`${server.address}/v1/images/${fox.response.body.data[0].id}`, { method: 'DELETE' })
  expect((await linesOf(batch.output_file_id))[0]).toMatchObject({ response: { status_code: 410, body: { error: { code: 'gone' } } } })
  const broken: any = await sendBatch(openai, ['{"custom_id":"a"}'])
  const failed: any = await until(async () => {
    const now = await openai.batches.retrieve(broken.id)
    return now.status === 'failed' && now
  })
  expect(failed.errors.data[0]).toMatchObject({ line: 1, code: 'batch_file_invalid' })
})

cell('openai', 'batch-cancel', async () => {
  const made = await sendBatch(openai, Array.from({ length: 40 }, (_, number) => lineOf(`line-${number}`, { prompt: 'a fox', ...small, steps: 8 })))
  await until(async () => (await openai.batches.retrieve(made.id)).status === 'in_progress')
  expect((await openai.batches.cancel(made.id)).status).toBe('cancelling')
  const batch: any = await until(async () => {
    const now = await openai.batches.retrieve(made.id)
    return now.status === 'cancelled' && now
  })
  expect(batch.request_counts.completed).toBeLessThan(40)
  expect(await caught(openai.batches.cancel(made.id))).toMatchObject({ status: 409, code: 'batch_ended' })
})

cell('openai', 'moderation', async () => {
  const judged = await run({ parts: (real) => ({ rules: [...real.rules, screening] }), worker: false })
  const client = new OpenAI({ apiKey: 'any', baseURL: `${judged.address}/v1`, maxRetries: 0 })
  const { results } = await client.moderations.create({ input: ['a fox', 'a forbidden thing'] })
  expect(results.map(({ flagged }) => flagged)).toEqual([false, true])
  expect(results[1]).toMatchObject({ categories: { violence: true }, category_scores: { violence: 0.9 } })
  // Parts are one message: whoever looks at the first result alone misses nothing.
  const image = { type: 'image_url' as const, image_url: { url: `data:image/png;base64,${(await picture()).toString('base64')}` } }
  const message = await client.moderations.create({ input: [{ type: 'text', text: 'a fox' }, image, { type: 'text', text: 'a forbidden thing' }] })
  expect(message.results).toHaveLength(1)
  expect(message.results[0]).toMatchObject({ flagged: true, categories: { violence: true }, category_applied_input_types: { violence: ['text', 'image'] } })
  expect(await caught(client.moderations.create({ input: [] }))).toBeInstanceOf(BadRequestError)
  await judged.close()
})

cell('openai', 'moderation-absent', async () => {
  expect(await caught(openai.moderations.create({ input: 'a fox' }))).toMatchObject({ status: 404, code: 'not_offered' })
})

cell('openai', 'moderation-block', async () => {
  const judged = await run({ parts: (real) => ({ rules: [...real.rules, screening] }), worker: false })
  const client = new OpenAI({ apiKey: 'any', baseURL: `${judged.address}/v1`, maxRetries: 0 })
  const error = await caught(client.images.generate({ prompt: 'a forbidden fox' }))
  expect(error).toBeInstanceOf(BadRequestError)
  expect(error).toMatchObject({ status: 400, code: 'moderation_blocked', type: 'image_generation_user_error' })
  expect(error.error.moderation_details).toEqual({ moderation_stage: 'input', categories: ['violence'] })
  expect(error.requestID).toMatch(/^req_/)
  await judged.close()
})

cell('openai', 'errors', async () => {
  expect(await caught(openai.images.generate({ prompt: '' }))).toBeInstanceOf(BadRequestError)
  expect(await caught(openai.images.generate({ prompt: 'a', model: 'nobody' }))).toBeInstanceOf(NotFoundError)
  expect(await caught(openai.images.generate({ prompt: 'a', n: 10_000 }))).toMatchObject({ status: 400, code: 'pictures_invalid', param: 'n', type: 'invalid_request_error' })
  const error: APIError = await caught(openai.images.edit({ image: await toFile(Buffer.from('<svg/>'), 'a.svg'), prompt: 'a' }))
  expect([error.status, error.code]).toEqual([400, 'upload_unreadable'])
  const closed = await run({ charter: { access: { who: 'accounts' } }, worker: false })
  const stranger = new OpenAI({ apiKey: 'gesso_wrong', baseURL: `${closed.address}/v1`, maxRetries: 0 })
  expect(await caught(stranger.models.list())).toBeInstanceOf(AuthenticationError)
  await closed.close()
})

cell('openai', 'rate-limit', async () => {
  const narrow = await run({ charter: { limits: { waiting: 1 } } })
  const client = new OpenAI({ apiKey: 'any', baseURL: `${narrow.address}/v1`, maxRetries: 4 })
  // What was drawn by an engine that had started already gives it a speed, so that the others are told a time.
  for (const seed of [8, 9]) await client.images.generate({ prompt: 'a fox', ...small, seed, steps: 12 })
  const refused = await caught(Promise.all([1, 2, 3].map((seed) => client.images.generate({ prompt: 'a fox', ...small, seed, steps: 12 }, { maxRetries: 0 }))))
  expect(refused).toMatchObject({ status: 429, type: 'rate_limit_error' })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  const answers = await Promise.all([1, 2].map((seed) => client.images.generate({ prompt: 'a fox', ...small, seed })))
  expect(answers.map(({ data }) => data?.length)).toEqual([1, 1])
  await narrow.close()
}, 60_000)
