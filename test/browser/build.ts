// Builds the studio once, so that the tests open what is in the sources now.

import { join } from 'node:path'
import { build } from 'vite'

export async function setup(): Promise<void> {
  // What people get, not what the test runner's own mode would make of it.
  const { NODE_ENV } = process.env
  process.env['NODE_ENV'] = 'production'
  await build({ configFile: join(import.meta.dirname, '../../vite.config.ts'), logLevel: 'warn' })
  process.env['NODE_ENV'] = NODE_ENV
}
