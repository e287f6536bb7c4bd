// Standings of engines in memory.

import type { EngineStandingTable } from '../../core/engines.ts'
import type { State } from './layers.ts'

export function engineStandingTable({ engineStandings }: State): EngineStandingTable {
  const keyOf = (engine: string, holder: string): string => `${engine}\n${holder}`
  return {
    async write(holder, standing) {
      engineStandings.set(keyOf(standing.engine, holder), { holder, standing })
    },
    async newest(since) {
      const rows = engineStandings.all().filter(({ standing }) => standing.at >= since)
      return rows.sort((a, b) => (keyOf(a.standing.engine, a.holder) < keyOf(b.standing.engine, b.holder) ? -1 : 1)).map(({ standing }) => standing)
    },
    removeBefore: async (at) => engineStandings.all().filter(({ holder, standing }) => standing.at < at && engineStandings.remove(keyOf(standing.engine, holder))).length,
  }
}
