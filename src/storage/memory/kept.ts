// Holds and published pictures in memory.

import type { HoldTable, KeptTables, PublicationRow, PublicationTable } from '../../core/kept-tables.ts'
import type { State } from './layers.ts'

export const keptTables = (state: State): KeptTables => ({ holds: holdTable(state), publications: publicationTable(state) })

function holdTable({ holds, heldThings }: State): HoldTable {
  return {
    async insert(row, things) {
      if (holds.get(row.id)) throw new Error('there is a hold with this id already')
      holds.set(row.id, row)
      for (const thing of things) heldThings.set(`${thing.hold} ${thing.name}`, thing)
    },
    get: async (id) => holds.get(id),
    async living(now, owner) {
      const rows = holds.all().filter((row) => !row.endedAt && row.endsAt > now && (owner === undefined || row.owner === owner))
      return rows.sort((a, b) => Number(a.placedAt) - Number(b.placedAt) || (a.id < b.id ? -1 : 1))
    },
    thingsOf: async (id) => heldThings.all().filter((row) => row.hold === id).sort((a, b) => (a.name < b.name ? -1 : 1)),
    async end(id, at) {
      const row = holds.get(id)
      if (row && !row.endedAt) holds.set(id, { ...row, endedAt: at })
    },
    due: async (now, limit) => holds.all().filter((row) => row.endedAt || row.endsAt <= now).slice(0, limit),
    async remove(id) {
      holds.remove(id)
      for (const row of heldThings.all()) if (row.hold === id) heldThings.remove(`${row.hold} ${row.name}`)
    },
  }
}

function publicationTable({ publications }: State): PublicationTable {
  const newestFirst = (a: PublicationRow, b: PublicationRow): number => Number(b.publishedAt) - Number(a.publishedAt) || (a.id < b.id ? 1 : -1)
  const meant = (of: { id: string } | { owner: string } | { image: string }): PublicationRow[] => {
    const [[name, value] = ['', '']] = Object.entries(of)
    return publications.all().filter((row) => !row.withdrawnAt && row[name as 'id' | 'owner' | 'image'] === value)
  }
  return {
    async insert(row) {
      if (publications.get(row.id) || meant({ image: row.image }).length > 0) throw new Error('this image is published already')
      publications.set(row.id, row)
    },
    get: async (id) => publications.get(id),
    async newest(now, { before, limit }) {
      const last = before === undefined ? undefined : publications.get(before)
      if (before !== undefined && !last) return []
      const shown = publications.all().filter((row) => !row.withdrawnAt && row.deadline > now && (!last || newestFirst(row, last) > 0))
      return shown.sort(newestFirst).slice(0, limit)
    },
    living: async (of) => meant(of).sort((a, b) => Number(b.publishedAt) - Number(a.publishedAt) || (a.id < b.id ? -1 : 1)),
    async withdraw(of, at) {
      const rows = meant(of).map((row) => ({ ...row, withdrawnAt: at }))
      for (const row of rows) publications.set(row.id, row)
      return rows
    },
    due: async (now, limit) => publications.all().filter((row) => row.withdrawnAt || row.deadline <= now).slice(0, limit),
    async remove(id) {
      publications.remove(id)
    },
  }
}
