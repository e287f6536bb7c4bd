// Boards, what lies on them, preferences and drafts, in memory.

import type { BoardTable, DraftRow, DraftTable, PlacingRow, PreferencesTable } from '../../core/library-tables.ts'
import type { State } from './layers.ts'

export function boardTable({ boards, placings }: State): BoardTable {
  const nameOf = ({ owner, board, image }: Omit<PlacingRow, 'at'>): string => `${owner} ${board} ${image}`
  const removeWhere = (meant: (row: PlacingRow) => boolean): number => placings.all().filter((row) => meant(row) && placings.remove(nameOf(row))).length
  const own = (owner: string) => boards.all().filter((row) => row.owner === owner)
  return {
    async insert(row) {
      if (boards.get(row.id)) throw new Error('there is a board with this id already')
      boards.set(row.id, row)
    },
    get: async (id) => boards.get(id),
    listOf: async (owner) => own(owner).sort((a, b) => Number(a.createdAt) - Number(b.createdAt) || (a.id < b.id ? -1 : 1)),
    async rename(id, name) {
      const row = boards.get(id)
      if (row) boards.set(id, { ...row, name })
    },
    async remove(id) {
      boards.remove(id)
      removeWhere((row) => row.board === id)
    },
    async place(rows) {
      for (const row of rows) if (!placings.get(nameOf(row))) placings.set(nameOf(row), row)
    },
    async take(owner, board, images) {
      for (const image of images) placings.remove(nameOf({ owner, board, image }))
    },
    placingsOf: async (owner, images) => placings.all().filter((row) => row.owner === owner && (images?.includes(row.image) ?? true)),
    async removeImages(images) {
      removeWhere((row) => images.includes(row.image))
    },
    countOf: async (owner) => own(owner).length + placings.all().filter((row) => row.owner === owner).length,
    async removeOf(owner) {
      const count = own(owner).filter((row) => boards.remove(row.id)).length
      return count + removeWhere((row) => row.owner === owner)
    },
  }
}

export function preferencesTable({ preferences }: State): PreferencesTable {
  const nameOf = (owner: string, person: string): string => `${owner} ${person}`
  const own = (owner: string) => preferences.all().filter((row) => row.owner === owner)
  return {
    async write(row) {
      preferences.set(nameOf(row.owner, row.person), row)
    },
    get: async (owner, person) => preferences.get(nameOf(owner, person)),
    countOf: async (owner) => own(owner).length,
    removeOf: async (owner) => own(owner).filter((row) => preferences.remove(nameOf(row.owner, row.person))).length,
  }
}

export function draftTable({ drafts }: State): DraftTable {
  const nameOf = ({ owner, person, name }: Pick<DraftRow, 'owner' | 'person' | 'name'>): string => `${owner} ${person} ${name}`
  const newestFirst = (owner: string, person: string): DraftRow[] =>
    drafts.all().filter((row) => row.owner === owner && row.person === person).sort((a, b) => Number(b.changedAt) - Number(a.changedAt) || (a.name < b.name ? -1 : 1))
  const removeWhere = (meant: (row: DraftRow) => boolean): number => drafts.all().filter((row) => meant(row) && drafts.remove(nameOf(row))).length
  return {
    async write(row, most) {
      drafts.set(nameOf(row), row)
      for (const beyond of newestFirst(row.owner, row.person).slice(most)) drafts.remove(nameOf(beyond))
    },
    get: async (owner, person, name) => drafts.get(nameOf({ owner, person, name })),
    listOf: async (owner, person) => newestFirst(owner, person).map(({ name, changedAt }) => ({ name, changedAt })),
    async remove(owner, person, name) {
      drafts.remove(nameOf({ owner, person, name }))
    },
    countOf: async (owner) => drafts.all().filter((row) => row.owner === owner).length,
    removeOf: async (owner) => removeWhere((row) => row.owner === owner),
    removeDue: async (now) => removeWhere((row) => row.deadline !== undefined && row.deadline <= now),
  }
}
