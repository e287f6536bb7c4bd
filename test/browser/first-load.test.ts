// How much program a first visit loads: what the page names, what that imports, and its sentences, as the server compresses them.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { en } from '../../studio/words/en.ts'
import { zh } from '../../studio/words/zh.ts'

/** Bytes, compressed; asked for are 180,000, and what was saved stays saved. */
const most = 150_000

const folder = join(import.meta.dirname, '../../dist/studio')
const page = readFileSync(join(folder, 'index.html'), 'utf8')
const read = (name: string): string => readFileSync(join(folder, 'assets', name), 'utf8')

function importsOf(source: string): string[] {
  return [...source.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g)].map(([, name]) => name ?? '')
}

function firstLoad(sentence: string): string[] {
  const words = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js') && read(name).includes(sentence))
  const waiting = [...[...page.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, name]) => name ?? ''), ...words]
  const found = new Set<string>()
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue
    found.add(name)
    waiting.push(...importsOf(read(name)))
  }
  return [...found]
}

it.each([
  ['English', en.make.promptHint],
  ['Chinese', zh.make.promptHint],
])('the first page in %s stays within its weight', (_, sentence) => {
  const names = firstLoad(sentence)
  expect(names.filter((name) => /^(en|zh)-/.test(name))).toHaveLength(1)
  const bytes = names.reduce((sum, name) => sum + gzipSync(read(name), { level: 9 }).length, 0)
  expect(bytes).toBeGreaterThan(100_000)
  expect(bytes).toBeLessThanOrEqual(most)
})
