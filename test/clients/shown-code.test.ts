// The code that the playground and the docs inside the product show, run as it stands: Node with the official `openai` package, curl in a shell.

import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp, { type Metadata } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Model } from '../../client/index.ts'
import { callOf, emptyWish, type Call, type Wish } from '../../studio/developers/call.ts'
import { codeOf } from '../../studio/developers/code.ts'
import { readMarkdown } from '../../studio/manual/markdown.ts'
import { project } from '../source-files.ts'
import { picture } from './pictures.ts'
import { hasPackage } from './python.ts'
import { run, type Running } from './running.ts'

let server: Running
let folder: string
let model: Model
const execute = promisify(execFile)
const environment = { ...process.env, GESSO_API_KEY: 'any' }

beforeAll(async () => {
  server = await run()
  folder = await mkdtemp(join(tmpdir(), 'gesso-shown-'))
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'))
  model = ((await (await fetch(`${server.address}/v1/models/painter`)).json()) as Model)
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

/** Runs it in the folder; what it drew. */
async function runNode(code: string): Promise<Metadata[]> {
  await writeFile(join(folder, 'shown.mjs'), code)
  await execute(process.execPath, ['shown.mjs'], { cwd: folder, env: environment })
  return takeDrawn()
}

/** What lies in the folder now, taken away. */
async function takeDrawn(): Promise<Metadata[]> {
  const made = (await readdir(folder)).filter((name) => /^(picture|boat|fox)(-\d)?\.(png|jpg|webp)$/.test(name)).sort()
  const drawn = await Promise.all(made.map(async (name) => sharp(await readFile(join(folder, name))).metadata()))
  await Promise.all(made.map((name) => rm(join(folder, name))))
  return drawn
}

async function runCurl(code: string): Promise<any> {
  const { stdout } = await execute('sh', ['-c', code.replace(/^curl /, 'curl -s ')], { cwd: folder, env: environment, maxBuffer: 1 << 26 })
  return JSON.parse(stdout)
}

/** Hard to write down: quotes of every kind, two lines, another script. */
const words = 'a fox\'s "den" in $HOME `now` \\ {x}\n雪地里 %s'
const wish = (change: Partial<Wish>): Wish => ({ ...emptyWish, size: '64x64', steps: '2', seed: '7', ...change })
const call = (change: Partial<Wish>, withKey = true): Call => callOf(wish(change), { model, prompt: words, origin: server.address, withKey })

/** Every field that a form can hold, and how it arrives. */
const forms: Array<[string, Partial<Wish>, Call['path']]> = [
  ['OpenAI, everything that can be said', { n: '2', avoid: 'rain', style: 'night', guidance: '2.5', format: 'webp', compression: '60', answer: 'b64_json' }, '/images/generations'],
  ['OpenAI, an address', { answer: 'url', format: 'jpeg' }, '/images/generations'],
  ['Z.ai', { dialect: 'zai', n: '2', avoid: 'left out', guidance: '9' }, '/images/generations'],
  ['OpenAI, from a picture', { picture: { name: "my 'own' picture.png" } as File, strength: '0.5', answer: 'b64_json' }, '/images/edits'],
]

describe.each(forms)('%s', (_, change, path) => {
  it('runs in Node and by curl as it is shown, and says the same', { timeout: 40_000 }, async () => {
    if (change.picture) await writeFile(join(folder, change.picture.name), await picture())
    const asked = call(change)
    expect(asked.path).toBe(path)
    const drawn = await runNode(codeOf('node', asked))
    const format = change.format ?? 'png'
    expect(drawn).toEqual(Array.from({ length: Number(change.n ?? 1) }, () => expect.objectContaining({ format, width: 64, height: 64 })))
    const answer = await runCurl(codeOf('curl', asked))
    expect(answer.error).toBeUndefined()
    expect(answer.data).toHaveLength(drawn.length)
    const said = await newestOrders(2)
    expect(said[0]).toEqual(said[1])
    expect(said[0]).toMatchObject({ prompt: words, seed: 7, steps: 2, pictures: drawn.length, ...(change.dialect ? {} : { negative_prompt: change.avoid ?? '', style: change.style ?? null }) })
    // Nothing that is shown is left unheard.
    expect((answer.warnings ?? []).filter(({ code }: { code: string }) => code === 'ignored')).toEqual([])
  })

  it.skipIf(!hasPackage('sys'))('says the same in Python', () => {
    expect(readPython(codeOf('python', call(change)))).toEqual({ ...call(change).body, ...(change.picture && { image: change.picture.name }) })
  })

  it.skipIf(!hasPackage('openai'))('runs in Python as it is shown (skipped where the Python package openai is not there)', { timeout: 40_000 }, async () => {
    if (change.picture) await writeFile(join(folder, change.picture.name), await picture())
    await writeFile(join(folder, 'shown.py'), codeOf('python', call(change)))
    await execute('python3', ['shown.py'], { cwd: folder, env: environment })
    const drawn = await takeDrawn()
    expect(drawn).toEqual(Array.from({ length: Number(change.n ?? 1) }, () => expect.objectContaining({ format: change.format ?? 'png', width: 64, height: 64 })))
  })
})

it('asks for no key where none is needed', async () => {
  const asked = call({}, false)
  for (const kind of ['curl', 'node', 'python'] as const) expect(codeOf(kind, asked)).not.toContain('GESSO_API_KEY')
  expect((await runCurl(codeOf('curl', asked))).error).toBeUndefined()
})

describe.each(['en', 'zh'])('the guides (%s)', (language) => {
  it('show code that runs', { timeout: 60_000 }, async () => {
    const texts = join(project, 'studio/manual/texts', language)
    const blocks = (await Promise.all((await readdir(texts)).map((file) => readFile(join(texts, file), 'utf8')))).flatMap(readMarkdown).flatMap((block) => (block.kind === 'code' ? [block] : []))
    const code = (of: string, start: string) => blocks.filter(({ language: kind, text }) => kind === of && text.startsWith(start)).map(({ text }) => text.replaceAll('http://localhost:3000', server.address))
    const [shell, node] = [code('sh', 'curl '), code('js', 'import ')]
    expect([shell.length, node.length]).toEqual([3, 2])
    expect(blocks.filter(({ text }) => !/^(curl|import|export) /.test(text))).toEqual([])
    for (const text of shell) expect((await runCurl(text)).error ?? 'none', text).toBe('none')
    for (const text of node) expect((await runNode(text)).length, text).toBeGreaterThan(0)
  })
})

/** What the server took of the newest orders, without what differs each time. */
async function newestOrders(count: number): Promise<unknown[]> {
  const { data } = (await (await fetch(`${server.address}/v1/generations?limit=${count}`)).json()) as { data: Array<Record<string, unknown>> }
  return data.map(({ prompt, negative_prompt, style, model: drew, width, height, pictures, seed, steps, guidance, format }) => ({ prompt, negative_prompt, style, model: drew, width, height, pictures, seed, steps, guidance, format }))
}

/** Python's own reader tells what the call hands over, where the package itself is not there. */
function readPython(code: string): unknown {
  const program = `
import ast, json, sys
tree = ast.parse(sys.stdin.read())
call = next(n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func).startswith('client.images.'))
told = {}
for k in call.keywords:
    if k.arg == 'extra_body': told.update(ast.literal_eval(k.value))
    elif isinstance(k.value, ast.Call): told[k.arg] = ast.literal_eval(k.value.args[0])
    else: told[k.arg] = ast.literal_eval(k.value)
print(json.dumps(told))`
  return JSON.parse(execFileSync('python3', ['-c', program], { input: code, encoding: 'utf8' }))
}
