// The AI SDK's generateImage by three providers, unchanged, against the running server.

import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { generateImage } from 'ai'
import sharp from 'sharp'
import { afterAll, beforeAll, expect } from 'vitest'
import { createZhipu } from 'zhipu-ai-provider'
import { cell } from './cells.ts'
import { differences, leftHalfMask, picture, pixelsOf } from './pictures.ts'
import { run, type Running } from './running.ts'

let server: Running

beforeAll(async () => {
  server = await run({ charter: { labels: { visible: { shown: false }, invisible: false }, aliases: { 'gpt-image-1': 'painter', 'cogview-4-250304': 'painter' } } })
})
afterAll(() => server.close())

const compatible = () => createOpenAICompatible({ name: 'gesso', baseURL: `${server.address}/v1`, apiKey: 'any' })
const openai = () => createOpenAI({ baseURL: `${server.address}/v1`, apiKey: 'any' })
const sizeOf = async (bytes: Uint8Array) => {
  const { width, height } = await sharp(bytes).metadata()
  return [width, height]
}

cell('ai-sdk-openai-compatible', 'generate', async () => {
  const { images } = await generateImage({ model: compatible().imageModel('painter'), prompt: 'a fox', n: 2, size: '64x64', providerOptions: { gesso: { steps: 2, seed: 5 } } })
  expect(images).toHaveLength(2)
  expect(await sizeOf(images[0]!.uint8Array)).toEqual([64, 64])
})

cell('ai-sdk-openai-compatible', 'edit', async () => {
  const original = await picture()
  const prompt = { text: 'a fox', images: [original], mask: await leftHalfMask() }
  const { image } = await generateImage({ model: compatible().imageModel('painter'), prompt, providerOptions: { gesso: { steps: 2 } } } as any)
  const { left, right } = differences(await pixelsOf(image.uint8Array), await pixelsOf(original))
  expect(left).toBeGreaterThan(1000)
  expect(right).toBe(0)
})

cell('ai-sdk-openai', 'generate', async () => {
  const { images } = await generateImage({ model: openai().image('gpt-image-1'), prompt: 'a fox', n: 2, size: '64x64', providerOptions: { openai: { quality: 'low' } } })
  expect(images).toHaveLength(2)
  const { image } = await generateImage({ model: openai().image('painter'), prompt: 'a fox', size: '64x64' })
  expect(await sizeOf(image.uint8Array)).toEqual([64, 64])
})

cell('ai-sdk-openai', 'edit', async () => {
  const original = await picture()
  const { image } = await generateImage({ model: openai().image('gpt-image-1'), prompt: { text: 'at night', images: [original] } } as any)
  expect(await sizeOf(image.uint8Array)).toEqual([64, 64])
  expect(differences(await pixelsOf(image.uint8Array), await pixelsOf(original)).right).toBeGreaterThan(100)
})

cell('ai-sdk-zhipu', 'generate', async () => {
  const zhipu = createZhipu({ baseURL: `${server.address}/api/paas/v4`, apiKey: 'id.secret' })
  const { image } = await generateImage({ model: zhipu.imageModel('cogview-4-250304') as any, prompt: 'a fox', size: '512x512', providerOptions: { zhipu: { quality: 'standard', steps: 2 } } })
  expect(await sizeOf(image.uint8Array)).toEqual([512, 512])
})
