// The catalogue is honest: each row names tests, promises or phrases that there are, and what is missing is little and says why.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documents } from '../../src/policies/documents.ts'
import { ruleIds } from '../../src/trust/ids.ts'
import { project } from '../source-files.ts'
import { catalogue } from './rows.ts'
import { builtRows } from './table.ts'

const sources = new Map<string, string>()

function sourceOf(file: string): string {
  if (!existsSync(join(project, file))) return ''
  const text = sources.get(file) ?? readFileSync(join(project, file), 'utf8').replaceAll("\\'", "'")
  sources.set(file, text)
  return text
}

/** Titles as they stand behind `it(`, `test(` and their tables. */
function hasTest({ file, title }: { file: string; title: string }): boolean {
  const text = sourceOf(file)
  return ["'", '"', '`'].some((quote) => text.includes(`(${quote}${title}`) || text.includes(`\n${quote}${title}`))
}

it('holds each row once', () => {
  const ids = catalogue.map(({ id }) => id)
  expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([])
  expect(builtRows().length).toBeGreaterThan(170)
})

describe.each(catalogue.map((row) => [row.id, row] as const))('%s', (_, { kind, kept, what }) => {
  it('says what it is in a sentence, and rests on what is there', () => {
    expect(what).toMatch(/^[A-Z].{10,110}\.$/)
    if (kept.by === 'not yet') return expect(kept.why).toMatch(/^[A-Z].{10,}\.$/)
    if (kept.by === 'text') {
      expect(kind).toBe('legal-text-only')
      expect(documents.map(({ id }) => id)).toContain(kept.document)
      expect(sourceOf(`src/policies/texts/en/${kept.document}.md`)).toContain(kept.phrase)
      return
    }
    expect(kept.rules.length + kept.tests.length).toBeGreaterThan(0)
    expect(kept.rules.filter((id) => !(ruleIds as readonly string[]).includes(id) || sourceOf(`src/trust/${id}.test.ts`) === '')).toEqual([])
    expect(kept.tests.filter((one) => !hasTest(one))).toEqual([])
  })
})

it('has at most ten rows of the charter that are not kept yet', () => {
  const missing = builtRows().filter(({ part, kept }) => part.startsWith('charter') && kept.by === 'not yet')
  expect(missing.map(({ id }) => id).length).toBeLessThanOrEqual(10)
})
