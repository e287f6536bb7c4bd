import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { lcmConfig, makeDiffusion } from '../../models/make-diffusion.ts'
import { runCli } from '../cli.ts'
import { readCharter } from '../charter/load.ts'
import { guardOutbound } from '../outbound/door.ts'
import { createEngines } from '../engines/index.ts'
import { catalogue } from './pull-catalogue.ts'
import { download } from './pull-download.ts'
import { findFile, hostsOf } from './pull-hub.ts'

/** A hub on loopback that speaks like both, and can cut, spoil, slow down and lead elsewhere. */
const bytes = new Map(catalogue[0]!.files.map(({ path }) => [path, randomBytes(300_000)]))
/** A model as a folder: its text has git object ids, its graphs have SHA-256, as on the hub. */
const lcm = catalogue.find(({ id }) => id === 'lcm-dreamshaper-v7')!
const folderOf = new Map([...makeDiffusion({ scheduler: lcmConfig, guided: true })].map(([path, content]) => [path.replace('vae_decoder/config', 'vae/config'), Buffer.from(content)]))
folderOf.set('unet/model.onnx_data', randomBytes(5000)).set('tokenizer/special_tokens_map.json', Buffer.from('{}'))
const revision = '0123456789abcdef0123456789abcdef01234567'
const gitId = (of: Buffer): string => createHash('sha1').update(`blob ${of.length}\0`).update(of).digest('hex')
const sha256 = (of: Buffer): string => createHash('sha256').update(of).digest('hex')
const trouble = { cutAfter: Number.POSITIVE_INFINITY, spoil: 0, noRanges: false, elsewhere: '', circles: false, slow: false, silent: 0 }
const asked: string[] = []
let server: Server
let base = ''
let folder = ''

function answer(request: IncomingMessage, reply: ServerResponse): void {
  const url = new URL(request.url!, base)
  asked.push(`${request.method} ${url.pathname} ${request.headers.range ?? ''}`.trim())
  if (url.pathname.startsWith('/api/v1/models/')) {
    const files = [...bytes].map(([path, content]) => ({ Path: path, Size: content.length, Sha256: sha256(content) }))
    return void reply.end(JSON.stringify({ Data: { Files: files } }))
  }
  const path = decodeURIComponent(url.pathname).replace(/^.*?\/(resolve\/(main|master|[0-9a-f]{40})|store)\//, '')
  const small = folderOf.get(path)
  const content = bytes.get(path) ?? small
  if (!content) return void reply.writeHead(404).end()
  if (request.headers['accept-encoding'] !== 'identity') return void reply.writeHead(406).end()
  if (small && request.method === 'HEAD' && !path.endsWith('.onnx')) return void reply.writeHead(200, { etag: `"${gitId(small)}"`, 'x-repo-commit': revision, 'content-length': small.length }).end()
  if (request.method === 'HEAD') return void reply.writeHead(302, { location: '/store/x', 'x-linked-etag': `"${sha256(content)}"`, 'x-linked-size': content.length, 'x-repo-commit': revision }).end()
  if (trouble.circles || trouble.elsewhere) return void reply.writeHead(302, { location: trouble.elsewhere || request.url! }).end()
  if (url.pathname.includes('/resolve/')) return void reply.writeHead(302, { location: `/store/${path}` }).end()
  send(content, request.headers.range, reply)
}

function send(content: Buffer, range: string | undefined, reply: ServerResponse): void {
  const begin = trouble.noRanges ? 0 : Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0)
  let rest = Buffer.from(content.subarray(begin))
  if (trouble.spoil-- > 0) rest[5] = (rest[5] ?? 0) ^ 255
  reply.writeHead(begin > 0 ? 206 : 200, { 'content-length': rest.length })
  if (trouble.silent-- > 0) return void reply.write(rest.subarray(0, 10))
  if (rest.length > trouble.cutAfter) return void reply.write(rest.subarray(0, trouble.cutAfter), () => reply.destroy())
  if (!trouble.slow) return void reply.end(rest)
  const drip = setInterval(() => {
    reply.write(rest.subarray(0, 30_000))
    rest = rest.subarray(30_000)
    if (rest.length > 0) return
    clearInterval(drip)
    reply.end()
  }, 5)
}

