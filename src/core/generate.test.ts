// The life of a generation on memory storage with real sealing: what is kept, what is charged, and that guards fail closed.

import { describe, expect, it } from 'vitest'
import { createAnnouncements } from '../jobs/announcements.ts'
import { readCharter } from '../charter/load.ts'
import { createLabels } from '../labels/labels.ts'
import { createSealing } from '../sealing/envelope.ts'
import { createMemoryVault } from '../sealing/memory-vault.ts'
import { createMemoryFiles } from '../storage/memory-files.ts'
import { createMemoryStore } from '../storage/memory.ts'
import type { Caller } from './callers.ts'
import { EngineFault, Refused, Stated } from './errors.ts'
import { accept, cancel, LeaseLost, run } from './generate.ts'
import { deleteImage, listGenerations, readGeneration, readImage } from './images.ts'
import { createLink, readByLink } from './links.ts'
import type { Order } from './orders.ts'
import type { EngineFacts, ModelCard, Parts, Picture, Pixels, Router } from './ports.ts'
import type { TrustRule } from './rules.ts'

const card: ModelCard = {
  id: 'plain',
  version: '1',
  title: { en: 'Plain', zh: '素' },
  licence: 'Apache-2.0',
  sizes: { native: [[8, 8]], largest: 64 },
  steps: { usual: 2, least: 1, most: 9 },
  guidance: null,
  abilities: { seed: true, negativePrompt: false, previews: false, reference: false, mask: false },
  mostPictures: 4,
  styles: [{ id: 'ink', title: { en: 'Ink', zh: '水墨' }, words: 'in ink' }],
  examples: [],
}

/** Flat pictures whose colour follows from seed and prompt: an engine without a model. */
function flat(order: Order, seed: number): Picture {
  const value = (seed + order.prompt.length) % 256
  return { width: 64, height: 64, rgb: new Uint8Array(64 * 64 * 3).fill(value), seed }
}

interface Bench {
  parts: Parts
  owner: Caller
  stranger: Caller
  drawn: Order[]
  now: { at: number }
}

async function bench(rules: TrustRule[] = [], draw: (order: Order) => void = () => {}, price = 7n): Promise<Bench> {
  let dice = 1
  const random = { bytes: (count: number) => Uint8Array.from({ length: count }, () => (dice = (dice * 48271) % 2147483647) & 255) }
  const now = { at: Date.UTC(2026, 10, 22) }
  const vault = createMemoryVault(random)
  const facts: EngineFacts = { models: [card], sendsDataTo: 'here', pricePerPicture: price }
  const drawn: Order[] = []
  const router: Router = {
    cards: () => [{ engine: 'flat', card, facts }],
    find: (model) => (model === 'plain' ? { engine: 'flat', card, facts } : undefined),
    offers: (model) => (model === 'plain' ? [{ engine: 'flat', card, facts }] : []),
    standings: async () => [],
    learn: () => undefined,
    steer: () => undefined,
    async generate(order, check) {
      await check(facts)
      drawn.push(order)
      draw(order)
      return { engine: 'flat', card, pictures: order.seeds.map((seed) => flat(order, seed)), warnings: [], used: { steps: order.steps } }
    },
  }
  const charter = readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 }, model: 'plain' })
  const parts: Parts = {
    clock: { now: () => new Date(now.at) },
    random,
    log: { write() {} },
    charter,
    rules,
    store: createMemoryStore(),
    files: createMemoryFiles({ now: () => new Date(now.at) }),
    vault,
    sealing: createSealing(random, random.bytes(32)),
    router,
    pixels: {
      encode: async ({ rgb }: Pixels) => rgb,
      small: async ({ rgb }: Pixels) => rgb.slice(0, 16),
      decode: async (file: Uint8Array) => ({ width: 64, height: 64, rgb: file }),
      enlarge: async ({ rgb }: Pixels, size: { width: number; height: number }) => ({ ...size, rgb }),
      openUploads: async () => [],
    },
    announcements: createAnnouncements(),
    labels: await createLabels(charter, {}),
    messages: { send: async () => {}, sendNews: async () => false, deliver: async () => 0, settled: async () => {} },
  } as Parts
  const callerOf = async (owner: string): Promise<Caller> => ({
    kind: 'owner',
    owner,
    ownerKey: await vault.publicKey(`owner/${owner}`),
    scopes: ['images:make', 'images:read', 'images:delete'],
    unlock: () => vault.privateKey(`owner/${owner}`),
  })
  // Prices are not zero here, so that the ledger has something to do.
  const owner = await callerOf('ada')
  await parts.store.ledger.write({
    id: 'grant',
    kind: 'reserve',
    generation: 'grant',
    at: new Date(now.at),
    entries: [
      { account: 'house/grants', amount: -100n },
      { account: 'customer/ada', amount: 100n },
    ],
  })
  return { parts, owner, stranger: await callerOf('eve'), drawn, now }
}

