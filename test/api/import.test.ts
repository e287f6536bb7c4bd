// Bringing a copy in: what a server gave comes in at another one, and everything else is refused before anything is kept.

import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TrustRule } from '../../src/core/rules.ts'
import { Refused } from '../../src/core/errors.ts'
import { createMemoryApp, here, type Api } from './memory-app.ts'
import { ask, draw, expectError, type Answered } from './requests.ts'

const screen: TrustRule = {
  id: 'test-screen',
  statements: [],
  async checkRequest({ prompt }) {
    if (prompt.includes('zeppelin')) throw new Refused('test-screen')
  },
  async checkPicture(picture) {
    if (picture.width === 80) throw new Refused('test-screen')
  },
}

let from: Api
let to: Api
let copy: Record<string, Uint8Array>
let made: any[]
beforeAll(async () => {
  from = await createMemoryApp({ charter: { retention: { imageDays: 'until-deleted' } } })
  to = await createMemoryApp({ charter: { imports: { pictures: 4, bytes: 4_000_000, heldPictures: 40 } }, parts: (real) => ({ rules: [...real.rules, screen] }), worker: false })
  const orders = [{ prompt: 'a red fox', pictures: 2, format: 'webp', seed: 7 }, { prompt: 'ein blaues Boot 狐狸', enhanced_prompt: 'ein blaues Boot im Hafen', negative_prompt: 'rain', format: 'jpeg', seed: 9 }]
  made = []
  for (const order of orders) made.push(await draw(from, { size: '64x96', ...order }))
  copy = unzipSync(new Uint8Array(await (await from.fetch('/v1/export')).arrayBuffer()))
})
afterAll(() => Promise.all([from.close(), to.close()]))

async function bring(files: Zippable | Uint8Array, type = 'application/zip'): Promise<Answered> {
  const body = files instanceof Uint8Array ? files : zipSync(files)
  const response = await to.fetch('/v1/import', { method: 'POST', body: body as Uint8Array<ArrayBuffer>, headers: { 'content-type': type } }, here)
  const text = await response.text()
  return { status: response.status, body: JSON.parse(text), text, headers: response.headers }
}

const held = async () => (await to.parts.store.images.countOf('owner/local')).images
const change = (name: string, content: unknown) => ({ ...copy, [name]: typeof content === 'string' ? strToU8(content) : content instanceof Uint8Array ? content : strToU8(JSON.stringify(content)) })
const first = () => `generations/${made[0].id}.json`
const pictureOf = (generation: any, number: number) => `pictures/${generation.images[number].id}.${generation.format === 'jpeg' ? 'jpg' : generation.format}`
const json = (name: string) => JSON.parse(new TextDecoder().decode(copy[name]))

describe('a copy of another server', () => {
  it('comes in whole: words, settings, pixels, in the order of their making; and can be taken along again', async () => {
    const { status, body, text } = await bring(copy)
    expect(status, text).toBe(200)
    expect(body).toEqual({ object: 'import', generations: 2, pictures: 3, left_out: [] })
    const { data } = (await ask(to, 'GET', '/v1/generations')).body
    expect(data.map(({ prompt }: any) => prompt)).toEqual(made.map(({ prompt }) => prompt).reverse())
    for (const [place, brought] of data.toReversed().entries()) {
      const original = made[place]
      for (const field of ['prompt', 'enhanced_prompt', 'negative_prompt', 'seed', 'steps', 'guidance', 'format', 'pictures', 'model']) expect([field, brought[field]]).toEqual([field, original[field]])
      expect(brought.outcome).toMatchObject({ engine: 'imported', model: original.outcome.model, version: original.outcome.version, made_at: original.outcome.made_at, seeds: original.outcome.seeds })
      expect([brought.imported_at, original.imported_at]).toEqual([brought.created_at, null])
      // By this server's own charter, from now on.
      expect(Date.parse(brought.deadline) - Date.parse(brought.created_at)).toBe(30 * 86_400_000)
      for (const [number, image] of brought.images.entries()) {
        const bytes = Buffer.from(await (await to.fetch(image.url)).arrayBuffer())
        const [now, before] = await Promise.all([bytes, copy[pictureOf(original, number)]!].map((file) => sharp(file).raw().toBuffer()))
        // These formats lose a little with each writing; one that did not come in would differ by far more.
        const differ = now!.reduce((sum, value, at) => sum + Math.abs(value - before![at]!), 0) / now!.length
        expect(differ).toBeLessThan(6)
      }
    }
    const again = unzipSync(new Uint8Array(await (await to.fetch('/v1/export')).arrayBuffer()))
    expect(Object.keys(again).filter((name) => name.startsWith('pictures/'))).toHaveLength(3)
    expect((await bring(again)).body).toMatchObject({ generations: 2, pictures: 3 })
  })

  it('leaves out what a rule refuses, what is no picture, and what is not there, and tells which', async () => {
    const [fox, boat] = made
    const wide = new Uint8Array(await sharp({ create: { width: 80, height: 80, channels: 3, background: 'red' } }).webp().toBuffer())
    const before = await held()
    const files: Zippable = { ...change(pictureOf(fox, 0), wide), [pictureOf(fox, 1)]: strToU8('<html>no picture</html>'), [`generations/${boat.id}.json`]: strToU8(JSON.stringify({ ...json(`generations/${boat.id}.json`), prompt: 'a zeppelin' })) }
    expect((await bring(files)).body).toEqual({
      object: 'import', generations: 0, pictures: 0,
      left_out: expect.arrayContaining([{ file: pictureOf(fox, 0), why: 'picture-refused' }, { file: pictureOf(fox, 1), why: 'unreadable' }, { file: `generations/${boat.id}.json`, why: 'words-refused' }]),
    })
    const { [pictureOf(fox, 0)]: _, ...without } = copy
    expect((await bring(without)).body).toMatchObject({ generations: 2, pictures: 2, left_out: [{ file: pictureOf(fox, 0), why: 'not-in-copy' }] })
    expect(await held()).toBe(before + 2)
  })
})

