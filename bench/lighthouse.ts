// What Lighthouse says of the studio's first page, at a desk and on a phone; Lighthouse itself is fetched into a temporary folder.

import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '../test/browser/browser.ts'
import { checkpoints, startServer } from '../test/browser/server.ts'
import { record } from './record.ts'

/** Not among the packages of the project: it brings more than a hundred others. */
const version = '13.5.0'

interface Report {
  categories: Record<string, { score: number | null }>
  audits: Record<string, { numericValue?: number }>
}

const work = await mkdtemp(join(tmpdir(), 'gesso-lighthouse-'))
/** A folder in which that version was installed before; absent = it is fetched for this once. */
const [installed = work] = process.argv.slice(2)
if (installed === work) {
  await writeFile(join(work, 'package.json'), '{ "private": true }')
  console.log(`fetching lighthouse ${version}`)
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', `lighthouse@${version}`], { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] })
}
const server = await startServer(checkpoints.tiny)

async function measure(kind: 'desktop' | 'mobile'): Promise<Report> {
  const out = join(work, `${kind}.json`)
  const given = ['node_modules/lighthouse/cli/index.js', server.address, '--output=json', `--output-path=${out}`, '--quiet', '--chrome-flags=--headless=new --no-sandbox --disable-gpu', ...(kind === 'desktop' ? ['--preset=desktop'] : [])]
  execFileSync(process.execPath, given, { cwd: installed, env: { ...process.env, CHROME_PATH: findChromium() }, stdio: ['ignore', 'inherit', 'inherit'] })
  return JSON.parse(await readFile(out, 'utf8')) as Report
}

try {
  const figures: Record<string, string> = {}
  for (const [kind, wanted] of [['desktop', 'wanted: 95 each, 1.5 s'], ['mobile', 'wanted: 85 each, 2.5 s']] as const) {
    // The first visit warms the server, not the browser: Lighthouse takes a new one each time.
    await fetch(server.address)
    const { categories, audits } = await measure(kind)
    const scores = Object.entries(categories).map(([name, { score }]) => `${name} ${Math.round((score ?? 0) * 100)}`)
    const paint = (audits['largest-contentful-paint']?.numericValue ?? 0) / 1000
    figures[`Lighthouse, first page, ${kind} (${wanted})`] = `${scores.join(', ')}; largest paint ${paint.toFixed(2)} s`
  }
  figures['programs waiting for a core while this was measured (0 to 1 = a quiet machine)'] = String(Math.round(loadavg()[0] ?? 0))
  await record({ name: 'lighthouse', command: 'npm run bench lighthouse', figures, details: { lighthouse: version } })
} finally {
  await server.close()
  await rm(work, { recursive: true, force: true })
}
