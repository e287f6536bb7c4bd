import { copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { makeDiffusion } from '../../models/make-diffusion.ts'
import { runCli } from '../cli.ts'
import { loadCharter } from '../charter/load.ts'
import { projectFolder } from '../config.ts'
import { createOpenAiVendor } from '../../test/vendors/openai.ts'

let folder = ''
let file = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gesso-engines-'))
  file = join(folder, 'mine.yaml')
  await copyFile(join(projectFolder, 'charters/local.yaml'), file)
})
afterAll(() => rm(folder, { recursive: true }))

async function cli(...words: string[]): Promise<{ code: number; out: string }> {
  const lines: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)))
  const error = vi.spyOn(console, 'error').mockImplementation((line) => void lines.push(String(line)))
  const code = await runCli(words)
  log.mockRestore()
  error.mockRestore()
  return { code, out: lines.join('\n') }
}

it('adds an engine in one line, tries it, and lists it', async () => {
  const vendor = await createOpenAiVendor('openai')
  const added = await cli('engines', 'add', file, 'gpu', '--url', `${vendor.url}/v1`, '--model', 'z-image-turbo')
  expect([added.code, added.out]).toEqual([0, expect.stringContaining('gesso engines check gpu')])
  expect(await readFile(file, 'utf8')).toContain('# Your machine, your data')
  const out = join(folder, 'apple.png')
  const checked = await cli('engines', 'check', 'gpu', '--charter', file, '--out', out)
  expect([checked.code, checked.out]).toEqual([0, expect.stringMatching(/^well[^]*z-image-turbo drew 1024x1024 in/)])
  expect((await stat(out)).size).toBeGreaterThan(1000)
  const listed = await cli('engines', 'list', '--charter', file)
  expect(listed.out).toMatch(/painter {2}painter {2}images {2}on {2}here[^]*gpu {2}openai-compatible {2}images {2}on {2}here {2}z-image-turbo/)
  await vendor.close()
  const dead = await cli('engines', 'check', 'gpu', '--charter', file)
  expect([dead.code, dead.out]).toEqual([1, expect.stringContaining('not well')])
})

it('adds no engine elsewhere that does not say who gets the prompts, and leaves the file as it is', async () => {
  const before = await readFile(file, 'utf8')
  const refused = await cli('engines', 'add', file, 'zai', '--driver', 'zai', '--url', 'https://api.z.ai/api/paas/v4', '--key-env', 'ZAI_API_KEY')
  expect([refused.code, refused.out]).toEqual([2, expect.stringContaining('does not say place, terms, retention')])
  expect(await readFile(file, 'utf8')).toBe(before)
  const words = ['--place', 'Z.ai, SG', '--terms', 'https://terms.example/zai', '--retention', '30 days']
  const added = await cli('engines', 'add', file, 'zai', '--driver', 'zai', '--url', 'https://api.z.ai/api/paas/v4', '--key-env', 'ZAI_API_KEY', ...words)
  expect([added.code, added.out]).toEqual([0, expect.stringContaining('api.z.ai')])
  const charter = await loadCharter(file)
  expect(charter.engines.at(-1)).toMatchObject({ id: 'zai', key: { environment: 'ZAI_API_KEY' }, place: { name: 'Z.ai', country: 'SG' }, retention: '30 days' })
  expect(charter.outbound.hosts).toEqual(['api.z.ai', '*.ufileos.com'])
  // One on this machine opens no way out, and one that makes no pictures is not told to draw one.
  const writer = await cli('engines', 'add', file, 'writer', '--modality', 'language', '--url', 'http://127.0.0.1:8080/v1', '--model', 'qwen3-4b')
  expect([writer.code, writer.out]).toEqual([0, expect.stringContaining('nothing more than before. Start the server')])
  expect((await loadCharter(file)).engines.at(-1)).toMatchObject({ id: 'writer', modality: 'language' })
})

it('adds a folder of graphs in one line when it can be used, and draws with it', async () => {
  const models = join(folder, 'sd')
  for (const [path, bytes] of makeDiffusion()) {
    await mkdir(dirname(join(models, path)), { recursive: true })
    await writeFile(join(models, path), bytes)
  }
  const before = await readFile(file, 'utf8')
  const wrong = await cli('engines', 'add', file, 'sd', '--driver', 'onnx', '--folder', join(models, 'unet'))
  expect([wrong.code, wrong.out]).toEqual([2, expect.stringContaining('neither model_index.json')])
  expect(await readFile(file, 'utf8')).toBe(before)
  expect((await cli('engines', 'add', file, 'sd', '--driver', 'onnx', '--folder', models, '--model', 'tiny-diffusion')).code).toBe(0)
  const checked = await cli('engines', 'check', 'sd', '--charter', file)
  expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('tiny-diffusion drew 64x64 in')])
})

it('says what is wrong with a call', async () => {
  expect(await cli('engines', 'check', 'nobody', '--charter', file)).toEqual({ code: 2, out: expect.stringContaining('has no engine "nobody"') })
  expect(await cli('engines', 'add', join(folder, 'none.yaml'), 'x')).toEqual({ code: 2, out: expect.stringContaining('There is no file') })
})
