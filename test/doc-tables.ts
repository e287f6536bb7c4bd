// The tables in the docs that follow from the code. `node bootstrap/run.mjs test/doc-tables.ts` writes them anew.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { settingsTable } from '../src/charter/settings.ts'
import { variables } from '../src/config.ts'
import { sentences, type ErrorCode } from '../src/core/errors.ts'
import { statusOf } from '../src/http/errors.ts'
import { routes } from '../src/http/routes.ts'
import { rules } from '../src/trust/index.ts'
import { makeNotYet, makeRows } from './catalogue/table.ts'
import { project } from './source-files.ts'

/** What `bench/` records of one measurement. */
export interface BenchResult {
  measured: string
  machine: string
  command: string
  figures: Record<string, string>
}

const results = join(project, 'bench/results')

export const tables: ReadonlyArray<{ file: string; name: string; make(): string }> = [
  { file: 'docs/charters.md', name: 'settings', make: makeSettings },
  { file: 'docs/charters.md', name: 'published', make: makePublished },
  { file: 'docs/self-hosting.md', name: 'variables', make: makeVariables },
  { file: 'docs/api.md', name: 'errors', make: makeErrors },
  { file: 'docs/api.md', name: 'routes', make: makeRoutes },
  { file: 'README.md', name: 'promises', make: makePromises },
  { file: 'docs/promises.md', name: 'rows', make: makeRows },
  { file: 'docs/promises.md', name: 'not yet', make: makeNotYet },
  { file: 'README.md', name: 'figures', make: makeFigures },
]

/** The file's text with one table renewed. @throws when the place for it is missing */
export function withTable(text: string, name: string, table: string): string {
  const place = new RegExp(`(<!-- table: ${name} -->\n)[^]*?(<!-- end -->)`)
  if (!place.test(text)) throw new Error(`there is no place for the table "${name}"`)
  return text.replace(place, (_, begin: string, end: string) => `${begin}${table}\n${end}`)
}

function makeRoutes(): string {
  const rows = routes.map(({ method, path, scope, schema }) => [`\`${method} ${path.replace(/:(\w+)/g, '{$1}')}\``, scope === 'public' ? 'everybody' : `\`${scope}\``, schema.summary])
  return inMarkdown(['route', 'who', 'what'], rows)
}

function makeSettings(): string {
  const rows = settingsTable().map(({ path, meaning, limits, usual }) => [`\`${path}\``, meaning, limits, usual === undefined ? '(none)' : `\`${usual}\``])
  return inMarkdown(['setting', 'meaning', 'may be', 'usual'], rows)
}

function makeVariables(): string {
  return inMarkdown(['variable', 'meaning', 'usual'], variables.map(({ name, help, usual }) => [`\`${name}\``, help, usual]))
}

function makeErrors(): string {
  const codes = Object.keys(sentences) as ErrorCode[]
  return inMarkdown(['code', 'status', 'sentence'], codes.map((code) => [`\`${code}\``, String(statusOf(code)), sentences[code].en]))
}

function makePromises(): string {
  const rows = rules.flatMap(({ id, statements }) =>
    statements.map((sentence, index) => [index === 0 ? `[${id}](src/trust/${id}.md)` : '', sentence, index === 0 ? `[proof](src/trust/${id}.test.ts)` : '']),
  )
  return inMarkdown(['promise', 'sentence', ''], rows)
}

/** The line below the title of each text says where it is published. */
function makePublished(): string {
  const lineOf = (id: string): string => readFileSync(join(project, `src/trust/${id}.md`), 'utf8').split('\n')[2] ?? ''
  return inMarkdown(['promise', 'where'], rules.map(({ id }) => [`\`${id}\``, lineOf(id)]))
}

function makeFigures(): string {
  const rows = benchResults().flatMap(({ command, measured, machine, figures }) =>
    Object.entries(figures).map(([what, value], index) => [what, value, index === 0 ? `\`${command}\`, ${measured}, ${machine}` : '']),
  )
  return inMarkdown(['what', 'measured', 'how'], rows)
}

export function benchResults(): BenchResult[] {
  if (!existsSync(results)) return []
  const files = readdirSync(results).filter((file) => file.endsWith('.json'))
  return files.toSorted().flatMap((file) => {
    const read: unknown = JSON.parse(readFileSync(join(results, file), 'utf8'))
    return isResult(read) ? [read] : []
  })
}

function isResult(read: unknown): read is BenchResult {
  return typeof read === 'object' && read !== null && 'figures' in read && 'command' in read && 'measured' in read
}

function inMarkdown(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
  return ['', line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line), ''].join('\n')
}

if (import.meta.main) {
  for (const { file, name, make } of tables) {
    const path = join(project, file)
    writeFileSync(path, withTable(readFileSync(path, 'utf8'), name, make()))
    console.log(`${file}: ${name}`)
  }
}
