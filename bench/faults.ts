// One of two engines dead, slow, lying or cutting: how many generations fail, and how long they take: `npm run bench faults [orders of each kind]`.

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { engineEntrySchema } from '../src/charter/sections/engines.ts'
import { createOpenAiCompatible } from '../src/engines/openai-compatible/engine.ts'
import { createRouter } from '../src/engines/router.ts'
import { guardOutbound } from '../src/outbound/door.ts'
import { launchPostgres } from '../src/storage/postgres/launch.ts'
import { migrate } from '../src/storage/postgres/migrate.ts'
import { createTestApp, type TestApp } from '../test/harness.ts'
import { listenAs, type Vendor } from '../test/vendors/listen.ts'
import { createOpenAiVendor } from '../test/vendors/openai.ts'
import { record } from './record.ts'

const count = Number(process.argv[2] ?? 100)
const atOnce = 4
/** Seconds after which a picture counts as failed: a slow engine needs longer, a well one on a busy machine does not. */
const patience = { first: 3, second: 60 }

/** How the first engine is; the second one is well. */
const kinds: Record<string, () => Promise<Vendor>> = {
  well: () => createOpenAiVendor(),
  dead: async () => {
    const vendor = await createOpenAiVendor()
    await vendor.close()
    return { ...vendor, close: async () => undefined }
  },
  'slow beyond its time': () => brokenAt(() => true, () => undefined),
  'lying (a success without a picture)': () => createOpenAiVendor('empty'),
  'lying (a web page instead of an answer)': () => withTrouble('page'),
  'cutting (half an answer)': () => brokenAt(() => true, cut),
  'cutting (half a picture)': () => withTrouble('cut-picture'),
  'dying at every third picture': () => brokenAt((times) => times % 3 === 0, (reply) => reply.destroy()),
}

interface Row {
  first: string
  drawn: number
  failed: number
  /** Milliseconds of half of the orders, and of all but one in a hundred. */
  half: number
  most: number
  /** Orders that the bad engine was asked for. */
  asked: number
}

const scratch = await mkdtemp(join(tmpdir(), 'gesso-faults-'))
await chmod(scratch, 0o711)
try {
  const postgres = await launchPostgres({ folder: join(scratch, 'home/postgres'), logs: scratch })
  try {
    await migrate(postgres.url)
    const rows: Row[] = []
    for (const first of Object.keys(kinds)) {
      rows.push(await measure(first, postgres.url))
      console.log(JSON.stringify(rows.at(-1)))
    }
    await record({ name: 'faults', command: `npm run bench faults ${count}`, figures: Object.fromEntries(rows.map(figureOf)), details: { count, atOnce, patience, rows, load: loadavg()[0] } })
  } finally {
    await postgres.stop()
  }
} finally {
  await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}

function figureOf({ first, drawn, failed, half, most, asked }: Row): [string, string] {
  return [`one of two engines ${first}`, `${failed} of ${drawn + failed} generations failed; half within ${half} ms, 99 of 100 within ${most} ms; it was asked ${asked} times`]
}

async function measure(first: string, databaseUrl: string): Promise<Row> {
  const bad = await (kinds[first] as () => Promise<Vendor>)()
  const good = await createOpenAiVendor()
  const entries = ([['first', bad], ['second', good]] as const).map(([id, { url }]) => ({ id, driver: 'openai-compatible', url: `${url}/v1`, timeoutSeconds: patience[id], concurrency: atOnce, models: [{ id: 'drawn', sizes: [[128, 128]] }] }))
  let release = (): void => undefined
  const app = await createTestApp({
    own: { home: join(scratch, 'home'), databaseUrl },
    charter: { engines: entries, model: 'drawn', retention: { imageDays: 30 }, limits: { waiting: 10_000 } },
    parts: (real) => {
      const door = guardOutbound({ rules: real.rules, charter: real.charter, allowed: [new URL(databaseUrl).hostname] })
      release = () => door.release()
      return { router: createRouter(entries.map((entry) => createOpenAiCompatible(engineEntrySchema.parse(entry), { reach: door.fetch })), real.charter, real.log) }
    },
  })
  try {
    return { first, ...(await draw(app)), asked: bad.asked.filter(({ path }) => path.endsWith('/generations')).length }
  } finally {
    await app.close()
    release()
    await Promise.all([bad.close(), good.close()])
  }
}

async function draw(app: TestApp): Promise<Pick<Row, 'drawn' | 'failed' | 'half' | 'most'>> {
  const taken: number[] = []
  let left = count
  let drawn = 0
  const work = async (): Promise<void> => {
    while (left-- > 0) {
      const began = performance.now()
      const { status, body } = await app.post('/v1/images/generations', { prompt: 'a fox', response_format: 'b64_json' })
      taken.push(performance.now() - began)
      if (status === 200 && body.data?.[0]?.b64_json) drawn++
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const sorted = taken.toSorted((a, b) => a - b)
  const share = (part: number): number => Math.round(sorted[Math.min(count - 1, Math.floor(count * part))] ?? 0)
  return { drawn, failed: count - drawn, half: share(0.5), most: share(0.99) }
}

async function withTrouble(trouble: NonNullable<Vendor['trouble']>): Promise<Vendor> {
  const vendor = await createOpenAiVendor()
  vendor.trouble = trouble
  return vendor
}

function cut(reply: ServerResponse): void {
  reply.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' }).write('{"data":[{"b64_', () => reply.destroy())
}

/** Breaks only when it should draw: whenever it is asked how it is, it looks well. */
async function brokenAt(breaks: (times: number) => boolean, how: (reply: ServerResponse) => void): Promise<Vendor> {
  const well = await createOpenAiVendor()
  let times = 0
  const vendor = await listenAs(async ({ path, method, body }, reply) => {
    if (path.endsWith('/generations') && breaks(times++)) return how(reply)
    const answer = await fetch(`${well.url}${path}`, method === 'POST' ? { method, headers: { 'content-type': 'application/json' }, body: new Uint8Array(body) } : {})
    reply.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' }).end(Buffer.from(await answer.arrayBuffer()))
  })
  return { ...vendor, close: async () => void (await Promise.all([vendor.close(), well.close()])) }
}
