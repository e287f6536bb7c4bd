// Nobody waits behind somebody else's thousand: not behind many orders, and not behind one order of many pictures.

import { afterEach, describe, expect, it } from 'vitest'
import { readCharter } from '../../src/charter/load.ts'
import { accept } from '../../src/core/generate.ts'
import { endStates } from '../../src/core/rows.ts'
import type { Caller } from '../../src/core/callers.ts'
import type { ImageEngine } from '../../src/core/ports.ts'
import { createRouter } from '../../src/engines/router.ts'
import { createMemoryApp, type Api } from './memory-app.ts'

let api: Api | undefined
afterEach(async () => {
  await api?.close()
  api = undefined
})

/** Draws grey, and writes down whose prompt it drew; each picture takes its time. */
async function slowEngine(milliseconds: number, concurrency = 1) {
  const drawn: string[] = []
  const beside = { now: 0, most: 0 }
  const usual = await createMemoryApp({ worker: false })
  const [{ card } = {}] = usual.parts.router.cards()
  await usual.close()
  const engine: ImageEngine = {
    id: 'slow',
    facts: { models: [card!], sendsDataTo: 'here', pricePerPicture: 0n, concurrency },
    async generate(order) {
      beside.most = Math.max(beside.most, ++beside.now)
      await new Promise((resolve) => setTimeout(resolve, milliseconds))
      beside.now--
      drawn.push(order.prompt)
      return { pictures: order.seeds.map((seed) => ({ seed, width: order.width, height: order.height, rgb: new Uint8Array(order.width * order.height * 3) })), warnings: [], used: {} }
    },
    health: async () => ({ ready: true }),
    close: async () => undefined,
  }
  const charter = readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 }, limits: { waiting: 5000 } })
  api = await createMemoryApp({ parts: (real) => ({ charter, router: createRouter([engine], charter, real.log) }), worker: false })
  return { drawn, beside, parts: api.parts, app: api.app }
}

const callerOf = (parts: Api['parts'], name: string): Caller => {
  const pair = parts.sealing.createPair()
  return { kind: 'owner', owner: `owner/${name}`, ownerKey: pair.publicKey, scopes: ['images:make', 'images:read', 'images:delete'], unlock: async () => pair.privateKey }
}

async function endOf(parts: Api['parts'], id: string): Promise<void> {
  for (;;) {
    const row = await parts.store.generations.get(id)
    if (row && endStates.includes(row.state)) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

describe('fair turns', () => {
  it('a thousand orders of one caller delay another by one picture at most', async () => {
    const { drawn, parts, app } = await slowEngine(15)
    const many = callerOf(parts, 'many')
    for (let number = 0; number < 1000; number++) await accept(parts, many, { prompt: 'hog', width: 64, height: 64 })
    app.startWorker('fair')
    while (drawn.length < 3) await new Promise((resolve) => setTimeout(resolve, 5))
    for (const name of ['ben', 'cleo', 'dora']) {
      const before = drawn.length
      const id = await accept(parts, callerOf(parts, name), { prompt: name, width: 64, height: 64 })
      await endOf(parts, id)
      // The one that was being drawn, and then this one.
      expect(drawn.slice(before).indexOf(name), name).toBeLessThanOrEqual(1)
    }
  }, 60_000)

  it('one order of ten pictures delays another by one picture at most, and ten callers take turns', async () => {
    const { drawn, parts, app } = await slowEngine(40)
    app.startWorker('fair')
    await accept(parts, callerOf(parts, 'many'), { prompt: 'hog', pictures: 10, width: 64, height: 64 })
    while (drawn.length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    const before = drawn.length
    await endOf(parts, await accept(parts, callerOf(parts, 'ben'), { prompt: 'ben', width: 64, height: 64 }))
    expect(drawn.slice(before).indexOf('ben')).toBeLessThanOrEqual(1)
    const callers = Array.from({ length: 6 }, (_, number) => `caller ${number}`)
    const ids = await Promise.all(callers.map((name) => accept(parts, callerOf(parts, name), { prompt: name, pictures: 2, width: 64, height: 64 })))
    await Promise.all(ids.map((id) => endOf(parts, id)))
    const own = drawn.filter((name) => name.startsWith('caller'))
    expect(new Set(own.slice(0, 6)).size).toBe(6)
  }, 60_000)

  it('an engine that draws three at once is given three', async () => {
    const { drawn, beside, parts, app } = await slowEngine(40, 3)
    app.startWorker('fair')
    await endOf(parts, await accept(parts, callerOf(parts, 'ben'), { prompt: 'ben', pictures: 6, width: 64, height: 64 }))
    expect(drawn).toHaveLength(6)
    expect(beside.most).toBe(3)
  })
})
