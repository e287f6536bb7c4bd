// How long it takes is said from real durations of the engine, on every surface; a new engine says that nothing is known.

import { afterEach, expect, test } from 'vitest'
import { createMemoryApp, type Api } from './memory-app.ts'
import { ask, draw } from './requests.ts'

let api: Api
afterEach(() => api.close())

const tiny = { prompt: 'a red fox', size: '64x64', steps: 1 }
const get = async (path: string) => (await ask(api, 'GET', path)).body
const order = async (change: object = {}) => (await ask(api, 'POST', '/v1/generations', { ...tiny, ...change })).body

test('an engine without timings says so; then the range comes from what was drawn, line and pictures counted', async () => {
  api = await createMemoryApp({ worker: false })
  const first = await order()
  expect([first.timings, first.seconds, first.place]).toEqual([0, undefined, 0])
  expect((await get('/v1/models/painter')).expected).toBeNull()
  expect((await get('/v1/engines')).data[0].timings).toBeNull()
  const { parts, app } = api
  const worker = app.startWorker('first')
  await draw(api)
  await draw(api)
  await worker.stop()
  const timings = await parts.store.engineTimings.newest('painter')
  // Durations alone: whose and which they were stands nowhere.
  expect(timings.map((one) => Object.keys(one).sort())).toEqual([0, 1].map(() => ['edited', 'engine', 'milliseconds', 'model', 'pixels', 'steps']))
  expect(timings[0]).toMatchObject({ engine: 'painter', model: 'painter', pixels: 4096, steps: 1, edited: false })

  for (const milliseconds of [2000, 3000, 4000]) await parts.store.engineTimings.add([{ engine: 'painter', model: 'painter', pixels: 65_536, steps: 12, edited: false, milliseconds }])
  const large = { size: '256x256', steps: 12 }
  const own = await order({ ...large, pictures: 2 })
  expect([own.timings, own.seconds, own.place]).toEqual([3, { least: 4, most: 8 }, 0])
  const behind = await order(large)
  expect([behind.seconds, behind.place]).toEqual([{ least: 6, most: 12 }, 1])
  expect((await get('/v1/engines')).data[0].timings).toMatchObject({ count: 5, slowest_ms: 4000 })
  const expected = (await get('/v1/models/painter')).expected
  expect(expected.from).toBeGreaterThan(0)
  expect(expected.most).toBeGreaterThanOrEqual(expected.least)

  // While it is drawn, what passed is taken off; longer than ever before is not promised any time.
  const taken = (await parts.store.generations.take('w', parts.clock.now(), new Date(Date.now() + 9_999_999)))!
  expect(taken.id).toBe(own.id)
  api.clock.advance(3000)
  expect((await get(`/v1/generations/${own.id}`)).seconds).toEqual({ least: 1, most: 5 })
  expect((await get(`/v1/generations/${behind.id}`)).seconds).toEqual({ least: 2, most: 12 })
  const stop = new AbortController()
  const stream = await api.fetch(`/v1/generations/${behind.id}/events`, { signal: stop.signal })
  const reader = stream.body!.getReader()
  let heard = ''
  while (!heard.includes('data: ')) heard += new TextDecoder().decode((await reader.read()).value)
  expect(JSON.parse(heard.split('data: ')[1]!.split('\n')[0]!)).toMatchObject({ place: 0, seconds: { least: 2, most: 12 }, timings: 3 })
  stop.abort()
  api.clock.advance(9000)
  const late = await get(`/v1/generations/${own.id}`)
  expect([late.seconds, late.timings]).toEqual([undefined, 3])
})
