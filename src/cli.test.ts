import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryApp, type Api } from '../test/api/memory-app.ts'
import { loadCharter } from './charter/load.ts'
import type { Pixels } from './core/ports.ts'
import { listen, type Listening } from './http/listen.ts'
import { createLabels } from './labels/labels.ts'
import { createSharpPixels } from './pixels/sharp.ts'

const tiny = join(import.meta.dirname, '../models/tiny')
const cli = join(import.meta.dirname, 'cli.ts')
/** Each test starts whole programs; a busy machine takes its time. */
vi.setConfig({ testTimeout: 120_000 })

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gesso-cli-'))
})
afterEach(() => rm(folder, { recursive: true }))

interface Run {
  code: number | null
  out: string
  err: string
}

/** The real program in a folder of its own, as a script would call it. */
function gesso(words: string[], started?: (pid: number) => Promise<void>): Promise<Run> {
  const child = spawn(process.execPath, [cli, ...words], { cwd: folder, env: { PATH: '/usr/bin:/bin' }, stdio: ['ignore', 'pipe', 'pipe'] })
  void started?.(child.pid!)
  const run: Run = { code: null, out: '', err: '' }
  child.stdout.on('data', (text: Buffer) => (run.out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (run.err += text.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...run, code })))
}

const distance = (one: Pixels, other: Pixels) => one.rgb.reduce((sum, value, place) => sum + Math.abs(value - other.rgb[place]!), 0) / one.rgb.length
const draw = (...words: string[]) => gesso(['draw', ...words, '--model-folder', tiny])
const pixelsOf = async (file: string) => createSharpPixels().decode(await readFile(join(folder, file)))

