// The requests that Open WebUI's image engine `openai` sends, byte for byte in their shape.

import sharp from 'sharp'
import { afterAll, beforeAll, expect } from 'vitest'
import { cell } from './cells.ts'
import { picture } from './pictures.ts'
import { run, type Running } from './running.ts'

let server: Running
const headers = { authorization: 'Bearer any' }

beforeAll(async () => {
  server = await run()
})
afterAll(() => server.close())

const widthOf = async (b64_json: string): Promise<number> => (await sharp(Buffer.from(b64_json, 'base64')).metadata()).width

cell('open-webui', 'generate', async () => {
  const body = JSON.stringify({ model: 'dall-e-2', prompt: 'a fox', n: 1, size: '64x64', response_format: 'b64_json' })
  const answer = await fetch(`${server.address}/v1/images/generations`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body })
  const { data }: any = await answer.json()
  expect(await widthOf(data[0].b64_json)).toBe(64)
  const auto = JSON.stringify({ model: 'gpt-image-1', prompt: 'a fox', n: 1, size: 'auto' })
  expect((await fetch(`${server.address}/v1/images/generations?api-version=1`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: auto })).status).toBe(200)
})

cell('open-webui', 'edit', async () => {
  for (const names of [['image'], ['image[]', 'image[]'], ['image[0]', 'image[1]']]) {
    const form = new FormData()
    for (const [name, value] of Object.entries({ model: 'dall-e-2', prompt: 'at night', n: '1', size: '64x64', response_format: 'b64_json' })) form.append(name, value)
    for (const name of names) form.append(name, new Blob([new Uint8Array(await picture())], { type: 'image/png' }), '1f0e.png')
    const answer = await fetch(`${server.address}/v1/images/edits`, { method: 'POST', headers, body: form })
    const body: any = await answer.json()
    expect(answer.status, JSON.stringify(body)).toBe(200)
    expect(await widthOf(body.data[0].b64_json)).toBe(64)
  }
})
