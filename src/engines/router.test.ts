import { describe, expect, it } from 'vitest'
import { readCharter } from '../charter/load.ts'
import { EngineFault, Refused, Stated } from '../core/errors.ts'
import type { EngineFacts, ImageEngine, LogEntry } from '../core/ports.ts'
import type { Order } from '../core/orders.ts'
import { createRouter } from './router.ts'

const charter = readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 'until-deleted' }, aliases: { 'dall-e-3': 'one' } })
const order: Order = { model: 'one', prompt: 'a fox', negativePrompt: '', width: 64, height: 64, seeds: [1], format: 'png' }
const never = new AbortController().signal
const allow = async () => undefined

/** An engine that fails in a given way a given number of times before it draws. */
interface Shape {
  model?: string
  failures?: unknown[]
  ready?: boolean
  place?: EngineFacts['sendsDataTo']
  price?: bigint
  reference?: boolean
  milliseconds?: number
}

function engineNamed(id: string, { model = 'one', failures = [], ready = true, place = 'here', price = 0n, reference = false, milliseconds = 0 }: Shape = {}): ImageEngine & { asked: number } {
  const engine = {
    id,
    asked: 0,
    facts: {
      models: [
        {
          id: model, version: '1', title: { en: id, zh: id }, licence: 'MIT', sizes: { native: [[64, 64] as [number, number]], largest: 64 }, steps: null, guidance: null,
          abilities: { seed: true, negativePrompt: false, previews: false, reference, mask: false }, mostPictures: 1, styles: [], examples: [],
        },
      ],
      sendsDataTo: place,
      pricePerPicture: price,
    },
    async generate(given: Order) {
      engine.asked++
      if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds))
      if (failures.length > 0) throw failures.shift()
      return { pictures: given.seeds.map((seed) => ({ width: given.width, height: given.height, rgb: new Uint8Array(given.width * given.height * 3), seed })), warnings: [], used: {} }
    },
    health: async () => ({ ready }),
    close: async () => undefined,
  }
  return engine
}

function routerOf(...engines: ImageEngine[]) {
  return routerBy({}, ...engines)
}

