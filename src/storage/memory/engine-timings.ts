// Durations of engines, and what operators want of them, in memory.

import type { EngineControlTable } from '../../core/engines.ts'
import { timingsKept, type EngineTimingTable } from '../../core/timings.ts'
import type { State } from './layers.ts'

export function engineTimingTable({ engineTimings }: State): EngineTimingTable {
  return {
    async add(timings) {
      for (const one of timings) {
        const key = `${one.engine}\n${one.model}`
        const newest = [{ ...one, milliseconds: Math.round(one.milliseconds) }, ...(engineTimings.get(key)?.newest ?? [])]
        engineTimings.set(key, { newest: newest.slice(0, timingsKept) })
      }
    },
    newest: async (engine, model) => engineTimings.all().flatMap(({ newest }) => newest).filter((one) => one.engine === engine && (model === undefined || one.model === model)),
  }
}

export function engineControlTable({ engineControls }: State): EngineControlTable {
  return {
    async write(engine, { pausedAt, ...change }) {
      const before = engineControls.get(engine) ?? { engine }
      engineControls.set(engine, { ...before, ...change, pausedAt: pausedAt === undefined ? before.pausedAt : (pausedAt ?? undefined) })
    },
    list: async () => engineControls.all().sort((a, b) => (a.engine < b.engine ? -1 : 1)),
  }
}