beforeAll(async () => {
  server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  folder = await mkdtemp(join(tmpdir(), 'gesso-pull-'))
})
afterEach(() => {
  Object.assign(trouble, { cutAfter: Number.POSITIVE_INFINITY, spoil: 0, noRanges: false, elsewhere: '', circles: false, slow: false, silent: 0 })
  asked.length = 0
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true })
})

async function cli(...words: string[]): Promise<{ code: number; out: string }> {
  const lines: string[] = []
  const spies = (['log', 'error'] as const).map((name) => vi.spyOn(console, name).mockImplementation((line) => void lines.push(String(line))))
  const code = await runCli(words)
  for (const spy of spies) spy.mockRestore()
  return { code, out: lines.join('\n') }
}

/** One file straight from the hub; what it is in the end, and how it ended. */
async function fetchOne(name: string, stallMilliseconds?: number) {
  const door = guardOutbound({ rules: [] })
  const file = join(folder, name)
  const content = bytes.get(catalogue[0]!.files[0]!.path)!
  try {
    const wanted = await findFile(door.fetch, 'huggingface', base, catalogue[0]!.files[0]!)
    const told: number[] = []
    await download(wanted, file, { reach: door.fetch, tell: (now) => told.push(now), pause: async () => undefined, stallMilliseconds })
    expect(content.equals(await readFile(file))).toBe(true)
    return told
  } finally {
    door.release()
  }
}

it('shows licence, size and digest first, and fetches when told to; the entry it writes can be used', async () => {
  const to = join(folder, 'turbo')
  const shown = await cli('pull', 'z-image-turbo', '--mirror', base, '--to', to)
  expect(shown).toEqual({ code: 0, out: expect.stringContaining('Nothing was fetched') })
  for (const [, content] of bytes) expect(shown.out).toContain(`Apache-2.0  sha256 ${sha256(content)}`)
  expect(await stat(to).catch(() => undefined)).toBeUndefined()
  expect((await cli('pull', 'z-image-turbo', '--mirror', base, '--to', to, '--yes')).code).toBe(0)
  for (const { path, saveAs } of catalogue[0]!.files) expect(bytes.get(path)!.equals(await readFile(join(to, saveAs)))).toBe(true)
  const engines = parse(await readFile(join(to, 'engine.yaml'), 'utf8'))
  const charter = readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 }, engines })
  expect(charter.engines[0]).toMatchObject({ driver: 'stable-diffusion.cpp', models: [{ id: 'z-image-turbo', steps: { usual: 8 }, guidance: { usual: 1 } }] })
  asked.length = 0
  expect((await cli('pull', 'z-image-turbo', '--mirror', base, '--to', to, '--yes')).out).toContain('is there already')
  expect(asked.every((line) => line.startsWith('HEAD'))).toBe(true)
}, 30_000)

it('fetches a folder, writes down what came, and takes nothing else under the same names later', async () => {
  const to = join(folder, 'lcm')
  expect((await cli('pull', 'lcm-dreamshaper-v7', '--mirror', base, '--to', to, '--yes')).code).toBe(0)
  for (const { path } of lcm.files) expect(folderOf.get(path)!.equals(await readFile(join(to, path))), path).toBe(true)
  const pins = JSON.parse(await readFile(join(to, 'pulled.json'), 'utf8')) as Array<Record<string, unknown>>
  expect(pins).toHaveLength(lcm.files.length)
  for (const pin of pins) expect(pin).toMatchObject({ revision, sha256: sha256(folderOf.get(String(pin.file))!) })
  const charter = readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 }, engines: parse(await readFile(join(to, 'engine.yaml'), 'utf8')) })
  const [engine] = await createEngines(charter, { painterFolder: '', threads: 1 })
  expect(engine!.facts.models[0]).toMatchObject({ id: 'lcm-dreamshaper-v7', licence: 'MIT', sizes: { native: [[512, 512]] }, steps: { usual: 4 } })
  await engine!.close()

  asked.length = 0
  expect((await cli('pull', 'lcm-dreamshaper-v7', '--mirror', base, '--to', to, '--yes')).out).toContain('is there already')
  expect(asked.every((line) => line.startsWith('HEAD') && line.includes(`/resolve/${revision}/`))).toBe(true)
  const own = folderOf.get('unet/model.onnx')!
  folderOf.set('unet/model.onnx', Buffer.concat([own, own]))
  expect(await cli('pull', 'lcm-dreamshaper-v7', '--mirror', base, '--to', to, '--yes')).toEqual({ code: expect.any(Number), out: expect.stringContaining('is another file than the one that was fetched first') })
  expect(own.equals(await readFile(join(to, 'unet/model.onnx')))).toBe(true)
  expect((await cli('pull', 'lcm-dreamshaper-v7', '--mirror', base, '--to', to, '--yes', '--renew')).code).toBe(0)
  folderOf.set('unet/model.onnx', own)
}, 30_000)

