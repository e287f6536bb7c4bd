// What every driver's standings of engines must do.

import { expect, test } from 'vitest'
import type { EngineStanding, Store } from '../../core/ports.ts'
import { timingsKept, type Timing } from '../../core/timings.ts'
import { at } from './samples.ts'

export function engineStandingContract(make: () => Promise<Store>): void {
  const standing = (engine: string, seconds: number, change: Partial<EngineStanding> = {}): EngineStanding => ({
    engine, at: at(seconds), ready: true, breaker: 'closed', drawing: 0, waiting: 2, pictures: 7, faults: 1, ...change,
  })

  test('the newest of each engine and worker is kept', async () => {
    const { engineStandings } = await make()
    await engineStandings.write('one', standing('painter', 1))
    await engineStandings.write('one', standing('painter', 2, { ready: false, breaker: 'open', median: 120, slowest: 300, lastFault: 'engine_failed' }))
    await engineStandings.write('two', standing('painter', 3))
    await engineStandings.write('one', standing('zai', 3, { canary: { at: at(0).toISOString(), version: '1', print: '00ff', milliseconds: 4, changed: 0 } }))
    expect(await engineStandings.newest(at(2))).toEqual([
      standing('painter', 2, { ready: false, breaker: 'open', median: 120, slowest: 300, lastFault: 'engine_failed' }),
      standing('painter', 3),
      standing('zai', 3, { canary: { at: at(0).toISOString(), version: '1', print: '00ff', milliseconds: 4, changed: 0 } }),
    ])
    expect(await engineStandings.newest(at(2.5))).toHaveLength(2)
    expect(await engineStandings.removeBefore(at(3))).toBe(1)
    expect(await engineStandings.newest(at(0))).toHaveLength(2)
  })

  test('of each engine and model the newest durations are kept', async () => {
    const { engineTimings } = await make()
    const timing = (milliseconds: number, change: Partial<Timing> = {}): Timing => ({ engine: 'painter', model: 'painter', pixels: 65_536, steps: 12, edited: false, milliseconds, ...change })
    await engineTimings.add([timing(1), timing(2, { model: 'other' }), timing(3, { engine: 'zai', steps: undefined, edited: true })])
    for (let number = 0; number < 30; number++) await engineTimings.add([timing(100 + number), timing(200.4 + number)])
    const newest = await engineTimings.newest('painter', 'painter')
    expect(newest).toHaveLength(timingsKept)
    expect(newest.slice(0, 2)).toEqual([timing(229), timing(129)])
    expect(newest.some(({ milliseconds }) => milliseconds === 1)).toBe(false)
    expect(await engineTimings.newest('painter')).toHaveLength(timingsKept + 1)
    const [remote] = await engineTimings.newest('zai')
    expect([remote?.steps, remote?.edited, remote?.milliseconds]).toEqual([undefined, true, 3])
    await engineTimings.add([])
  })

  test('what an operator wants of an engine is changed bit by bit', async () => {
    const { engineControls } = await make()
    await engineControls.write('painter', { pausedAt: at(1) })
    await engineControls.write('painter', { tryAt: at(2) })
    await engineControls.write('zai', { canaryAt: at(3) })
    expect((await engineControls.list()).map(({ engine, pausedAt, tryAt, canaryAt }) => [engine, pausedAt, tryAt, canaryAt])).toEqual([
      ['painter', at(1), at(2), undefined],
      ['zai', undefined, undefined, at(3)],
    ])
    await engineControls.write('painter', { pausedAt: null })
    expect((await engineControls.list())[0]?.pausedAt).toBeUndefined()
  })
}
