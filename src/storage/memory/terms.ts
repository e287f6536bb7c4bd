// Published terms and acceptances in memory.

import type { AcceptanceTable, VersionTable } from '../../core/terms-tables.ts'
import type { State } from './layers.ts'

export function versionTable({ versions }: State): VersionTable {
  const ordered = () => versions.all().sort((a, b) => Number(b.effectiveAt) - Number(a.effectiveAt) || Number(b.announcedAt) - Number(a.announcedAt))
  return {
    insert: async (row) => versions.set(row.id, row),
    get: async (id) => versions.get(id),
    list: async () => ordered().map(({ texts: _, settings: __, ...brief }) => brief),
    async noticed(id, at) {
      const row = versions.get(id)
      if (row) versions.set(id, { ...row, noticedAt: at, effectiveAt: new Date(Math.max(Number(row.effectiveAt), Number(at) + row.noticeDays * 86_400_000)) })
    },
    withdraw: async (now) => versions.all().filter((row) => (row.effectiveAt > now || row.noticedAt === undefined) && versions.remove(row.id)).length,
    async removeReplaced(before) {
      const [, ...replaced] = ordered().filter((row) => row.effectiveAt <= before && row.noticedAt !== undefined)
      return replaced.filter((row) => versions.remove(row.id)).length
    },
  }
}

export function acceptanceTable({ acceptances }: State): AcceptanceTable {
  return {
    insert: async (row) => acceptances.set(`${row.owner} ${Number(row.at)} ${row.version}`, row),
    listOf: async (owner) => acceptances.all().filter((row) => row.owner === owner).sort((a, b) => Number(b.at) - Number(a.at)),
    removeOf: async (owner) => acceptances.all().filter((row) => row.owner === owner && acceptances.remove(`${row.owner} ${Number(row.at)} ${row.version}`)).length,
    anybody: async () => acceptances.all().length > 0,
  }
}