describe('gesso draw, here', () => {
  it('writes the one file it was asked for, the same for the same seed', async () => {
    expect(await draw('a red fox', '-o', 'fox.png', '--seed', '7')).toEqual({ code: 0, out: 'fox.png (64x64, seed 7)\n', err: '' })
    expect(await readdir(folder)).toEqual(['fox.png'])
    await draw('a', 'red', 'fox', '-o', 'again.webp', '--seed', '7')
    await draw('a red fox', '-o', 'other.png', '--seed', '8')
    expect((await pixelsOf('fox.png')).rgb).not.toEqual((await pixelsOf('other.png')).rgb)
    const [png, webp] = [await pixelsOf('fox.png'), await pixelsOf('again.webp')]
    expect(Math.max(...png.rgb.map((value, place) => Math.abs(value - webp.rgb[place]!)))).toBeLessThan(100)
  })

  it('prints facts as JSON, numbers several pictures and says what it resized', async () => {
    const { code, out } = await draw('a fox', '--count', '2', '--seed', '4294967295', '--size', '128×96', '--steps', '3', '--guidance', '1.5', '--negative', 'snow', '--style', 'night', '-o', 'fox', '--json')
    expect(code).toBe(0)
    const facts = JSON.parse(out) as Record<string, unknown>
    expect(facts).toMatchObject({
      files: [
        { file: 'fox-1.png', seed: 4294967295, width: 128, height: 96 },
        { file: 'fox-2.png', seed: 0, width: 128, height: 96 },
      ],
      model: 'painter',
      version: 'tiny-1',
      prompt: 'a fox, at night',
      negative_prompt: 'snow',
      steps: 3,
      guidance: 1.5,
      warnings: [{ field: 'size', code: 'resized' }],
    })
    expect(facts.milliseconds).toBeGreaterThan(0)
    expect((await readdir(folder)).sort()).toEqual(['fox-1.png', 'fox-2.png'])
  })

  it('changes a picture inside of a mask only', async () => {
    const [width, height] = [80, 64]
    const rgb = new Uint8Array(width * height * 3).fill(200)
    const mask = new Uint8Array(width * height * 3).fill(255, 0, width * 20 * 3)
    const encode = async (name: string, bytes: Uint8Array) => writeFile(join(folder, name), await createSharpPixels().encode({ width, height, rgb: bytes }, 'png', {}))
    await encode('in.png', rgb)
    await encode('mask.png', mask)
    expect((await draw('a fox', '--image', 'in.png', '--mask', 'mask.png', '--strength', '1', '-o', 'out.png')).code).toBe(0)
    const drawn = (await pixelsOf('out.png')).rgb
    // Labels may touch a corner or the last bits; the engine's own suite holds it to every byte.
    const kept = (part: Uint8Array) => part.filter((value) => Math.abs(value - 200) < 16).length / part.length
    expect(kept(drawn.subarray(width * 20 * 3))).toBeGreaterThan(0.9)
    expect(kept(drawn.subarray(0, width * 20 * 3))).toBeLessThan(0.5)
  })

  it('stops at Ctrl-C with 130 and writes nothing', async () => {
    const words = ['draw', 'a fox', '--count', '10', '--steps', '100', '--size', '1024x1024', '--model-folder', tiny]
    const { code, err } = await gesso(words, async (pid) => {
      // Once the painter's process is there the call is well under way.
      await expect.poll(() => readFile(`/proc/${pid}/task/${pid}/children`, 'utf8'), { timeout: 20_000 }).not.toBe('')
      process.kill(pid, 'SIGINT')
    })
    expect({ code, err }).toEqual({ code: 130, err: 'Stopped.\n' })
    expect(await readdir(folder)).toEqual([])
  })

  it.each([
    [['draw'], 'Say what to draw'],
    [['draw', 'x', '--colour', 'red'], 'no option --colour'],
    [['draw', 'x', '--steps', 'many'], '--steps must be a number'],
    [['draw', 'x', '--seed'], '--seed needs a value'],
    [['draw', 'x', '--size', 'large'], '--size must be like'],
    [['draw', 'x', '-o', 'there'], 'is a folder'],
    [['draw', 'x', '-o', 'nowhere/x.png'], 'does not exist'],
    [['draw', 'x', '-o', 'x.gif'], 'not as ".gif"'],
    [['draw', 'x', '--mask', 'm.png'], 'with --image'],
    [['draw', 'x', '--image', 'none.png'], 'cannot be read'],
    [['draw', 'x', '--server', 'example'], 'wants an address'],
    [['draw', 'x', '--count', '11', '--model-folder', tiny], 'from 1 to 10'],
    [['draw', 'x', '--style', 'odd', '--model-folder', tiny], 'bright, night'],
    [['paint'], 'no command "paint"'],
  ])('refuses %j with 2 and a sentence', async (words, sentence) => {
    await mkdir(join(folder, 'there'))
    const { code, out, err } = await gesso(words)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(sentence)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it('says as JSON what went wrong, and which folder is broken', async () => {
    const { code, out } = await gesso(['draw', 'x', '--json', '--model-folder', folder])
    expect(code).toBe(1)
    expect(JSON.parse(out)).toEqual({ error: { code: 'checkpoint_broken', message: expect.stringContaining(`"${folder}" cannot be used: model_index.json is missing`) as string } })
  })

  it('explains itself', async () => {
    for (const words of [['--help'], ['draw', '--help']]) {
      const { code, out } = await gesso(words)
      expect(code).toBe(0)
      expect(out).toContain('EXIT CODES 0 done, 1 failed, 2 wrong call')
      expect(out).not.toContain('\u001b')
    }
  })
})

describe('gesso draw --server', () => {
  let api: Api
  let server: Listening
  beforeAll(async () => {
    const labels = await createLabels(await loadCharter('local'), {})
    api = await createMemoryApp({ parts: () => ({ labels }) })
    server = await listen(api.app.http, { host: '127.0.0.1', port: 0 })
  })
  afterAll(async () => {
    await server.close()
    await api.close()
  })
  const ask = (...words: string[]) => gesso(['draw', ...words, '--server', `http://127.0.0.1:${server.port}`])

  it('writes what the server drew, the same picture as here', async () => {
    const { code, out } = await ask('a red fox', '-o', 'there.png', '--seed', '7', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ files: [{ file: 'there.png', seed: 7, width: 64, height: 64 }], version: 'tiny-1' })
    // Each charter and instance labels in its own way: the picture below the labels is the same, another one is not.
    await draw('a red fox', '-o', 'here.png', '--seed', '7')
    await draw('a blue boat', '-o', 'other.png', '--seed', '7')
    const [there, here, other] = [await pixelsOf('there.png'), await pixelsOf('here.png'), await pixelsOf('other.png')]
    expect(distance(there, here)).toBeLessThan(distance(there, other) / 2)
  })

  it('passes on what the server says is wrong', async () => {
    const { code, err } = await ask('a fox', '--style', 'odd')
    expect(code).toBe(2)
    expect(err).toContain('bright, night')
  })

  it('says with 4 that nobody answers', async () => {
    const { code, err } = await gesso(['draw', 'x', '--server', 'http://127.0.0.1:9'])
    expect(code).toBe(4)
    expect(err).toContain('No Gesso server answers')
  })
})
