// The thirty checks of the studio: each is named by its number in a test that runs in a browser.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const browser = join(root, 'test/browser')

/** `check 7: ...` and `checks 1, 8 and 25: ...` */
function numbersIn(file: string): number[] {
  const titles = [...readFileSync(join(browser, file), 'utf8').matchAll(/\bit(?:\.each\([^]*?\))?\(\s*['"`]checks? ([\d, and]+):/g)]
  return titles.flatMap(([, numbers]) => (numbers ?? '').match(/\d+/g) ?? []).map(Number)
}

/** Not a test yet: leave this list as soon as they are. */
const missing: number[] = []
const all = Array.from({ length: 30 }, (_, at) => at + 1)

it('every check is a test in a browser', () => {
  const named = new Set(readdirSync(browser).filter((file) => file.endsWith('.test.ts')).flatMap(numbersIn))
  expect(all.filter((number) => !named.has(number) && !missing.includes(number))).toEqual([])
  expect([...named].filter((number) => !all.includes(number))).toEqual([])
})

it('every check stands in the documents', () => {
  const rows = [...readFileSync(join(root, 'docs/studio.md'), 'utf8').matchAll(/^\| (\d+) \| \S/gm)].map((match) => Number(match[1]))
  expect(rows).toEqual(all)
})
