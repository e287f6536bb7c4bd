// `npm start`: sets up what is missing, then runs the server on a Node.js that is new enough.

import { join } from 'node:path'
import { finishWith, runInFront } from './processes.mjs'
import { environmentFor, projectFolder } from './runtime.mjs'
import { setUp } from './setup.mjs'

async function start() {
  const runtime = await setUp()
  const main = join(projectFolder, 'src', 'main.ts')
  return runInFront(runtime, [main, ...process.argv.slice(2)], { env: environmentFor(runtime) })
}

finishWith(start())
