// What an engine answers with is opened in a limited process: bad files are faults of that engine, and the next one draws.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCharter } from '../charter/load.ts'
import { engineEntrySchema } from '../charter/sections/engines.ts'
import { EngineFault } from '../core/errors.ts'
import type { ImageEngine } from '../core/ports.ts'
import { guardOutbound, type Door } from '../outbound/door.ts'
import { listenAs, sendJson, type Vendor } from '../../test/vendors/listen.ts'
import { createOpenAiVendor } from '../../test/vendors/openai.ts'
import { makeCorpus, type Specimen } from '../../test/uploads/make-corpus.ts'
import { createOpenAiCompatible } from './openai-compatible/engine.ts'
import { createRouter } from './router.ts'
import { createZai } from './zai/engine.ts'

const model = { id: 'some-model', sizes: [[64, 64]] }
const order = { model: 'some-model', prompt: 'a red fox', negativePrompt: '', width: 64, height: 64, seeds: [1], format: 'png' as const }
const never = new AbortController().signal

let door: Door
let bad: Vendor
let good: Vendor
let corpus: Specimen[]
let sent: Buffer = Buffer.alloc(0)
const engines: ImageEngine[] = []

beforeAll(async () => {
  door = guardOutbound({ rules: [] })
  bad = await listenAs((asked, reply, { url }) => {
    if (asked.path === '/v1/models') return sendJson(reply, 200, { data: [] })
    if (asked.path === '/picture') return void reply.writeHead(200, { 'content-type': 'image/png' }).end(sent)
    sendJson(reply, 200, { created: 1, data: [asked.path.startsWith('/v1/') ? { b64_json: sent.toString('base64') } : { url: `${url}/picture` }] })
  })
  good = await createOpenAiVendor('openai')
  const openai = (id: string, url: string, timeoutSeconds = 20) => createOpenAiCompatible(engineEntrySchema.parse({ id, driver: 'openai-compatible', url: `${url}/v1`, timeoutSeconds, models: [model] }), { reach: door.fetch })
  const zai = createZai(engineEntrySchema.parse({ id: 'zai', driver: 'zai', url: bad.url, timeoutSeconds: 20, models: [model] }), { reach: door.fetch })
  engines.push(openai('bad', bad.url), openai('good', good.url), zai)
  const fates = new Map<string, number>()
  corpus = (await makeCorpus()).filter(({ fate }) => {
    const count = fates.get(String(fate)) ?? 0
    fates.set(String(fate), count + 1)
    return fate !== 'taken' && fate !== 'disguised' && count < 3
  })
}, 60_000)
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.close()))
  await Promise.all([bad.close(), good.close()])
  door.release()
})

describe('bad pictures of a vendor', () => {
  it('are faults, one after the other, and the same engine draws again afterwards', async () => {
    const [inBase64, , byAddress] = engines
    for (const [place, { name, bytes }] of corpus.entries()) {
      sent = Buffer.from(bytes)
      const engine = (place % 2 ? byAddress : inBase64)!
      await expect(engine.generate(order, () => undefined, never), name).rejects.toBeInstanceOf(EngineFault)
    }
    sent = await goodFile()
    for (const engine of [inBase64, byAddress]) expect((await engine!.generate(order, () => undefined, never)).pictures).toHaveLength(1)
  }, 90_000)

  it('do not end an order that another engine can draw', async () => {
    const charter = readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 } })
    const router = createRouter(engines, charter, { write: () => undefined })
    sent = Buffer.from(corpus[0]!.bytes)
    const { pictures } = await router.generate(order, async () => undefined, () => undefined, never)
    expect(pictures[0]!.by!.engine).toBe('good')
    expect((await router.standings()).find(({ engine }) => engine === 'bad')).toMatchObject({ faults: 2, lastFault: 'engine_failed' })
  }, 30_000)
})

async function goodFile(): Promise<Buffer> {
  const answer = await fetch(`${good.url}/v1/images/generations`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ prompt: 'a', size: '64x64' }) })
  const body = (await answer.json()) as { data: Array<{ b64_json: string }> }
  return Buffer.from(body.data[0]!.b64_json, 'base64')
}