async function takeAndRun({ parts }: Bench, signal: AbortSignal = new AbortController().signal, faults = new Map<string, number>()) {
  const taken = await parts.store.generations.take('worker', parts.clock.now(), new Date(parts.clock.now().getTime() + 1000))
  if (!taken) throw new Error('nothing to take')
  await run(parts, taken, signal, faults)
  return taken
}

const balance = ({ parts }: Bench) => parts.store.ledger.balance('customer/ada')

describe('a generation', () => {
  it('is accepted, drawn, charged, and readable by its owner alone', async () => {
    const on = await bench()
    const id = await accept(on.parts, on.owner, { prompt: 'a red fox', pictures: 2, seed: 5, style: 'ink' })
    expect(await balance(on)).toBe(86n)
    await takeAndRun(on)
    const view = await readGeneration(on.parts, on.owner, id)
    expect(view).toMatchObject({ state: 'finished', words: { prompt: 'a red fox', seed: 5 }, outcome: { prompt: 'a red fox, in ink', seeds: [5, 6], engine: 'flat' } })
    expect(view.images).toHaveLength(2)
    expect(await balance(on)).toBe(86n)
    expect(await on.parts.store.ledger.balance('house/revenue')).toBe(14n)
    expect(await on.parts.store.ledger.balance('house/reserved')).toBe(0n)
    const image = await readImage(on.parts, on.owner, view.images[0]?.id ?? '')
    expect(image.bytes).toHaveLength(64 * 64 * 3)
    await expect(readGeneration(on.parts, on.stranger, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(readImage(on.parts, on.stranger, image.image.id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await listGenerations(on.parts, on.stranger, { limit: 10 })).generations).toEqual([])
  })

  it('keeps nothing of the words in clear', async () => {
    const on = await bench()
    const id = await accept(on.parts, on.owner, { prompt: 'quetzalcoatlus' })
    const row = await on.parts.store.generations.get(id)
    for (const bytes of [row?.order, row?.words]) expect(Buffer.from(bytes ?? []).includes('quetzal')).toBe(false)
    await takeAndRun(on)
    const ended = await on.parts.store.generations.get(id)
    expect(ended?.order).toBeUndefined()
    expect(Buffer.from(ended?.outcome ?? []).includes('quetzal')).toBe(false)
  })

  it('is not drawn twice for one repeat key, and a different body is refused', async () => {
    const on = await bench()
    const first = await accept(on.parts, on.owner, { prompt: 'one' }, { key: 'k', body: 'one' })
    expect(await accept(on.parts, on.owner, { prompt: 'one' }, { key: 'k', body: 'one' })).toBe(first)
    await expect(accept(on.parts, on.owner, { prompt: 'two' }, { key: 'k', body: 'two' })).rejects.toMatchObject({ code: 'idempotency_mismatch' })
    expect(await balance(on)).toBe(93n)
    await takeAndRun(on)
    expect(on.drawn).toHaveLength(1)
  })

  it('gives the money back when it is stopped, waiting or running', async () => {
    const on = await bench()
    const waiting = await accept(on.parts, on.owner, { prompt: 'one' })
    await cancel(on.parts, on.owner, waiting)
    await cancel(on.parts, on.owner, waiting)
    expect((await readGeneration(on.parts, on.owner, waiting)).state).toBe('cancelled')
    expect(await balance(on)).toBe(100n)
    await expect(cancel(on.parts, on.stranger, waiting)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('fails after an engine failed again and again, and costs nothing', async () => {
    const on = await bench([], () => {
      throw new EngineFault('no')
    })
    const id = await accept(on.parts, on.owner, { prompt: 'one' })
    const faults = new Map<string, number>()
    for (let tries = 0; tries < 12; tries++) await takeAndRun(on, undefined, faults)
    expect(await readGeneration(on.parts, on.owner, id)).toMatchObject({ state: 'failed', error: 'engine_failed' })
    expect(await balance(on)).toBe(100n)
  })

  it('is not drawn any more after a hundred workers ended with it, and costs nothing', async () => {
    const on = await bench()
    const id = await accept(on.parts, on.owner, { prompt: 'one' })
    for (let tries = 0; tries < 100; tries++) {
      await on.parts.store.generations.take('dies', on.parts.clock.now(), on.parts.clock.now())
      on.now.at += 5000
    }
    await takeAndRun(on)
    expect(await readGeneration(on.parts, on.owner, id)).toMatchObject({ state: 'failed', error: 'engine_failed' })
    expect([on.drawn, await balance(on)]).toEqual([[], 100n])
  })

  it('writes nothing when its lease was lost', async () => {
    const on = await bench()
    const id = await accept(on.parts, on.owner, { prompt: 'one' })
    const slow = await on.parts.store.generations.take('slow', on.parts.clock.now(), on.parts.clock.now())
    on.now.at += 5000
    await takeAndRun(on)
    if (!slow) throw new Error('nothing to take')
    await run(on.parts, slow, new AbortController().signal)
    const view = await readGeneration(on.parts, on.owner, id)
    expect(view.images).toHaveLength(1)
    expect(await on.parts.store.ledger.balance('house/revenue')).toBe(7n)
    const lost = new AbortController()
    lost.abort(new LeaseLost())
    await run(on.parts, slow, lost.signal)
    expect((await readGeneration(on.parts, on.owner, id)).state).toBe('finished')
  })

  it('costs nothing and leaves no row when the balance is too low', async () => {
    const on = await bench([], () => {}, 60n)
    await expect(accept(on.parts, on.owner, { prompt: 'one', pictures: 2 })).rejects.toMatchObject({ code: 'balance_too_low' })
    expect(await on.parts.store.generations.countUnfinished()).toBe(0)
    expect(await balance(on)).toBe(100n)
  })
})

describe('rules', () => {
  const broken = (): never => {
    throw new TypeError('a bug in a rule')
  }

  it('that throw refuse before any engine sees the prompt, and nothing is kept', async () => {
    const on = await bench([{ id: 'buggy', statements: [], checkRequest: broken }])
    await expect(accept(on.parts, on.owner, { prompt: 'one' })).rejects.toMatchObject({ code: 'rule_failed', rule: 'buggy' })
    expect(await on.parts.store.generations.countUnfinished()).toBe(0)
    expect(await balance(on)).toBe(100n)
  })

  for (const hook of ['checkEngine', 'pixels', 'metadata', 'sign'] as const) {
    it(`that throw in ${hook} end the generation as refused, uncharged, with no picture`, async () => {
      const rule: TrustRule = { id: 'buggy', statements: [], ...(hook === 'checkEngine' ? { checkEngine: broken } : { finish: { [hook]: broken } }) }
      const on = await bench([rule])
      const id = await accept(on.parts, on.owner, { prompt: 'one' })
      await takeAndRun(on)
      expect(await readGeneration(on.parts, on.owner, id)).toMatchObject({ state: 'refused', error: 'rule_failed', images: [] })
      expect(await balance(on)).toBe(100n)
    })
  }

  it('that throw in mayServe serve nobody', async () => {
    const rule: TrustRule = { id: 'buggy', statements: [] }
    const on = await bench([rule])
    const id = await accept(on.parts, on.owner, { prompt: 'one' })
    await takeAndRun(on)
    const image = (await readGeneration(on.parts, on.owner, id)).images[0]?.id ?? ''
    rule.mayServe = broken
    await expect(readImage(on.parts, on.owner, image)).rejects.toMatchObject({ code: 'gone' })
    rule.mayServe = () => false
    await expect(readImage(on.parts, on.owner, image)).rejects.toBeInstanceOf(Stated)
  })

  it('can refuse with their own sentence', async () => {
    const on = await bench([
      {
        id: 'no-foxes',
        statements: [],
        async checkRequest({ prompt }) {
          if (prompt.includes('fox')) throw new Refused('no-foxes')
        },
      },
    ])
    await expect(accept(on.parts, on.owner, { prompt: 'a fox' })).rejects.toMatchObject({ code: 'refused_by_rule', rule: 'no-foxes' })
  })
})

describe('an image', () => {
  it('opens by its link until the minutes are over, and not after it was deleted', async () => {
    const on = await bench()
    const id = await accept(on.parts, on.owner, { prompt: 'one' })
    await takeAndRun(on)
    const image = (await readGeneration(on.parts, on.owner, id)).images[0]?.id ?? ''
    const { token } = await createLink(on.parts, on.owner, image)
    expect((await readByLink(on.parts, token)).bytes).toHaveLength(64 * 64 * 3)
    expect((await readByLink(on.parts, token, 'small')).mime).toBe('image/webp')
    await expect(readByLink(on.parts, token.replace(/^../, 'zz'))).rejects.toMatchObject({ code: 'not_found' })
    await expect(createLink(on.parts, on.stranger, image)).rejects.toMatchObject({ code: 'not_found' })
    on.now.at += 60 * 60_000
    await expect(readByLink(on.parts, token)).rejects.toMatchObject({ code: 'gone' })
    const { token: second } = await createLink(on.parts, on.owner, image)
    await expect(deleteImage(on.parts, on.stranger, image)).rejects.toMatchObject({ code: 'not_found' })
    await deleteImage(on.parts, on.owner, image)
    await expect(readByLink(on.parts, second)).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteImage(on.parts, on.owner, image)).rejects.toMatchObject({ code: 'not_found' })
    expect(await on.parts.files.read(`images/${image}`)).toBeUndefined()
    expect(await on.parts.vault.names('object/')).toEqual([])
    await expect(readGeneration(on.parts, on.owner, id)).rejects.toMatchObject({ code: 'not_found' })
  })
})