it('takes a folder as it lies', async () => {
  const from = join(folder, 'lcm')
  const taken = await cli('pull', 'lcm-dreamshaper-v7', '--from', from, '--to', join(folder, 'lcm-taken'))
  expect([taken.code, taken.out]).toEqual([0, expect.stringContaining('vae_encoder/model.onnx  sha256')])
  expect(await readFile(join(folder, 'lcm-taken/tokenizer/merges.txt'))).toEqual(folderOf.get('tokenizer/merges.txt'))
})

it('speaks ModelScope', async () => {
  const to = join(folder, 'scope')
  expect((await cli('pull', 'z-image-turbo', '--hub', 'modelscope', '--mirror', base, '--to', to, '--yes')).code).toBe(0)
  expect(bytes.get(catalogue[0]!.files[0]!.path)!.equals(await readFile(join(to, 'picture.gguf')))).toBe(true)
})

it('takes files from a folder', async () => {
  const from = join(folder, 'from')
  await mkdir(from)
  for (const [path, content] of bytes) await writeFile(join(from, path.split('/').at(-1)!), content)
  const taken = await cli('pull', 'z-image-turbo', '--from', from, '--to', join(folder, 'taken'))
  expect([taken.code, taken.out]).toEqual([0, expect.stringContaining(sha256([...bytes.values()][0]!))])
  expect((await cli('pull', 'z-image-turbo', '--from', join(folder, 'nowhere'), '--to', join(folder, 'taken'))).code).toBe(2)
})

it('goes on where a connection was cut, as often as it must', async () => {
  trouble.cutAfter = 40_000
  await fetchOne('cut')
  const ranges = asked.filter((line) => line.includes('/store/') && line.includes('bytes='))
  expect(ranges.length).toBeGreaterThan(3)
  expect(new Set(ranges).size).toBe(ranges.length)
})

it('begins anew where a server cannot resume, and loses patience with one that never gets further', async () => {
  await writeFile(join(folder, 'anew.part'), bytes.get(catalogue[0]!.files[0]!.path)!.subarray(0, 1000))
  trouble.noRanges = true
  await fetchOne('anew')
  trouble.cutAfter = 0
  await expect(fetchOne('never')).rejects.toThrow('goes on from there')
})

it('keeps nothing that is spoilt: once is mended, twice is refused', async () => {
  trouble.spoil = 1
  await fetchOne('spoilt')
  trouble.spoil = 99
  await expect(fetchOne('rotten')).rejects.toThrow('SHA-256')
  for (const name of ['rotten', 'rotten.part']) expect(await stat(join(folder, name)).catch(() => undefined)).toBeUndefined()
})

it('tells how far it is while a server is slow, and gives up a silent line', async () => {
  trouble.slow = true
  const told = await fetchOne('slow')
  expect(told.length).toBeGreaterThan(5)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  Object.assign(trouble, { slow: false, silent: 1 })
  await fetchOne('silent', 200)
})

it('follows to where the hub keeps its files, and nowhere else', async () => {
  trouble.elsewhere = 'http://192.0.2.1/stolen'
  await expect(fetchOne('elsewhere')).rejects.toThrow()
  Object.assign(trouble, { elsewhere: '', circles: true })
  await expect(fetchOne('circles')).rejects.toThrow('circles')
  expect(hostsOf('https://huggingface.co')).toEqual(['huggingface.co', '*.huggingface.co', '*.hf.co'])
})

it('says what is wrong with a call', async () => {
  expect((await cli('pull')).out).toContain('leejet/Z-Image-Turbo-GGUF (Apache-2.0)')
  expect(await cli('pull', 'nothing')).toEqual({ code: 2, out: expect.stringContaining('There is no model "nothing"') })
  expect((await cli('pull', 'z-image', '--mirror', base)).code).toBe(4)
})
