// From nothing to a picture: clones to an empty folder, starts with an empty npm cache, draws, stops and starts again.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { record } from './record.ts'

const project = join(import.meta.dirname, '..')
const place = join(tmpdir(), `gesso-first-picture-${process.pid}`)
const clone = join(place, 'gesso')
const began = performance.now()
const steps: Record<string, number> = {}

interface Started {
  address: string
  stop(): Promise<void>
}

const seconds = (since: number): number => Math.round((performance.now() - since) / 100) / 10

async function main(): Promise<void> {
  await mkdir(place, { recursive: true })
  try {
    await measure('clone', async () => execFileSync('git', ['clone', '--quiet', project, clone]))
    const first = await measure('npm start to ready', () => start(true))
    const picture = await measure('first picture', () => draw(first.address))
    const total = seconds(began)
    const second = await measure('second picture', () => draw(first.address)).finally(() => first.stop())
    const again = await measure('second start to ready', () => start(false))
    await again.stop()
    console.log(steps)
    await record({
      name: 'first-picture',
      command: 'npm run bench first-picture',
      figures: {
        'from `git clone` to the first picture, empty npm cache': `${total} s`,
        'second start to ready': `${steps['second start to ready']} s`,
        'a picture on a warm server, over the OpenAI call': `${steps['second picture']} s`,
      },
      details: { steps, bytes: picture, same: picture === second },
    })
  } finally {
    await rm(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 })
  }
}

async function measure<T>(name: string, work: () => Promise<T>): Promise<T> {
  const since = performance.now()
  const result = await work()
  steps[name] = seconds(since)
  return result
}

/** `npm start` as a person would type it, with the machine's own Node.js. */
async function start(loud: boolean): Promise<Started> {
  const port = await freePort()
  const path = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('bootstrap/runtime')).join(':')
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|GESSO_|DATABASE_URL|NODE_)/.test(name))
  const env = { ...Object.fromEntries(inherited), PATH: path, PORT: String(port), npm_config_cache: join(place, 'cache') }
  const child = spawn('npm', ['start'], { cwd: clone, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      said += part.toString()
      if (loud) process.stdout.write(part)
    })
  }
  const address = `http://127.0.0.1:${port}`
  for (;;) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${said}`)
    const answer = await fetch(`${address}/readyz`).catch(() => undefined)
    if (answer?.ok) return { address, stop: () => stop(child) }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** As Ctrl-C does: to the whole group. */
async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  if (child.pid) process.kill(-child.pid, 'SIGINT')
  await ended
}

/** Resolves with the size of the picture. */
async function draw(address: string): Promise<number> {
  const answer = await fetch(`${address}/v1/images/generations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'a red apple', seed: 7 }),
  })
  const body = (await answer.json()) as { data?: Array<{ b64_json: string }> }
  const picture = body.data?.[0]?.b64_json
  if (!picture) throw new Error(`no picture: ${answer.status}`)
  return Buffer.from(picture, 'base64').length
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

await main()