function routerBy(routing: object, ...engines: ImageEngine[]) {
  const entries: LogEntry[] = []
  const times = { rest: 200, mostRest: 1_000, patience: 700, health: 60_000 }
  const router = createRouter(engines, { ...charter, routing: { ...charter.routing, ...routing } }, { write: (entry) => void entries.push(entry) }, { times })
  const draw = (change: Partial<Order> = {}) => router.generate({ ...order, ...change }, allow, () => undefined, never)
  return { entries, router, draw }
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

const elsewhere = { name: 'Somebody', country: 'SG', termsUrl: 'https://terms.example', keepsFor: '30 days' }

describe('the choice', () => {
  it('goes to the first that is able', async () => {
    const plain = engineNamed('plain')
    const able = engineNamed('able', { reference: true })
    const { draw } = routerBy({}, plain, able)
    expect((await draw()).engine).toBe('plain')
    expect((await draw({ reference: { pixels: { width: 1, height: 1, rgb: new Uint8Array(3) }, strength: 1 } })).engine).toBe('able')
  })

  it('goes by price or speed where the charter says so', async () => {
    const dear = engineNamed('dear', { price: 9n, place: elsewhere })
    const cheap = engineNamed('cheap', { price: 1n, place: elsewhere })
    expect((await routerBy({ prefer: 'price' }, dear, cheap).draw()).engine).toBe('cheap')
    const slow = engineNamed('slow', { milliseconds: 60 })
    const { draw } = routerBy({ prefer: 'speed' }, slow, engineNamed('other', { milliseconds: 60 }))
    await draw()
    const first = draw()
    await new Promise((resolve) => setTimeout(resolve, 10))
    const together = await Promise.all([first, draw()])
    expect(new Set(together.map(({ engine }) => engine)).size).toBe(2)
  })

  it.each([
    ['never', false, 'engine_failed'],
    ['down', true, 'away'],
  ] as const)('leaves this machine when the engine here is down: %s', async (spill, _, end) => {
    const { draw } = routerBy({ spill }, engineNamed('near', { failures: Array.from({ length: 9 }, fault) }), engineNamed('away', { place: elsewhere }))
    const outcome = await draw().then(({ engine }) => engine, (error: EngineFault) => error.code)
    expect(outcome).toBe(end)
  })

  it('leaves this machine when the engine here is busy for long, where the charter says so', async () => {
    const { draw } = routerBy({ spill: 'busy', spillAfterSeconds: 0.05 }, engineNamed('near', { milliseconds: 40 }), engineNamed('away', { place: elsewhere }))
    const early = [draw()]
    expect((await early[0]!).engine).toBe('near')
    for (let number = 0; number < 4; number++) {
      early.push(draw())
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect((await draw()).engine).toBe('away')
    expect((await Promise.all(early)).map(({ engine }) => engine).slice(0, 2)).toEqual(['near', 'near'])
    const { draw: stay } = routerBy({ spill: 'down' }, engineNamed('near', { milliseconds: 40 }), engineNamed('away', { place: elsewhere }))
    expect(new Set((await Promise.all([stay(), stay(), stay()])).map(({ engine }) => engine))).toEqual(new Set(['near']))
  })

  it('passes over an engine that a rule does not allow, and says no only when none is left', async () => {
    const away = engineNamed('away', { place: elsewhere })
    const near = engineNamed('near', { ready: false })
    const check = async (facts: EngineFacts) => (facts.sendsDataTo === 'here' ? undefined : Promise.reject(new Refused('here-only')))
    expect((await routerOf(away, near).router.generate(order, check, () => undefined, never)).engine).toBe('near')
    await expect(routerOf(away).router.generate(order, check, () => undefined, never)).rejects.toMatchObject({ rule: 'here-only' })
    expect(away.asked).toBe(0)
  })

  it('can be told which engine', async () => {
    const { router } = routerOf(engineNamed('a'), engineNamed('b'))
    expect((await router.generate(order, allow, () => undefined, never, { only: 'b' })).engine).toBe('b')
  })
})

describe('the breaker', () => {
  it('opens after three faults in a row; then the engine is not asked while another draws', async () => {
    const bad = engineNamed('bad', { failures: Array.from({ length: 50 }, fault) })
    const { draw, router } = routerBy({}, bad, engineNamed('good'))
    for (let number = 0; number < 10; number++) expect((await draw()).engine).toBe('good')
    expect(bad.asked).toBe(3)
    expect((await router.standings())[0]).toMatchObject({ engine: 'bad', breaker: 'open', ready: false, faults: 3, lastFault: 'engine_failed' })
  })

  it('is tried with one picture after its rest, when the engine says that it is well', async () => {
    const bad = engineNamed('bad', { failures: Array.from({ length: 3 }, fault) })
    const { draw, router } = routerBy({}, bad)
    for (const _ of [1, 2]) await expect(draw()).rejects.toBeInstanceOf(EngineFault)
    // Alone, it is waited for.
    expect((await draw()).engine).toBe('bad')
    expect(bad.asked).toBe(4)
    expect((await router.standings())[0]).toMatchObject({ breaker: 'closed', ready: true, pictures: 1 })
  })

  it('keeps an order waiting through the rests of an engine that is not well yet', async () => {
    const bad = engineNamed('bad', { failures: Array.from({ length: 3 }, fault) })
    const { draw } = routerBy({}, bad)
    for (const _ of [1, 2]) await expect(draw()).rejects.toMatchObject({ code: 'engine_failed' })
    let looks = 0
    bad.health = async () => ({ ready: looks++ >= 1 })
    expect([(await draw()).engine, looks >= 2]).toEqual(['bad', true])
  })

  it('says so at once when an engine has failed for longer than anybody should wait, until it is well', async () => {
    const bad = engineNamed('bad', { failures: Array.from({ length: 3 }, fault) })
    const { draw } = routerBy({}, bad)
    for (const _ of [1, 2]) await expect(draw()).rejects.toMatchObject({ code: 'engine_failed' })
    bad.health = async () => ({ ready: false })
    await expect(draw()).rejects.toMatchObject({ code: 'engine_unavailable', pause: undefined })
    await expect(draw()).rejects.toMatchObject({ code: 'engine_unavailable', pause: undefined })
    expect(bad.asked).toBe(3)
    bad.health = async () => ({ ready: true })
    await expect.poll(() => draw().then(({ engine }) => engine, () => undefined), { timeout: 3_000, interval: 100 }).toBe('bad')
  })

  it('spares an engine of somebody else longer than one on this machine', async () => {
    const looksAt = async (place: Shape['place']): Promise<number> => {
      const bad = engineNamed('bad', { failures: Array.from({ length: 3 }, fault), place })
      const { draw } = routerBy({}, bad)
      for (const _ of [1, 2]) await expect(draw()).rejects.toMatchObject({ code: 'engine_failed' })
      let looks = 0
      bad.health = async () => ({ ready: looks++ < 0 })
      await expect(draw()).rejects.toMatchObject({ code: 'engine_unavailable' })
      return looks
    }
    const [near, far] = await Promise.all([looksAt('here'), looksAt(elsewhere)])
    expect(near).toBeGreaterThan(far)
  })

  it('leaves an engine alone for as long as it asks', async () => {
    const busy = engineNamed('busy', { failures: [new EngineFault('busy', 'engine_unavailable', { again: false, pause: 60_000 })] })
    const { draw } = routerBy({}, busy, engineNamed('good'))
    for (let number = 0; number < 5; number++) expect((await draw()).engine).toBe('good')
    expect(busy.asked).toBe(1)
  })
})

it('draws the pictures of one order on what is left when an engine dies between them, and says who drew which', async () => {
  const dying = engineNamed('dying', { failures: [] })
  const { draw } = routerBy({}, dying, engineNamed('good'))
  const generate = dying.generate.bind(dying)
  dying.generate = async (...given) => {
    if (dying.asked >= 1) throw fault()
    return generate(...given)
  }
  const { pictures } = await draw({ seeds: [1, 2, 3] })
  expect(pictures.map(({ seed }) => seed)).toEqual([1, 2, 3])
  expect(pictures.map(({ by }) => by!.engine)).toEqual(['dying', 'good', 'good'])
})
