// Writes one measurement down: what was measured, how, when, on what; the README's table is made from these.

import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'

export interface Measurement {
  /** Name of the file in bench/results. */
  name: string
  /** How to measure it again. */
  command: string
  /** What was measured, and the value with its unit. */
  figures: Record<string, string>
  /** Anything else worth keeping. */
  details?: unknown
}

export async function record({ name, command, figures, details }: Measurement): Promise<void> {
  const folder = join(import.meta.dirname, 'results')
  const model = cpus()[0]?.model.replace(/\s+/g, ' ').trim() || 'unknown processor'
  const machine = `${availableParallelism()} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GiB`
  const result = { measured: new Date().toISOString().slice(0, 10), commit: commit(), machine, command, figures, details }
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`)
  for (const [what, value] of Object.entries(figures)) console.log(`${what}: ${value}`)
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}
