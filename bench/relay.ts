// What a picture costs on its way: stored ones beside a plain file server, relayed ones beside Portkey: `npm run bench relay [seconds]`.

import { spawn, execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchPostgres } from '../src/storage/postgres/launch.ts'
import { migrate } from '../src/storage/postgres/migrate.ts'
import { record } from './record.ts'
import { ask, children, orders, start, type Target } from './relay-client.ts'

/** Of each target on average, in turns. */
const seconds = Number(process.argv[2] ?? 12)
const atOnce = 4
/** Milliseconds. */
const turnLength = 300
const warmUp = 4_000
const scratch = await mkdtemp(join(tmpdir(), 'gesso-relay-'))
await chmod(scratch, 0o711)

interface Pace {
  perSecond: number
  p50: number
  p99: number
}

interface Turns {
  agent: Agent
  /** Milliseconds that each request took. */
  taken: number[]
  /** Milliseconds of all turns. */
  spent: number
}

/** One turn of a target: four clients, each asking again and again until the time is over. */
async function turn(target: Target, { agent, taken }: Turns, milliseconds: number): Promise<number> {
  const began = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < began + milliseconds) {
        const at = performance.now()
        await ask(agent, target)
        taken.push(performance.now() - at)
      }
    }),
  )
  return performance.now() - began
}

function paceOf({ taken, spent }: Turns): Pace {
  const sorted = taken.toSorted((a, b) => a - b)
  const share = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
  return { perSecond: (taken.length * 1000) / spent, p50: share(0.5), p99: share(0.99) }
}

/** Every target warmed up, then all in short turns, so that what the machine does beside it falls on all alike. */
async function sideBySide(targets: Record<string, Target>): Promise<Record<string, Pace>> {
  const all = Object.entries(targets).map(([name, target]) => ({ name, target, turns: { agent: new Agent({ keepAlive: true, maxSockets: atOnce }), taken: [], spent: 0 } as Turns }))
  for (const { target, turns } of all) await turn(target, { ...turns, taken: [] }, warmUp)
  const over = performance.now() + seconds * 1000 * all.length
  while (performance.now() < over) {
    for (const { target, turns } of all) turns.spent += await turn(target, turns, turnLength)
  }
  for (const { turns } of all) turns.agent.destroy()
  return Object.fromEntries(all.map(({ name, turns }) => [name, paceOf(turns)]))
}

/** From the registry into a folder of its own; undefined where that does not work. */
async function portkey(vendor: string): Promise<Target | undefined> {
  try {
    execFileSync('npm', ['install', '--prefix', scratch, '--no-audit', '--no-fund', '--silent', '@portkey-ai/gateway'], { stdio: 'ignore', timeout: 180_000 })
    const port = 20_000 + Math.floor(Math.random() * 20_000)
    const child = spawn(process.execPath, [join(scratch, 'node_modules/@portkey-ai/gateway/build/start-server.js'), `--port=${port}`, '--headless'], {
      stdio: 'ignore',
      env: { ...process.env, TRUSTED_CUSTOM_HOSTS: '127.0.0.1,localhost' },
    })
    children.push(child)
    const headers = { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `${vendor}/v1`, authorization: 'Bearer none' }
    const target = orders(`http://127.0.0.1:${port}`, '512x512', headers)
    for (let tries = 0; tries < 60; tries++) {
      const answer = await ask(new Agent(), target).catch((error: Error) => error)
      if (Buffer.isBuffer(answer)) return target
      if (tries === 59) console.log(`Portkey does not relay: ${answer.message}`)
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  } catch (error) {
    console.log(`Portkey is absent: ${(error as Error).message.split('\n')[0]}`)
  }
  return undefined
}

async function haproxy(vendor: string): Promise<Target | undefined> {
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const file = join(scratch, 'haproxy.cfg')
  await writeFile(file, `defaults\n mode http\n timeout connect 5s\n timeout client 60s\n timeout server 60s\nlisten relay\n bind 127.0.0.1:${port}\n server vendor ${new URL(vendor).host}\n`)
  const child = spawn('haproxy', ['-f', file], { stdio: 'ignore' })
  const absent = await new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(true))
    child.once('exit', () => resolve(true))
    setTimeout(() => resolve(false), 1_000)
  })
  if (absent) return undefined
  children.push(child)
  return orders(`http://127.0.0.1:${port}`)
}

