// What every driver's standings of engines must do.

import { expect, test } from 'vitest'
import type { EngineStanding, Store } from '../../core/ports.ts'
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
}
