// Servers of the relay bench, each in a process of its own: `node bench/relay-servers.ts ROLE ...`.

import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { engineEntrySchema } from '../src/charter/sections/engines.ts'
import { createOpenAiCompatible } from '../src/engines/openai-compatible/engine.ts'
import { createRouter } from '../src/engines/router.ts'
import { listen } from '../src/http/listen.ts'
import { countBuffersAsHeap } from '../src/memory.ts'
import { guardOutbound } from '../src/outbound/door.ts'
import { rules } from '../src/trust/index.ts'
import { createTestApp } from '../test/harness.ts'

const [role, ...given] = process.argv.slice(2)

/** The bench reads this line and goes on. */
const say = (port: number): void => console.log(`listening ${port}`)

async function open(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  say((server.address() as AddressInfo).port)
}

/** Noise, which no compression makes smaller: 512x512 is 1 MiB as base64, 592x592 is 1 MiB as a file. */
async function vendor(): Promise<void> {
  const answers = new Map<string, Buffer>()
  for (const side of [64, 512, 592]) {
    const file = await sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } }).png({ compressionLevel: 1 }).toBuffer()
    answers.set(`${side}x${side}`, Buffer.from(JSON.stringify({ created: 1, data: [{ b64_json: file.toString('base64') }] })))
  }
  const server = createServer((request, reply) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { size = '64x64' } = parts.length > 0 ? (JSON.parse(Buffer.concat(parts).toString()) as { size?: string }) : {}
      const body = request.url === '/v1/models' ? Buffer.from('{"object":"list","data":[]}') : (answers.get(size) ?? Buffer.alloc(0))
      reply.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
    })
  })
  await open(server)
}

async function plain(file: string): Promise<void> {
  const { size } = await stat(file)
  const server = createServer((request, reply) => {
    if (request.url === '/small') return void reply.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}')
    reply.writeHead(200, { 'content-type': 'image/png', 'content-length': size })
    createReadStream(file).pipe(reply)
  })
  await open(server)
}

/** `bare` = no rule at all: nothing is labelled, so that job, seal and ledger are seen alone. */
async function gesso(bare: boolean, vendorUrl: string, home: string, databaseUrl: string): Promise<void> {
  countBuffersAsHeap()
  const models = [{ id: 'noise', sizes: [[512, 512], [592, 592], [64, 64]] }]
  const entry = { id: 'vendor', driver: 'openai-compatible', url: `${vendorUrl}/v1`, concurrency: 4, models }
  const charter = { engines: [entry], model: 'noise', retention: { imageDays: 30 }, limits: { waiting: 10_000 } }
  const inForce = bare ? [] : rules
  const app = await createTestApp({
    charter,
    rules: inForce,
    own: { home, databaseUrl },
    parts: (real) => {
      const door = guardOutbound({ rules: inForce, charter: real.charter, allowed: [new URL(databaseUrl).hostname] })
      const engine = createOpenAiCompatible(engineEntrySchema.parse(entry), { reach: door.fetch })
      const log: typeof real.log = { write: (line) => (line.level === 'error' ? console.error(line.event, line.code) : real.log.write(line)) }
      return { log, router: createRouter([engine], real.charter, log) }
    },
  })
  const { port } = await listen(app.app.http, { host: '127.0.0.1', port: 0 })
  say(port)
}

if (role === 'vendor') await vendor()
else if (role === 'plain') await plain(given[0] ?? '')
else await gesso(role === 'bare', given[0] ?? '', given[1] ?? '', given[2] ?? '')
