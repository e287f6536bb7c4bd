import { describe, expect, it } from 'vitest'
import { readCharter } from '../charter/load.ts'
import { EngineFault, Refused, Stated } from '../core/errors.ts'
import type { ImageEngine, LogEntry } from '../core/ports.ts'
import type { Order } from '../core/orders.ts'
import { createRouter } from './router.ts'

const charter = readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 'until-deleted' }, aliases: { 'dall-e-3': 'one' } })
const order: Order = { model: 'one', prompt: 'a fox', negativePrompt: '', width: 64, height: 64, seeds: [1], format: 'png' }
const never = new AbortController().signal
const allow = async () => undefined

/** An engine that fails in a given way a given number of times before it draws. */
function engineNamed(id: string, { model = 'one', failures = [] as unknown[], ready = true } = {}): ImageEngine & { asked: number } {
  const engine = {
    id,
    asked: 0,
    facts: {
      models: [
        {
          id: model, version: '1', title: { en: id, zh: id }, licence: 'MIT', sizes: { native: [[64, 64] as [number, number]], largest: 64 }, steps: null, guidance: null,
          abilities: { seed: true, negativePrompt: false, previews: false, reference: false, mask: false }, mostPictures: 1, styles: [], examples: [],
        },
      ],
      sendsDataTo: 'here' as const,
      pricePerPicture: 0n,
    },
    async generate(given: Order) {
      engine.asked++
      if (failures.length > 0) throw failures.shift()
      return { pictures: given.seeds.map((seed) => ({ width: given.width, height: given.height, rgb: new Uint8Array(given.width * given.height * 3), seed })), warnings: [], used: {} }
    },
    health: async () => ({ ready }),
    close: async () => undefined,
  }
  return engine
}

function routerOf(...engines: ImageEngine[]) {
  const entries: LogEntry[] = []
  return { entries, router: createRouter(engines, charter, { write: (entry) => void entries.push(entry) }) }
}
const fault = () => new EngineFault('it broke')

describe('the router', () => {
  it('finds a model by name and by alias, and no other', () => {
    const { router } = routerOf(engineNamed('a'), engineNamed('b', { model: 'two' }))
    expect(router.find('two')?.engine).toBe('b')
    expect(router.find('dall-e-3')?.card.id).toBe('one')
    expect(router.find('three')).toBeUndefined()
    expect(router.find('constructor')).toBeUndefined()
    expect(router.cards().map(({ engine }) => engine)).toEqual(['a', 'b'])
  })

  it('tries a faulty engine twice, then the next, asking the rules each time', async () => {
    const [bad, good] = [engineNamed('bad', { failures: [fault(), fault(), fault()] }), engineNamed('good')]
    const { router, entries } = routerOf(bad, good)
    let checks = 0
    const made = await router.generate(order, async () => void checks++, () => undefined, never)
    expect([made.engine, bad.asked, good.asked, checks]).toEqual(['good', 2, 1, 3])
    expect(entries.map(({ event, engine }) => [event, engine])).toEqual([['engine-fault', 'bad'], ['engine-fault', 'bad']])
  })

  it('prefers an engine that is ready', async () => {
    const { router } = routerOf(engineNamed('sleeping', { ready: false }), engineNamed('ready'))
    expect((await router.generate(order, allow, () => undefined, never)).engine).toBe('ready')
  })

  it.each([new Refused('some-rule'), new Stated('checkpoint_broken'), new TypeError('a mistake')])('never takes %s elsewhere', async (error) => {
    const other = engineNamed('other')
    const { router } = routerOf(engineNamed('first', { failures: [error] }), other)
    await expect(router.generate(order, allow, () => undefined, never)).rejects.toBe(error)
    expect(other.asked).toBe(0)
  })

  it('draws nothing when a rule says no to the engine', async () => {
    const engine = engineNamed('a')
    const { router } = routerOf(engine)
    const refuse = async () => Promise.reject(new Refused('here-only'))
    await expect(router.generate(order, refuse, () => undefined, never)).rejects.toBeInstanceOf(Refused)
    expect(engine.asked).toBe(0)
  })

  it('gives up with the last fault, and at once when it is stopped', async () => {
    const { router } = routerOf(engineNamed('a', { failures: [fault(), fault(), fault()] }))
    await expect(router.generate(order, allow, () => undefined, never)).rejects.toBeInstanceOf(EngineFault)
    await expect(router.generate(order, allow, () => undefined, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped')
    await expect(router.generate({ ...order, model: 'none' }, allow, () => undefined, never)).rejects.toMatchObject({ code: 'model_unknown' })
  })
})