describe('what is no copy', () => {
  it.each([
    ['bytes of something else', () => strToU8('not a zip at all, only words'.repeat(9)), 400, 'import_no_archive'],
    ['an archive cut short', () => zipSync(copy).subarray(0, -3000), 400, 'import_no_archive'],
    ['an empty one', () => zipSync({}), 400, 'import_json'],
    ['one without copy.json', () => Object.fromEntries(Object.entries(copy).filter(([name]) => name !== 'copy.json')), 400, 'import_json'],
    ['broken JSON', () => change(first(), '{"prompt": "a fox'), 400, 'import_json'],
    ['JSON of another shape', () => change(first(), { prompt: 7 }), 400, 'import_json'],
    ['JSON that is not text', () => change(first(), Uint8Array.of(0xff, 0xfe, 0x22)), 400, 'import_json'],
    ['a path that leads out', () => change('../../etc/passwd', 'x'), 400, 'import_path'],
    ['a path from the root', () => change('/pictures/x.png', 'x'), 400, 'import_path'],
    ['a path of Windows', () => change('pictures\\..\\x.png', 'x'), 400, 'import_path'],
    ['a bomb that tells its size', () => change('pictures/bomb.png', new Uint8Array(9_000_000)), 413, 'import_too_large'],
    ['a bomb that lies about its size', () => lying(zipSync(change(first(), ' '.repeat(3_000_000))), 2000), 400, 'import_no_archive'],
    ['more pictures than are taken', () => change(first(), { ...json(first()), images: Array(5).fill(json(first()).images[0]) }), 413, 'import_too_large'],
    ['a body larger than is read', () => new Uint8Array(4_000_001), 413, 'body_too_large'],
  ] as Array<[string, () => Zippable | Uint8Array, number, any]>)('%s is refused, and nothing is kept', async (_, make, status, code) => {
    const before = await held()
    expectError(await bring(make()), status, code)
    expect(await held()).toBe(before)
  })

  it('is refused by its type, by the room there is, and where the charter takes none', async () => {
    expectError(await bring(copy, 'text/html'), 415, 'content_type_unsupported')
    const closed = await createMemoryApp({ charter: { imports: { enabled: false } }, worker: false })
    const small = await createMemoryApp({ charter: { imports: { heldPictures: 2 } }, worker: false })
    const answers = await Promise.all([closed, small].map((api) => api.fetch('/v1/import', { method: 'POST', body: zipSync(copy) as Uint8Array<ArrayBuffer>, headers: { 'content-type': 'application/zip' } })))
    expect(await Promise.all(answers.map(async (answer) => ((await answer.json()) as any).error.code))).toEqual(['import_off', 'import_full'])
    await Promise.all([closed.close(), small.close()])
  })
})

/** Writes a smaller size for the first generation's JSON into the archive's list. */
function lying(zip: Uint8Array, size: number): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length)
  for (let at = 0; at < zip.length - 46; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue
    const name = new TextDecoder().decode(zip.subarray(at + 46, at + 46 + view.getUint16(at + 28, true)))
    if (name === first()) view.setUint32(at + 24, size, true)
  }
  return zip
}
