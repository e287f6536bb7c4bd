// Whether a relayed picture with all labels costs more than its stages do one by one, in computing time: `npm run bench stages [pictures]`.

import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { Agent } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchPostgres } from '../src/storage/postgres/launch.ts'
import { migrate } from '../src/storage/postgres/migrate.ts'
import { createSharpPixels } from '../src/pixels/sharp.ts'
import { measureSpeed } from './labels/speed.ts'
import { record } from './record.ts'
import { ask, children, orders, start, type Started } from './relay-client.ts'

const pictures = Number(process.argv[2] ?? 80)
const warmUp = 12
const side = 512
const millisecondsPerTick = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

const scratch = await mkdtemp(join(tmpdir(), 'gesso-stages-'))
await chmod(scratch, 0o711)
const databases: Array<{ stop(): Promise<void> }> = []
try {
  const vendor = await start('vendor')
  // Two programs on one database would take each other's orders.
  const [bare, labelled] = [await gesso('bare', vendor.url), await gesso('gesso', vendor.url)]
  const agent = new Agent({ keepAlive: true })
  for (let number = 0; number < warmUp; number++) for (const one of [bare, labelled]) await ask(agent, orders(one.url))
  const spent = { bare: 0, labelled: 0 }
  const taken = { bare: [] as number[], labelled: [] as number[] }
  // In turns, so that what the machine does beside it falls on both alike.
  for (let number = 0; number < pictures; number++) {
    for (const [name, one] of [['bare', bare], ['labelled', labelled]] as const) {
      const [before, began] = [computed(one), performance.now()]
      await ask(agent, orders(one.url))
      taken[name].push(performance.now() - began)
      // What is left to do after the answer belongs to the picture too.
      await new Promise((resolve) => setTimeout(resolve, 50))
      spent[name] += computed(one) - before
    }
  }
  agent.destroy()
  const noise = { width: side, height: side, rgb: new Uint8Array(randomBytes(side * side * 3)) }
  const { stages, added } = await measureSpeed(noise, 25)
  const signature = stages.find(({ stage }) => stage === 'signature')?.milliseconds ?? 0
  const [each, whole] = [spent.bare / pictures, spent.labelled / pictures]
  // Its thumbnail is described and signed like the picture.
  const sum = each + added + signature
  const shown = (milliseconds: number): string => `${milliseconds.toFixed(0)} ms`
  await record({
    name: 'stages',
    command: `npm run bench stages ${pictures}`,
    figures: {
      'a relayed picture of 1 MiB without labels: job, seal, ledger, decoded and encoded': shown(each),
      'what its labels cost one by one: marks, metadata, a second signature for the thumbnail': shown(added + signature),
      'the same picture relayed with all labels': shown(whole),
      'with labels to the sum of its stages (wanted: 1.3 or less)': (whole / sum).toFixed(2),
    },
    details: { pictures, each, whole, sum, added, signature, stages, thumbnail: await thumbnailCost(noise), half: { bare: middle(taken.bare), labelled: middle(taken.labelled) }, load: loadavg()[0] },
  })
} finally {
  for (const child of children) child.kill('SIGKILL')
  for (const database of databases) await database.stop()
  await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}

async function gesso(role: 'gesso' | 'bare', vendor: string): Promise<Started> {
  const home = join(scratch, role)
  const postgres = await launchPostgres({ folder: join(home, 'postgres'), logs: home })
  databases.push(postgres)
  await migrate(postgres.url)
  return start(role, vendor, home, postgres.url)
}

/** Milliseconds of computing of a server and of the processes that it opened. */
function computed({ pid }: Started): number {
  const own = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' }).trim().split(/\s+/)
  return [String(pid), ...own].reduce((sum, one) => sum + ticksOf(one) * millisecondsPerTick, 0)
}

/** User and system time; 0 for one that has ended meanwhile. */
function ticksOf(pid: string): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return Number(fields[11]) + Number(fields[12])
  } catch {
    return 0
  }
}

async function thumbnailCost(picture: { width: number; height: number; rgb: Uint8Array<ArrayBuffer> }): Promise<number> {
  const { small } = createSharpPixels()
  const rounds = 20
  await small(picture, 384)
  const before = process.cpuUsage()
  for (let round = 0; round < rounds; round++) await small(picture, 384)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / rounds
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
