// Runs a TypeScript file of this project with its arguments, after setting up what is missing: `node bootstrap/run.mjs FILE ...`.

import { resolve } from 'node:path'
import { finishWith, runInFront, SetUpFailed } from './processes.mjs'
import { environmentFor } from './runtime.mjs'
import { setUp } from './setup.mjs'

async function run() {
  const [file, ...given] = process.argv.slice(2)
  if (!file) throw new SetUpFailed('Give the file to run, e.g. node bootstrap/run.mjs bench/main.ts')
  const runtime = await setUp({ studio: false })
  return runInFront(runtime, [resolve(file), ...given], { env: environmentFor(runtime) })
}

finishWith(run())
