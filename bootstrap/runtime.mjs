// Finds a Node.js that is new enough to run Gesso: this one, or the one that npm put into bootstrap/runtime.

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)))
export const runtimeFolder = join(projectFolder, 'bootstrap', 'runtime')
const oldest = 24

export function isNewEnough(version = process.versions.node) {
  return Number(version.split('.')[0]) >= oldest
}

/** The path of a Node.js that can run Gesso, or undefined when one must be installed first. */
export function findRuntime() {
  if (isNewEnough()) return process.execPath
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  const installed = join(runtimeFolder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', program)
  return existsSync(installed) ? installed : undefined
}

/** The environment for what runs on it: its own folder comes first, so that its children find it too. */
export function environmentFor(runtime) {
  return { ...process.env, PATH: `${dirname(runtime)}:${process.env.PATH ?? ''}` }
}
