// Hugging Face's inference client with its provider zai-org: only where api.z.ai leads is changed.

import { InferenceClient } from '@huggingface/inference'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import { cell } from './cells.ts'
import { run, type Running } from './running.ts'

let server: Running
const asked: string[] = []

beforeAll(async () => {
  server = await run()
  const real = fetch
  vi.stubGlobal('fetch', async (address: string | URL, init?: RequestInit) => {
    const url = String(address)
    // What the hub says of the model: which provider has it, under which name.
    if (url.startsWith('https://huggingface.co/api/models/')) {
      return Response.json({ inferenceProviderMapping: { 'zai-org': { provider: 'zai-org', providerId: 'glm-image', status: 'live', task: 'text-to-image' } } })
    }
    if (url.startsWith('https://api.z.ai/')) asked.push(new URL(url).pathname.replace(/gen_\w+/, '{id}'))
    return real(url.replace('https://api.z.ai', server.address), init)
  })
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await server.close()
})

cell('hugging-face', 'generate', async () => {
  const client = new InferenceClient('id.secret')
  const blob: any = await client.textToImage({ provider: 'zai-org', model: 'zai-org/GLM-Image', inputs: 'a fox', parameters: { size: '64x64' } as any }, { outputType: 'blob' })
  const { width, height } = await sharp(Buffer.from(await blob.arrayBuffer())).metadata()
  expect([width, height]).toEqual([64, 64])
  expect(asked).toEqual(['/api/paas/v4/async/images/generations', '/api/paas/v4/async-result/{id}'])
}, 30_000)
