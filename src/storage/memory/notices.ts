// Notices in memory.

import type { NoticeRow, NoticeTable } from '../../core/notice-tables.ts'
import type { State } from './layers.ts'

export function noticeTable({ notices, versions }: State): NoticeTable {
  const change = (id: string, next: (row: NoticeRow) => Partial<NoticeRow>): void => {
    const row = notices.get(id)
    if (row) notices.set(id, { ...row, ...next(row) })
  }
  const newest = () => notices.all().sort((a, b) => Number(b.announcedAt) - Number(a.announcedAt) || (a.id < b.id ? 1 : -1))
  const isOver = ({ kind, version, announcedAt }: NoticeRow, before: Date): boolean => announcedAt < before || (kind === 'terms' && !versions.get(version ?? ''))
  return {
    insert: async (row) => notices.set(row.id, row),
    get: async (id) => notices.get(id),
    list: async (limit) => newest().slice(0, limit),
    unmailed: async () => newest().filter(({ mailedAt }) => mailedAt === undefined).reverse(),
    async progress(id, { due, ...done }) {
      const row = notices.get(id)
      if (!row) return
      const { cursor, ...rest } = { ...row, ...done, due: row.due + due }
      notices.set(id, done.mailedAt || cursor === undefined ? rest : { ...rest, cursor })
    },
    count: async (id, outcome, at) => change(id, (row) => ({ [outcome]: row[outcome] + 1, lastAt: at })),
    remove: async (id) => notices.remove(id),
    removeOver: async (before) => notices.all().filter((row) => isOver(row, before) && notices.remove(row.id)).length,
  }
}
