// `npm test`: sets up what is missing and runs every check; the last line counts them. `npm test -- unit browser` runs some stages.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './chromium.mjs'
import { finishWith, runInFront, SetUpFailed } from './processes.mjs'
import { environmentFor, projectFolder } from './runtime.mjs'
import { setUp } from './setup.mjs'

const vitest = join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs')
const compiler = join(projectFolder, 'node_modules', 'typescript', 'bin', 'tsc')

const stages = [
  { name: 'types', title: 'Types', run: checkTypes },
  { name: 'unit', title: 'Units, API and proofs', run: (place) => runVitest(place, 'vitest.config.ts') },
  { name: 'faults', title: 'Faults', run: (place) => runVitest(place, 'test/faults/vitest.config.ts') },
  { name: 'browser', title: 'Browser', run: runBrowser },
]

async function test() {
  const asked = process.argv.slice(2)
  const unknown = asked.find((name) => !stages.some((stage) => stage.name === name))
  if (unknown) throw new SetUpFailed(`There is no stage "${unknown}". Stages: ${stages.map((stage) => stage.name).join(', ')}.`)
  const runtime = await setUp()
  const reports = mkdtempSync(join(tmpdir(), 'gesso-reports-'))
  const place = { runtime, reports, env: environmentFor(runtime) }
  const total = { passed: 0, failed: 0 }
  try {
    for (const stage of stages) {
      if (asked.length > 0 && !asked.includes(stage.name)) continue
      console.log(`\n== ${stage.title}`)
      const { passed, failed } = await stage.run(place)
      console.log(`${stage.title}: ${passed} passed, ${failed} failed`)
      total.passed += passed
      total.failed += failed
    }
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 && total.passed > 0 ? 0 : 1
}

async function checkTypes({ runtime, env }) {
  const code = await runInFront(runtime, [compiler, '--noEmit'], { cwd: projectFolder, env })
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

async function runBrowser(place) {
  const { path, reason } = await findChromium()
  if (!path) {
    console.log(reason)
    return { passed: 0, failed: 1 }
  }
  return runVitest({ ...place, env: { ...place.env, CHROMIUM_PATH: path } }, 'test/browser/vitest.config.ts')
}

async function runVitest({ runtime, reports, env }, config) {
  const report = join(reports, `${config.replaceAll('/', '-')}.json`)
  const given = ['run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await runInFront(runtime, [vitest, ...given], { cwd: projectFolder, env })
  const { passed, failed } = existsSync(report) ? countIn(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 1 }
  // An error outside of any test fails the run too.
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed }
}

/** A file that could not even be loaded counts as one failure. */
function countIn({ numPassedTests, numFailedTests, testResults }) {
  const broken = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'))
  return { passed: numPassedTests, failed: numFailedTests + broken.length }
}

finishWith(test())
