// Incidents and maintenance windows in memory.

import type { IncidentTable } from '../../core/incident-tables.ts'
import type { State } from './layers.ts'

export function incidentTable({ incidents }: State): IncidentTable {
  return {
    insert: async (row) => incidents.set(row.id, row),
    get: async (id) => incidents.get(id),
    list: async (limit) => incidents.all().sort((a, b) => Number(b.startsAt) - Number(a.startsAt) || (a.id < b.id ? 1 : -1)).slice(0, limit),
    async current(now, until) {
      const open = incidents.all().filter(({ startsAt, endsAt, overAt }) => overAt === undefined && startsAt <= until && (endsAt === undefined || endsAt > now))
      const far = ({ startsAt }: { startsAt: Date }): number => Math.abs(Number(startsAt) - Number(now))
      return open.sort((a, b) => Number(a.startsAt > now) - Number(b.startsAt > now) || far(a) - far(b) || (a.id < b.id ? 1 : -1))[0]
    },
    async add(id, update, overAt) {
      const row = incidents.get(id)
      if (!row || row.overAt) return false
      incidents.set(id, { ...row, updates: [...row.updates, update], ...(overAt ? { overAt } : {}) })
      return true
    },
  }
}
