// The curl lines of the docs, as they stand there, against the running server.

import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect } from 'vitest'
import { project } from '../source-files.ts'
import { cell } from './cells.ts'
import { leftHalfMask, picture } from './pictures.ts'
import { run, type Running } from './running.ts'

let server: Running
let folder: string
const shell = promisify(execFile)

beforeAll(async () => {
  server = await run()
  folder = await mkdtemp(join(tmpdir(), 'gesso-curl-'))
  await writeFile(join(folder, 'picture.png'), await picture())
  await writeFile(join(folder, 'mask.png'), await leftHalfMask())
  await writeFile(join(folder, 'requests.jsonl'), JSON.stringify({ custom_id: 'fox', method: 'POST', url: '/v1/images/generations', body: { prompt: 'a fox' } }))
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

/** Commands of the page's shell blocks that draw or keep something. */
async function linesOf(page: string): Promise<string[]> {
  const text = await readFile(join(project, page), 'utf8')
  const blocks = [...text.matchAll(/```sh\n([^]*?)```/g)].map(([, block]) => (block ?? '').replace(/\\\n\s*/g, ' '))
  return blocks.flatMap((block) => block.split('\n')).filter((line) => line.startsWith('curl ') && /\/(v1|api\/paas\/v4)\/(async\/)?(images|files)/.test(line))
}

cell('curl', 'docs', async () => {
  const lines = [...(await linesOf('docs/api.md')), ...(await linesOf('docs/clients.md'))]
  expect(lines.length).toBeGreaterThan(8)
  for (const line of lines) {
    const { stdout } = await shell('sh', ['-c', line.replaceAll('http://localhost:3000', server.address).replace('curl ', 'curl -s --fail-with-body ')], { cwd: folder, maxBuffer: 1 << 26 })
    if (line.includes('"stream": true')) expect(stdout, line).toContain('event: image_generation.completed')
    else expect(JSON.parse(stdout).error ?? 'none', line).toBe('none')
  }
}, 60_000)
