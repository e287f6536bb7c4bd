// The limited process opens pictures, and nothing that a picture could make it do.

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeLimited, runLimited, usualLimits } from './limited-child.ts'

const dot = (width = 40, height = 30) => sharp({ create: { width, height, channels: 4, background: { r: 200, g: 40, b: 10, alpha: 0.5 } } })
const refused = { code: 'field_invalid', field: 'image' }

test.each(['png', 'jpeg', 'webp'] as const)('decodes %s to pixels and facts', async (format) => {
  const picture = await decodeLimited(new Uint8Array(await dot().toFormat(format).toBuffer()))
  expect(picture).toMatchObject({ width: 40, height: 30, format, transparent: format === 'jpeg' ? 0 : 1 })
  expect(picture.rgb).toHaveLength(3600)
})

test('turns a picture upright', async () => {
  const lying = await dot().jpeg().withMetadata({ orientation: 6 }).toBuffer()
  expect(await decodeLimited(new Uint8Array(lying))).toMatchObject({ width: 30, height: 40 })
})

test.each([
  ['text', () => Buffer.from('hello')],
  ['SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
  ['GIF', () => Buffer.from('R0lGODlhAQABAAAAACw=', 'base64')],
  ['TIFF', () => dot().tiff().toBuffer()],
  ['half a PNG', async () => (await dot(300, 300).png().toBuffer()).subarray(0, 200)],
])('refuses %s', async (_, make) => {
  await expect(decodeLimited(new Uint8Array(await make()))).rejects.toMatchObject(refused)
})

test('refuses what is too large before it starts anything', async () => {
  await expect(decodeLimited(new Uint8Array(101), { ...usualLimits, fileBytes: 100 })).rejects.toMatchObject(refused)
})

describe('what runs inside', () => {
  let folder: string
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'gesso-limited-'))))
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** Lies in the project's folder, because nothing else can be read from inside. */
  async function runs<T>(code: string, limits = usualLimits): Promise<T> {
    const entry = join(import.meta.dirname, `../../data-limited-${process.pid}.mjs`)
    await writeFile(entry, `import fs from 'node:fs'\nprocess.once('message', async () => {\n${code}\n})`)
    try {
      return await runLimited<T>(entry, { file: new Uint8Array() }, limits)
    } finally {
      await rm(entry)
    }
  }

  test('has no environment, writes nothing, reads nothing else, starts nothing', async () => {
    const found = await runs<Record<string, unknown>>(`
      const tried = (work) => { try { return work() && 'done' } catch (error) { return error.code } }
      const { spawnSync } = await import('node:child_process')
      process.send({ done: true, value: {
        environment: Object.keys(process.env).length,
        write: tried(() => fs.writeFileSync(${JSON.stringify(folder)} + '/x', 'x') ?? true),
        read: tried(() => fs.readFileSync('/etc/hostname')),
        start: tried(() => spawnSync('true').status === 0),
      } })`)
    expect(found).toEqual({ environment: 0, write: 'ERR_ACCESS_DENIED', read: 'ERR_ACCESS_DENIED', start: 'ERR_ACCESS_DENIED' })
    expect(await readdir(folder)).toEqual([])
  })

  test('is ended when it takes too long, and when it takes too much memory', async () => {
    await expect(runs('for (;;) {}', { ...usualLimits, milliseconds: 1_500 })).rejects.toMatchObject(refused)
    const greedy = 'const kept = []; setInterval(() => kept.push(Buffer.alloc(20_000_000, 1)), 5)'
    await expect(runs(greedy, { ...usualLimits, megabytes: 200 })).rejects.toMatchObject(refused)
  })

  test('that dies without a word is an error, not a wait', async () => {
    await expect(runs('process.exit(0)')).rejects.toMatchObject(refused)
  })
})
