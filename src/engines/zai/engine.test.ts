import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engineEntrySchema, type EngineEntry } from '../../charter/sections/engines.ts'
import { EngineFault, Refused } from '../../core/errors.ts'
import type { Order } from '../../core/orders.ts'
import { guardOutbound, type Door } from '../../outbound/door.ts'
import type { Vendor } from '../../../test/vendors/listen.ts'
import { createZaiVendor, type ZaiOptions } from '../../../test/vendors/zai.ts'
import { engineContract } from '../engine.contract.ts'
import { createZai } from './engine.ts'

let door: Door
beforeAll(() => void (door = guardOutbound({ rules: [], lookUp: async () => ['10.0.0.7'] })))
afterAll(() => door.release())

const entryOf = (url: string, change: object = {}): EngineEntry => engineEntrySchema.parse({ id: 'zai', driver: 'zai', url: `${url}/api/paas/v4`, timeoutSeconds: 5, ...change })
const vendors: Vendor[] = []
afterAll(() => Promise.all(vendors.map((vendor) => vendor.close())))

async function zaiWith(options: ZaiOptions = {}, change: object = {}) {
  const vendor = await createZaiVendor({ key: 'id.secret', ...options })
  vendors.push(vendor)
  return { vendor, engine: createZai(entryOf(vendor.url, change), { reach: door.fetch, key: 'id.secret' }, { pollMilliseconds: 5 }) }
}

// Small sizes, so that the suite draws its many pictures fast; the documented ones are tried below.
const small = [{ id: 'cogview-4', sizes: [[128, 128], [192, 96]], multipleOf: undefined }]
engineContract('CogView-4 at once', { create: async () => (await zaiWith({ small: true }, { models: small })).engine })
engineContract('GLM-Image by asking again', { create: async () => (await zaiWith({ small: true }, { models: [{ ...small[0], id: 'glm-image' }], quirks: { async: true } })).engine })

const real = process.env.GESSO_ZAI_URL
if (real) {
  const away = { place: { name: 'Z.ai', country: 'SG' }, terms: 'https://terms.example', retention: 'unknown' }
  const entry = engineEntrySchema.parse({ id: 'zai', driver: 'zai', url: real, models: ['cogview-4-250304'], ...away })
  const outside = () => guardOutbound({ rules: [], charter: { outbound: { hosts: [] } } as never })
  engineContract('the vendor at GESSO_ZAI_URL', { create: async () => createZai(entry, { reach: outside().fetch, key: process.env.ZAI_API_KEY }) })
}

const order: Order = { model: 'cogview-4-250304', prompt: 'a red fox', negativePrompt: '', width: 512, height: 512, seeds: [1], format: 'png' }
const never = new AbortController().signal

describe('what it sends', () => {
  it('is what the documents list, with a size that the model takes', async () => {
    const { vendor, engine } = await zaiWith()
    const sizes = [['cogview-4-250304', 512, 512], ['cogview-4-250304', 300, 200], ['glm-image', 960, 1728], ['glm-image', 1000, 1000], ['glm-image', 2048, 2048]] as const
    for (const [model, width, height] of sizes) {
      const { pictures } = await engine.generate({ ...order, model, width, height }, () => undefined, never)
      expect([pictures[0]!.width, pictures[0]!.height]).toEqual([width, height])
    }
    const sent = vendor.asked.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body.toString()))
    expect(sent[0]).toEqual({ model: 'cogview-4-250304', prompt: 'a red fox', size: '512x512' })
    expect(sent.map(({ size, quality }) => [size, quality])).toEqual([
      ['512x512', undefined], ['768x512', undefined], ['960x1728', 'hd'], ['1024x1024', 'hd'], ['2048x2048', 'hd'],
    ])
    expect(vendor.asked[0]!.headers.authorization).toBe('Bearer id.secret')
  })
})

describe('what it is answered', () => {
  it.each(['code 1301', 'level 0', 'nothing level 1'])('takes "%s" for a refusal', async (prompt) => {
    const { engine } = await zaiWith()
    const refused = engine.generate({ ...order, prompt }, () => undefined, never)
    await expect(refused).rejects.toBeInstanceOf(Refused)
    await expect(refused).rejects.toMatchObject({ code: 'engine_refused' })
  })

  it('delivers a picture with a mild level', async () => {
    expect((await (await zaiWith()).engine.generate({ ...order, prompt: 'level 3' }, () => undefined, never)).pictures).toHaveLength(1)
  })

  it.each([
    ['1302', { code: 'engine_unavailable', again: false, pause: 2000 }],
    ['1305', { code: 'engine_unavailable', again: false, pause: 2000 }],
    ['1113', { code: 'engine_unavailable', again: false }],
    ['1000', { code: 'engine_unavailable', again: false }],
    ['1211', { code: 'engine_failed', again: false }],
    ['1261', { code: 'engine_failed', again: false }],
    ['1234', { code: 'engine_failed', again: true }],
  ])('knows code %s', async (code, fault) => {
    const asked = (await zaiWith()).engine.generate({ ...order, prompt: `code ${code}` }, () => undefined, never)
    await expect(asked).rejects.toBeInstanceOf(EngineFault)
    await expect(asked).rejects.toMatchObject(fault)
  })

  it.each([[{}, 'nothing'], [{ quirks: { async: true } }, 'fail later']])('takes an answer without a picture for a fault (%o)', async (change, prompt) => {
    await expect((await zaiWith({}, change)).engine.generate({ ...order, prompt }, () => undefined, never)).rejects.toBeInstanceOf(EngineFault)
  })

  it.each(['cut', 'page', 'cut-picture', 'silent'] as const)('takes an answer that is %s for a fault', async (trouble) => {
    const { vendor, engine } = await zaiWith({}, { timeoutSeconds: 1 })
    vendor.trouble = trouble
    await expect(engine.generate(order, () => undefined, never)).rejects.toBeInstanceOf(EngineFault)
  })

  it.each([
    'http://localhost:PORT/x', 'http://127.0.0.2:PORT/x', 'http://[::1]:PORT/x', 'http://10.1.2.3/x', 'http://169.254.169.254/latest', 'http://2130706433:PORT/x',
    'http://[::ffff:127.0.0.1]:PORT/x', 'http://0x7f.1:PORT/x', 'http://pictures.example/x', 'file:///etc/passwd', 'not an address',
  ])('opens no address inside: %s', async (address) => {
    const secret = await createZaiVendor()
    vendors.push(secret)
    const { engine } = await zaiWith({ pictures: () => address.replace('PORT', new URL(secret.url).port) })
    await expect(engine.generate(order, () => undefined, never)).rejects.toBeInstanceOf(EngineFault)
    expect(secret.asked).toEqual([])
  })
})
