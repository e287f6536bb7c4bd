// One of two engines dead, slow, lying or cutting, or all of it in turn: nobody notices, and the engine that fails is left alone.

import { afterEach, describe, expect, it } from 'vitest'
import { engineEntrySchema } from '../../src/charter/sections/engines.ts'
import { readCharter } from '../../src/charter/load.ts'
import { createOpenAiCompatible } from '../../src/engines/openai-compatible/engine.ts'
import { createRouter } from '../../src/engines/router.ts'
import { guardOutbound } from '../../src/outbound/door.ts'
import { createMemoryApp, type Api } from './memory-app.ts'
import { listenAs, sendJson, type Trouble, type Vendor } from '../vendors/listen.ts'
import { createOpenAiVendor, type Accent } from '../vendors/openai.ts'

const closers: Array<() => unknown> = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const times = { rest: 300, mostRest: 2_000, patience: 25_000, health: 500 }

interface World {
  api: Api
  one: Vendor
  other: Vendor
  draw(count: number): Promise<Record<string, number>>
  standings(): ReturnType<Api['parts']['router']['standings']>
}

async function worldOf(first: Accent | Vendor = 'openai'): Promise<World> {
  const one = typeof first === 'string' ? await createOpenAiVendor(first) : first
  const other = await createOpenAiVendor('openai')
  const model = { id: 'drawn', sizes: [[128, 128]] }
  const entries = [['one', one], ['other', other]] as const
  const settings = {
    engines: entries.map(([id, { url }]) => ({ id, driver: 'openai-compatible', url: `${url}/v1`, timeoutSeconds: 1, concurrency: 4, models: [model] })),
    model: 'drawn',
  }
  const charter = readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 }, ...settings })
  const door = guardOutbound({ rules: [], charter })
  const engines = settings.engines.map((entry) => createOpenAiCompatible(engineEntrySchema.parse(entry), { reach: door.fetch }))
  const api = await createMemoryApp({ charter: settings, parts: (real) => ({ router: createRouter(engines, charter, real.log, { times }) }) })
  closers.push(() => one.close(), () => other.close(), () => door.release(), () => api.close())
  return {
    api,
    one,
    other,
    standings: () => api.parts.router.standings(),
    /** Orders so many at once and counts how they ended. */
    async draw(count) {
      const ends: Record<string, number> = {}
      await Promise.all(
        Array.from({ length: count }, async (_, number) => {
          const answer = await api.fetch('/v1/images/generations', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ prompt: `fox ${number}`, n: 2 }) })
          const body: any = await answer.json()
          const whole = answer.status === 200 && body.data.length === 2
          ends[whole ? 'drawn' : (body.error?.code ?? 'odd')] = (ends[whole ? 'drawn' : (body.error?.code ?? 'odd')] ?? 0) + 1
        }),
      )
      return ends
    },
  }
}

const generations = ({ asked }: Vendor): number => asked.filter(({ path }) => path.endsWith('/generations')).length

describe('one of two engines', () => {
  it('dead: 0 fail, and it is hardly asked', async () => {
    const world = await worldOf()
    await world.one.close()
    expect(await world.draw(14)).toEqual({ drawn: 14 })
    expect((await world.standings()).find(({ engine }) => engine === 'one')?.ready).toBe(false)
  }, 30_000)

  it('dying in the middle: 0 fail', async () => {
    const world = await worldOf()
    expect(await world.draw(5)).toEqual({ drawn: 5 })
    const drawing = world.draw(20)
    await world.one.close()
    expect(await drawing).toEqual({ drawn: 20 })
  }, 30_000)

  it.each<Trouble>(['cut', 'page', 'error', 'cut-picture'])('answering with %s: 0 fail, and it is left alone after a few', async (trouble) => {
    const world = await worldOf()
    world.one.trouble = trouble
    expect(await world.draw(14)).toEqual({ drawn: 14 })
    expect(generations(world.one)).toBeLessThan(24)
  }, 30_000)

  it('silent: 0 fail', async () => {
    const world = await worldOf()
    world.one.trouble = 'silent'
    expect(await world.draw(12)).toEqual({ drawn: 12 })
  }, 60_000)

  it.each<Accent>(['empty', 'error-200', 'busy'])('lying (%s): 0 fail', async (accent) => {
    const world = await worldOf(accent)
    expect(await world.draw(10)).toEqual({ drawn: 10 })
  }, 30_000)

  it('drawing something else than was ordered, or one flat colour: 0 fail', async () => {
    const { default: sharp } = await import('sharp')
    const flat = await sharp({ create: { width: 128, height: 128, channels: 3, background: 'black' } }).png().toBuffer()
    const liar = await listenAs((_, reply) => sendJson(reply, 200, { data: [{ b64_json: flat.toString('base64') }] }))
    const world = await worldOf(liar)
    expect(await world.draw(10)).toEqual({ drawn: 10 })
  }, 30_000)

  it('is asked again when it is well, by one picture at first', async () => {
    const world = await worldOf()
    world.one.trouble = 'error'
    await world.draw(8)
    const asked = generations(world.one)
    world.one.trouble = undefined
    // Nobody sleeps for the breaker: orders come until one was drawn there again.
    for (let tries = 0; tries < 200 && generations(world.one) === asked; tries++) {
      expect(await world.draw(1)).toEqual({ drawn: 1 })
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    expect(generations(world.one)).toBeGreaterThan(asked)
    expect((await world.standings()).find(({ engine }) => engine === 'one')?.breaker).toBe('closed')
  }, 30_000)

  it('refusing: nobody else is asked', async () => {
    const world = await worldOf()
    const answer = await world.api.fetch('/v1/images/generations', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ prompt: 'a forbidden fox' }) })
    expect(answer.status).toBe(400)
    expect(((await answer.json()) as any).error.code).toBe('engine_refused')
    expect(generations(world.one) + generations(world.other)).toBe(1)
  })
})
