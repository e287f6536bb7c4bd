// The code that the playground shows for models of other kinds, run as it stands against a server of each kind: Node with the official package, curl in a shell, Python where its package is there.

import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCharter } from '../../src/charter/load.ts'
import { createRelays } from '../../src/engines/relays.ts'
import { guardOutbound, type Door } from '../../src/outbound/door.ts'
import { emptyOther, otherCallOf, type Modality, type OtherWish } from '../../studio/developers/other-call.ts'
import { otherCodeOf } from '../../studio/developers/other-code.ts'
import { project } from '../source-files.ts'
import { createKindsVendor, tone } from '../vendors/kinds.ts'
import type { Vendor } from '../vendors/listen.ts'
import { hasPackage } from './python.ts'
import { run, type Running } from './running.ts'

let vendor: Vendor
let server: Running
let door: Door
let folder: string
const execute = promisify(execFile)
const environment = { ...process.env, GESSO_API_KEY: 'any' }
const kinds: Modality[] = ['language', 'embeddings', 'speech', 'transcription', 'video']

beforeAll(async () => {
  vendor = await createKindsVendor()
  const engines = ['painter', ...kinds.map((modality) => ({ id: `server-of-${modality}`, driver: 'openai-compatible', modality, url: `${vendor.url}/v1`, models: [`a-${modality}`] }))]
  const settings = readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 }, engines })
  server = await run({
    charter: { engines },
    worker: false,
    parts: ({ rules }) => {
      door = guardOutbound({ rules, charter: settings })
      return { relays: createRelays(settings.engines, { reach: door.fetch }) }
    },
  })
  folder = await mkdtemp(join(tmpdir(), 'gesso-shown-'))
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'))
  await writeFile(join(folder, "my 'own' sound.wav"), tone(0.1))
})
afterAll(async () => {
  await server.close()
  door.release()
  await vendor.close()
  await rm(folder, { recursive: true })
})

const words = 'a fox\'s "den" in $HOME `now` \\ {x}\n雪地里 %s'
const sound = { name: "my 'own' sound.wav" } as File

/** What each kind says in the end, on the screen or in a file. */
const cases: Array<[Modality, Partial<OtherWish>, said: string, file?: string]> = [
  ['language', { stream: true, system: 'be brief' }, 'The quick fox'],
  ['language', { stream: false }, 'The quick fox'],
  ['embeddings', {}, '-0.25'],
  ['speech', { format: 'wav' }, '', 'speech.wav'],
  ['transcription', { file: sound, spoken: 'en' }, '844 bytes of a fox'],
  ['video', { seconds: '4' }, '', 'video.mp4'],
]

async function inFolder(program: string, args: string[]): Promise<string> {
  return (await execute(program, args, { cwd: folder, env: environment })).stdout
}

describe.each(cases)('%s %o', (modality, wish, said, file) => {
  const call = () => otherCallOf({ ...emptyOther, words, ...wish }, { model: { id: `a-${modality}`, modality }, origin: server.address, withKey: true })
  const lastAsked = () => vendor.asked.findLast(({ method }) => method === 'POST')?.body.toString('latin1') ?? ''
  const written = async () => (file ? (await readFile(join(folder, file))).length : 0)

  it('runs in Node and by curl as it is shown, and says the same', { timeout: 40_000 }, async () => {
    await writeFile(join(folder, 'shown.mjs'), otherCodeOf('node', call()))
    expect(await inFolder(process.execPath, ['shown.mjs'])).toContain(said)
    if (file) expect(await written()).toBeGreaterThan(20)
    const byNode = lastAsked()
    const answer = await inFolder('sh', ['-c', otherCodeOf('curl', call()).replace(/^curl /, 'curl -s ')])
    if (modality === 'language' && wish.stream) expect(answer.match(/^data: /gm)).toHaveLength(4)
    else if (modality !== 'speech') expect(answer).toContain(modality === 'video' ? '"queued"' : said)
    // The package sends files, and orders of videos, as forms.
    if (modality !== 'transcription' && modality !== 'video') expect(JSON.parse(lastAsked())).toEqual(JSON.parse(byNode))
  })

  it.skipIf(!hasPackage('openai'))('runs in Python (skipped where the Python package openai is not there)', { timeout: 40_000 }, async () => {
    await writeFile(join(folder, 'shown.py'), otherCodeOf('python', call()))
    expect(await inFolder('python3', ['shown.py'])).toContain(said)
    if (file) expect(await written()).toBeGreaterThan(20)
  })

  it.skipIf(!hasPackage('sys'))('is Python that can be read', async () => {
    await writeFile(join(folder, 'shown.py'), otherCodeOf('python', call()))
    await inFolder('python3', ['-m', 'py_compile', 'shown.py'])
  })
})
