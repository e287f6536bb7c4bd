// The official `openai` package against a listening server, unchanged.

import OpenAI, { APIError, AuthenticationError, BadRequestError, NotFoundError } from 'openai'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, type Listening } from '../../src/http/listen.ts'
import { createMemoryApp, type Api } from './memory-app.ts'

let api: Api
let server: Listening
let openai: OpenAI

beforeAll(async () => {
  api = await createMemoryApp({ charter: { aliases: { 'dall-e-3': 'painter' } } })
  server = await listen(api.app.http, { host: '127.0.0.1', port: 0 })
  openai = new OpenAI({ apiKey: 'anything', baseURL: `${server.address}/v1`, maxRetries: 0 })
})

afterAll(async () => {
  await server.close()
  await api.close()
})

const pngStart = 'iVBORw0KGgo'

describe('images.generate', () => {
  it('answers with the file in base64, its id and all that made it', async () => {
    const answer: any = await openai.images.generate({ prompt: 'a red fox in the snow', model: 'painter', n: 2, size: '64x64' as any, seed: 7, steps: 2 } as any)
    expect(answer.data).toHaveLength(2)
    expect(answer.data[0].b64_json.startsWith(pngStart)).toBe(true)
    expect(answer.data.map((image: any) => image.seed)).toEqual([7, 8])
    expect(answer.data[0].b64_json).not.toBe(answer.data[1].b64_json)
    expect(answer.data[0].id).toMatch(/^img_/)
    expect(answer).toMatchObject({ model: 'painter', size: '64x64', output_format: 'png', settings: { seed: 7, steps: 2 }, usage: { pictures: 2 } })
    expect(answer.created).toBeTypeOf('number')
    expect(answer.generation).toMatch(/^gen_/)
  })

  it('gives the same pixels for the same seed, and others for another', async () => {
    const draw = async (seed: number) => {
      const { data }: any = await openai.images.generate({ prompt: 'a blue boat', seed, steps: 2, size: '64x64' } as any)
      return (await sharp(Buffer.from(data[0].b64_json, 'base64')).raw().toBuffer()).toString('base64')
    }
    const first = await draw(5)
    expect(await draw(5)).toBe(first)
    expect(await draw(6)).not.toBe(first)
  })

  it('gives addresses that open without a key', async () => {
    const { data }: any = await openai.images.generate({ prompt: 'a lamp', response_format: 'url', output_format: 'webp', size: '64×64' as any, steps: 1 } as any)
    expect(data[0].url).toContain(`${server.address}/i/`)
    const file = await fetch(data[0].url)
    expect([file.status, file.headers.get('content-type'), file.headers.get('referrer-policy')]).toEqual([200, 'image/webp', 'no-referrer'])
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(50)
  })

  it('draws for other model names and says so, as for all that has no effect', async () => {
    const answer: any = await openai.images.generate({ prompt: 'a house', model: 'dall-e-3', quality: 'splendid', style: 'vivid', size: 'auto', flavour: 'sour', user: 'u1', steps: 1 } as any)
    expect(answer.model).toBe('painter')
    const told = answer.warnings.map(({ field, code }: any) => `${field} ${code}`)
    expect(told).toEqual(expect.arrayContaining(['model aliased', 'quality ignored', 'style ignored', 'flavour ignored']))
    expect(told.join()).not.toContain('user')
  })

  it('names the field where the client wants strictness', async () => {
    const options = { headers: { Prefer: 'handling=strict' } }
    await expect(openai.images.generate({ prompt: 'a', flavour: 'sour' } as any, options)).rejects.toMatchObject({ status: 400, code: 'field_unknown', param: 'flavour' })
    await expect(openai.images.generate({ prompt: 'a', background: 'transparent' }, options)).rejects.toMatchObject({ status: 400, code: 'field_unsupported', param: 'background' })
  })

  it('throws the classes that its users catch', async () => {
    const fault = (body: any) => openai.images.generate(body).then(() => undefined, (error: unknown) => error as APIError)
    expect(await fault({ prompt: '' })).toBeInstanceOf(BadRequestError)
    expect(await fault({ prompt: 'a', model: 'nobody' })).toBeInstanceOf(NotFoundError)
    expect(await fault({ prompt: 'a', n: 10_000 })).toMatchObject({ status: 400, code: 'pictures_invalid', param: 'n', type: 'invalid_request_error' })
    expect(await fault({ prompt: 'a', stream: true, partial_images: 4 })).toMatchObject({ status: 400, param: 'partial_images' })
  })

  it('refuses a key where one is needed', async () => {
    const closed = await createMemoryApp({ charter: { access: { who: 'accounts' } }, worker: false })
    const door = await listen(closed.app.http, { host: '127.0.0.1', port: 0 })
    const stranger = new OpenAI({ apiKey: 'gesso_wrong', baseURL: `${door.address}/v1`, maxRetries: 0 })
    await expect(stranger.models.list()).rejects.toBeInstanceOf(AuthenticationError)
    await door.close()
    await closed.close()
  })
})

describe('models', () => {
  it('lists models and aliases with their cards', async () => {
    const { data }: any = await openai.models.list()
    expect(data.map(({ id }: any) => id)).toEqual(['painter', 'dall-e-3'])
    expect(data[1]).toMatchObject({ object: 'model', answered_by: 'painter', card: { id: 'painter' } })
  })

  it('retrieves one', async () => {
    expect(await openai.models.retrieve('painter')).toMatchObject({ id: 'painter', owned_by: 'painter' })
    await expect(openai.models.retrieve('nobody')).rejects.toBeInstanceOf(NotFoundError)
  })
})
