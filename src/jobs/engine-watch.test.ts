import { afterEach, expect, it } from 'vitest'
import { createMemoryApp, type Api } from '../../test/api/memory-app.ts'
import { startEngineWatch } from './engine-watch.ts'

let api: Api | undefined
afterEach(() => api?.close())

it('writes down how engines do, draws one fixed picture a day, and says whether it changed', async () => {
  const made = (api = await createMemoryApp({ worker: false }))
  const watch = startEngineWatch(made.parts, 'worker', 60_000)
  const newest = async () => (await made.parts.store.engineStandings.newest(new Date(0)))[0]!
  await watch.look()
  const first = await newest()
  expect(first).toMatchObject({ engine: 'painter', ready: true, breaker: 'closed', faults: 0 })
  expect(first.canary!.print).toMatch(/^[0-9a-f]{384}$/)
  await watch.look()
  expect((await newest()).pictures).toBe(1)
  made.clock.advance(25 * 3_600_000)
  // Another worker goes on from what this one wrote.
  watch.stop()
  const next = startEngineWatch(made.parts, 'next', 60_000)
  await next.look()
  next.stop()
  const later = (await made.parts.store.engineStandings.newest(new Date(0))).find(({ canary }) => canary?.changed !== undefined)!
  expect(later.canary).toMatchObject({ print: first.canary!.print, changed: 0 })
  const answer = await made.fetch('/v1/engines')
  const body: any = await answer.json()
  expect(body.data[0]).toMatchObject({ id: 'painter', on: true, place: null, models: ['painter'], standings: [{ ready: true, breaker: 'closed', pictures: 2, canary: { changed: 0 } }] })
})

it('does what an operator wants: pauses, goes on, and draws the fixed picture when asked, across workers', async () => {
  const made = (api = await createMemoryApp({ worker: false }))
  const steer = async (action: string, engine = 'painter') => {
    const answer = await made.fetch(`/v1/engines/${engine}/steer`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ action }) })
    return { status: answer.status, body: (await answer.json()) as any }
  }
  await steer('canary')
  const watch = startEngineWatch(made.parts, 'worker', 60_000)
  const standing = async () => (await made.parts.router.standings())[0]!
  // What was asked of workers that are gone is not done again.
  await watch.obey()
  expect((await standing()).pictures).toBe(0)
  expect((await steer('pause')).body.data[0]).toMatchObject({ id: 'painter', paused: true })
  await watch.obey()
  expect((await standing()).paused).toBe(true)
  made.clock.advance(1000)
  await steer('canary')
  await watch.obey()
  expect((await standing()).pictures).toBe(0)
  expect((await steer('resume')).body.data[0].paused).toBe(false)
  made.clock.advance(1000)
  await steer('canary')
  await watch.obey()
  expect(await standing()).toMatchObject({ pictures: 1, faults: 0 })
  expect((await standing()).paused).toBeUndefined()
  watch.stop()
  expect((await steer('pause', 'nobody')).status).toBe(404)
  expect((await steer('explode')).status).toBe(400)
}, 30_000)
