// Turns what was measured into the tables of docs/labels.md, each between two marks in that file.

import type { LabelResults } from '../labels.ts'
import type { Survival } from './survival.ts'

export function tablesOf({ at512, at256, alarms, speed, formats, profiles }: LabelResults): Record<string, string> {
  const tables: Record<string, string> = {}
  if (at512) tables['survival-512'] = survival(at512)
  if (at256) tables['survival-256'] = survival(at256)
  if (alarms) {
    const { looks, alarms: seen, largestCertainty, threshold } = alarms
    tables['false-alarms'] = `${seen} false alarms in ${looks.toLocaleString('en')} looks at unmarked pictures; the highest certainty was ${largestCertainty.toFixed(2)}, the threshold is ${threshold}.`
  }
  if (speed) {
    const rows = speed.stages.map(({ stage, milliseconds }) => [stage, milliseconds.toFixed(1)])
    tables.speed = `${table(['stage', 'ms'], rows)}\n\nLabels add ${Math.round(speed.added)} ms and ${Math.round(speed.addedBytes / 1024)} KiB.`
  }
  if (formats) {
    const rows = formats.map((row) => [row.format, row.signature, yes(row.xmp), yes(row.exif), row.invisible === 'ours' ? 'found' : row.invisible, `${row.labelBytes} bytes`])
    tables.formats = table(['format', 'C2PA, by the reference reader', 'XMP: IPTC and TC260', 'EXIF', 'invisible mark', 'manifest'], rows)
  }
  if (profiles) {
    const rows = profiles.map((row) => [row.profiles, row.visibleMark, `${(row.letterShare * 100).toFixed(1)} %`, yes(row.mayHide), row.signature, row.sourceType, `${row.aigcFields} fields`, row.invisible === 'ours' ? 'found' : row.invisible])
    tables.profiles = table(['profiles', 'mark', 'letters, measured', 'mark may be switched off', 'C2PA', 'IPTC source type', 'TC260:AIGC', 'invisible mark'], rows)
  }
  return tables
}

/** @throws when the file has no place for a table */
export function writeTables(manual: string, tables: Record<string, string>): string {
  return Object.entries(tables).reduce((text, [name, body]) => {
    const place = new RegExp(`(<!-- measured: ${name} -->\\n)[^]*?(<!-- end -->)`)
    if (!place.test(text)) throw new Error(`docs/labels.md has no place for "${name}"`)
    return text.replace(place, (_, begin: string, end: string) => `${begin}\n${body}\n\n${end}`)
  }, manual)
}

function survival({ rows, meanChange }: Survival): string {
  const share = (count: number, of: number): string => `${((count / of) * 100).toFixed(1)} %`
  const lines = rows.map((row) => [row.change, share(row.found, row.of), share(row.numberRead, row.of), row.leastCertainty.toFixed(1)])
  const head = table(['change', 'found', 'number read', 'least certainty'], lines)
  return `${head}\n\n${rows[0]?.of ?? 0} pictures; mean change of a pixel's channels ${meanChange.toFixed(2)} of 255.`
}

const yes = (value: boolean): string => (value ? 'yes' : 'no')

const table = (head: string[], rows: string[][]): string => [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
