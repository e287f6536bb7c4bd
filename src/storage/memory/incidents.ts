// Incidents and maintenance windows in memory.

import type { IncidentTable } from '../../core/incident-tables.ts'
import type { State } from './layers.ts'

export function incidentTable({ incidents }: State): IncidentTable {
  return {
    insert: async (row) => incidents.set(row.id, row),
    get: async (id) => incidents.get(id),
    list: async (limit) => incidents.all().sort((a, b) => Number(b.startsAt) - Number(a.startsAt) || (a.id < b.id ? 1 : -1)).slice(0, limit),
    async add(id, update, overAt) {
      const row = incidents.get(id)
      if (!row || row.overAt) return false
      incidents.set(id, { ...row, updates: [...row.updates, update], ...(overAt ? { overAt } : {}) })
      return true
    },
  }
}