const rate = (one: Pace | undefined): string => (one ? `${one.perSecond.toFixed(1)} a second` : 'absent')
const times = (one: Pace | undefined, other: Pace | undefined): string => (one && other ? (one.perSecond / other.perSecond).toFixed(2) : 'absent')
const milliseconds = (one: Pace | undefined): string => (one ? `p50 ${one.p50.toFixed(1)} ms, p99 ${one.p99.toFixed(1)} ms` : 'absent')

try {
  const postgres = await launchPostgres({ folder: join(scratch, 'home/postgres'), logs: scratch })
  await migrate(postgres.url)
  try {
    const { url: vendor } = await start('vendor')
    const { url: gesso } = await start('gesso', vendor, join(scratch, 'home'), postgres.url)
    const made = JSON.parse((await ask(new Agent(), orders(gesso, '592x592'))).toString()) as { data: Array<{ b64_json: string }> }
    const file = join(scratch, 'picture.png')
    await writeFile(file, Buffer.from(made.data[0]?.b64_json ?? '', 'base64'))
    const { url: plain } = await start('plain', file)
    const list = JSON.parse((await ask(new Agent(), { url: `${gesso}/v1/generations` })).toString()) as { data: Array<{ images: Array<{ url: string }> }> }
    const stored = await sideBySide({
      plain: { url: `${plain}/picture.png` },
      stored: { url: `${gesso}${list.data[0]?.images[0]?.url ?? ''}` },
    })
    const small = await sideBySide({ plain: { url: `${plain}/small` }, gesso: { url: `${gesso}/v1/models` } })
    const labelled = await sideBySide({ gesso: orders(gesso) })

    // Two programs on one database would take each other's orders.
    children[1]?.kill('SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 12_000))
    const { url: bare } = await start('bare', vendor, join(scratch, 'bare'), postgres.url)
    const peers = { portkey: await portkey(vendor), haproxy: await haproxy(vendor) }
    const relays = await sideBySide({ direct: orders(vendor), bare: orders(bare), ...Object.fromEntries(Object.entries(peers).flatMap(([name, target]) => (target ? [[name, target]] : []))) })
    await record({
      name: 'relay',
      command: `npm run bench relay ${seconds}`,
      figures: {
        'a stored picture of 1 MiB, access-checked and unsealed, four at once': rate(stored.stored),
        'the same file by a plain file server, in the same run': rate(stored.plain),
        'stored to plain (wanted: 0.6 or more)': times(stored.stored, stored.plain),
        'an answer of 1 MiB of an engine, with job, seal and ledger, decoded and encoded, no labels, four at once': rate(relays.bare),
        'the same with all labels, as shipped': rate(labelled.gesso),
        'the same relayed by Portkey': rate(relays.portkey),
        'the same relayed by HAProxy': rate(relays.haproxy),
        'without labels to Portkey (wanted: 5 or more)': times(relays.bare, relays.portkey),
        'with labels to Portkey': times(labelled.gesso, relays.portkey),
        'small JSON, Gesso': milliseconds(small.gesso),
        'small JSON, a bare Node server': milliseconds(small.plain),
        'programs waiting for a core while this was measured (0 to 1 = a quiet machine)': (loadavg()[0] ?? 0).toFixed(0),
      },
      details: { seconds, turnLength, atOnce, stored, small, labelled, relays, load: loadavg()[0] },
    })
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await postgres.stop()
  }
} finally {
  await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}
