#!/usr/bin/env node
// `npx gesso`: runs the command line on a Node.js that is new enough; sets up only when that was never done.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { finishWith, runInFront } from './processes.mjs'
import { environmentFor, findRuntime, projectFolder } from './runtime.mjs'

async function gesso() {
  const ready = existsSync(join(projectFolder, 'node_modules', '.gesso-set-up')) && findRuntime()
  const runtime = ready || (await (await import('./setup.mjs')).setUp({ studio: false }))
  return runInFront(runtime, [join(projectFolder, 'src', 'cli.ts'), ...process.argv.slice(2)], { env: environmentFor(runtime) })
}

finishWith(gesso())
