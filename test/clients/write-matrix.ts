// Runs the clients against the server and writes docs/compatibility.md: `node bootstrap/run.mjs test/clients/write-matrix.ts`.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { project } from '../source-files.ts'
import { matrixText, type Verdict } from './matrix.ts'

interface Report {
  testResults: Array<{ assertionResults: Array<{ title: string; status: string }> }>
}

const folder = mkdtempSync(join(tmpdir(), 'gesso-matrix-'))
const file = join(folder, 'report.json')
const vitest = join(project, 'node_modules/vitest/vitest.mjs')
spawnSync(process.execPath, [vitest, 'run', 'test/clients', '--reporter=json', `--outputFile=${file}`], { cwd: project, stdio: ['ignore', 'inherit', 'inherit'] })
const report = JSON.parse(readFileSync(file, 'utf8')) as Report
rmSync(folder, { recursive: true })
const verdicts = new Map(report.testResults.flatMap(({ assertionResults }) => assertionResults.map(({ title, status }): [string, Verdict] => [title, status === 'passed' ? 'works' : 'fails'])))
writeFileSync(join(project, 'docs/compatibility.md'), matrixText(verdicts))
console.log(`docs/compatibility.md: ${[...verdicts.values()].filter((one) => one === 'works').length} of ${verdicts.size} tests passed`)
