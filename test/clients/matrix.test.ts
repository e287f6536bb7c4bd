// The published matrix: every cell stands in it, runs somewhere, and worked when the page was written.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { project } from '../source-files.ts'
import { clients } from './cells.ts'
import { matrixText } from './matrix.ts'

const all = Object.entries(clients).flatMap(([name, { cells }]) => Object.keys(cells).map((cell) => `${name} ${cell}`))

test('docs/compatibility.md is the matrix with all cells working; if not: node bootstrap/run.mjs test/clients/write-matrix.ts', () => {
  const text = readFileSync(join(project, 'docs/compatibility.md'), 'utf8')
  expect(text).toBe(matrixText(new Map(all.map((name) => [name, 'works']))))
})

test('every cell has its test', () => {
  const folder = join(project, 'test/clients')
  const source = readdirSync(folder).filter((file) => file.endsWith('.test.ts')).map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
  const missing = all.filter((name) => {
    const [client, cell] = name.split(' ')
    return !source.includes(`cell('${client}', '${cell}'`)
  })
  expect(missing).toEqual([])
})
