// The tables of docs/promises.md: each row of the built parts, with what keeps it.

import { rules } from '../../src/trust/index.ts'
import type { Row } from './row.ts'
import { builtParts, catalogue } from './rows.ts'

export type Status = 'proven' | 'probed' | 'text-only' | 'not yet'

export const builtRows = (): Row[] => builtParts.flatMap((part) => catalogue.filter((row) => row.part === part))

/** `probed` = proved, and looked at on the running server besides. */
export function statusOf({ kept }: Row): Status {
  if (kept.by === 'text') return 'text-only'
  if (kept.by === 'not yet') return 'not yet'
  return kept.rules.some((id) => rules.find((rule) => rule.id === id)?.probe) ? 'probed' : 'proven'
}

export function makeRows(): string {
  const counted = (['proven', 'probed', 'text-only', 'not yet'] as const).map((status) => `${builtRows().filter((row) => statusOf(row) === status).length} ${status}`)
  const rows = builtRows().map((row) => [row.id, row.part, row.what, row.kind, statusOf(row), keptBy(row)])
  return `\n${builtRows().length} rows: ${counted.join(', ')}.\n${inMarkdown(['row', 'part', 'what', 'kind', 'status', 'kept by'], rows)}`
}

export function makeNotYet(): string {
  return inMarkdown(['row', 'part', 'what', 'why not'], builtRows().flatMap((row) => (row.kept.by === 'not yet' ? [[row.id, row.part, row.what, row.kept.why]] : [])))
}

function keptBy({ kept }: Row): string {
  if (kept.by === 'not yet') return ''
  if (kept.by === 'text') return `\`${kept.document}\`: “${kept.phrase}”`
  const proofs = kept.rules.map((id) => `[${id}](../src/trust/${id}.md)${rules.find((rule) => rule.id === id)?.probe ? ' (probe on `/trust`)' : ''}`)
  return [...proofs, ...kept.tests.map(({ file, title }) => `[${title}](../${file})`)].join('; ')
}

function inMarkdown(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return ['', line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line), ''].join('\n')
}
