// The only way out of counts into figures that stay: every rule is asked, and small cells go together with what would give them away.

import { facts, type AnonymousFigure, type FigureRow } from './evidence-tables.ts'
import type { Parts } from './ports.ts'
import { throughAll } from './rules.ts'

/** A rule that throws lets nothing out. */
export async function leave({ rules, charter }: Pick<Parts, 'rules' | 'charter'>, rows: readonly FigureRow[]): Promise<AnonymousFigure[]> {
  const left = await throughAll(rules, [...rows], async (rule, value) => rule.keepFigures?.(value, charter) ?? value)
  return left as AnonymousFigure[]
}

/**
 * What is left when every figure must stand for so many visitors. A total that does not goes with all its parts. Parts
 * that do not go too; and since the total minus the parts that are shown would tell their sum, what is hidden together
 * must hold a part that is large enough by itself: the smallest such part is hidden with them.
 */
export function withoutSmall(rows: readonly FigureRow[], threshold: number): FigureRow[] {
  return rows.filter(({ fact }) => fact === 'all').flatMap((total) => {
    if (total.visitors < threshold) return []
    const parts = facts.map((fact) => rows.filter((row) => row.day === total.day && row.figure === total.figure && row.fact === fact))
    return [total, ...parts.flatMap((some) => shown(some, threshold))]
  })
}

function shown(parts: readonly FigureRow[], threshold: number): FigureRow[] {
  const large = parts.filter(({ visitors }) => visitors >= threshold)
  if (large.length === parts.length) return large
  const cover = large.toSorted((a, b) => a.visitors - b.visitors || a.amount - b.amount)[0]
  return large.filter((one) => one !== cover)
}
