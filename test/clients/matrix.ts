// The conformance matrix as a page: each cell with what the last run said of it.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { project } from '../source-files.ts'
import { clients } from './cells.ts'

export type Verdict = 'works' | 'fails'

const head = `# Compatibility

Real clients, unchanged, run against the running server with its tiny painter. The page is written by \`node bootstrap/run.mjs test/clients/write-matrix.ts\` from what the tests in \`test/clients\` said; \`npm test\` runs them too. How to bring a client: [clients.md](clients.md); what is absent on purpose: [absent.md](absent.md).
`

export function matrixText(verdicts: ReadonlyMap<string, Verdict>): string {
  const tables = Object.entries(clients).map(([name, client]) => {
    const version = 'package' in client ? `, version ${versionOf(client.package)}` : ''
    const rows = Object.entries(client.cells).map(([cell, meaning]) => `| ${meaning} | ${verdicts.get(`${name} ${cell}`) ?? 'not run'} |`)
    return [`## ${client.title}${version}`, '', '| what | |', '|---|---|', ...rows, ''].join('\n')
  })
  return [head, ...tables].join('\n')
}

function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }
  return version
}
