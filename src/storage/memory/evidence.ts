// Counts of use, figures that stay, and hosts that were contacted, in memory.

import { facts, figures, type Cell, type EvidenceTables, type FigureRow } from '../../core/evidence-tables.ts'
import { hexOf, type State } from './layers.ts'

const cellKey = ({ day, figure, route, language, device }: Cell): string => [day, figure, route, language, device].join('\n')

export function evidenceTables({ visitCounts, visitMarks, keptFigures, contacts }: State): EvidenceTables {
  return {
    visits: {
      async add(counts, marks) {
        for (const row of counts) visitCounts.set(cellKey(row), { ...row, amount: row.amount + (visitCounts.get(cellKey(row))?.amount ?? 0) })
        for (const row of marks) visitMarks.set(`${cellKey(row)}\n${hexOf(row.visitor)}`, row)
      },
      async figuresOf(day) {
        const counted = visitCounts.all().filter((row) => row.day === day)
        const marked = visitMarks.all().filter((row) => row.day === day)
        const rowOf = (figure: Cell['figure'], fact: FigureRow['fact'], value: string): FigureRow => {
          const fits = (row: Cell): boolean => row.figure === figure && (fact === 'all' || row[fact] === value)
          const amount = counted.filter(fits).reduce((sum, one) => sum + one.amount, 0)
          return { day, figure, fact, value, amount, visitors: new Set(marked.filter(fits).map(({ visitor }) => hexOf(visitor))).size }
        }
        return figures.flatMap((figure) => {
          const here = counted.filter((row) => row.figure === figure)
          if (here.length === 0) return []
          return [rowOf(figure, 'all', ''), ...facts.flatMap((fact) => [...new Set(here.map((row) => row[fact]))].sort().map((value) => rowOf(figure, fact, value)))]
        })
      },
      days: async () => [...new Set([...visitCounts.all(), ...visitMarks.all()].map(({ day }) => day))].sort(),
      async removeDay(day) {
        for (const row of visitCounts.all()) if (row.day === day) visitCounts.remove(cellKey(row))
        for (const row of visitMarks.all()) if (row.day === day) visitMarks.remove(`${cellKey(row)}\n${hexOf(row.visitor)}`)
      },
    },
    keptFigures: {
      async write(rows) {
        for (const row of rows) keptFigures.set([row.day, row.figure, row.fact, row.value].join('\n'), row)
      },
      since: async (day) => keptFigures.all().filter((row) => row.day >= day).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
    },
    contacts: {
      async add(rows) {
        for (const row of rows) {
          const key = [row.day, row.process, row.host, row.purpose].join('\n')
          const before = contacts.get(key)
          contacts.set(key, { ...row, opened: row.opened + (before?.opened ?? 0), refused: row.refused + (before?.refused ?? 0), beyond: row.beyond + (before?.beyond ?? 0) })
        }
      },
      since: async (day) => contacts.all().filter((row) => row.day >= day).sort((a, b) => b.day.localeCompare(a.day) || a.host.localeCompare(b.host) || a.purpose.localeCompare(b.purpose) || a.process.localeCompare(b.process)),
      removeBefore: async (day) => contacts.all().filter((row) => row.day < day && contacts.remove([row.day, row.process, row.host, row.purpose].join('\n'))).length,
    },
  }
}

/** Over all before the single facts, then by name. */
const nameOf = ({ day, figure, fact, value }: FigureRow): string => [day, figure, fact, value].join(' ')
