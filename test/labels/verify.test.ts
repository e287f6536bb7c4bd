// The public check over HTTP, the archive to take away, and everything by which a picture can leave.

import { unzipSync } from 'fflate'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../harness.ts'
import { readByReference } from './labelled.ts'

let app: TestApp
beforeAll(async () => void (app = await createTestApp({ charter: { labels: { visible: { shown: false }, filings: { china: 'ICP-12345' } } } })))
afterAll(() => app.close())

async function check(body: Uint8Array, headers: Record<string, string> = { 'content-type': 'application/octet-stream' }) {
  const response = await app.fetch('/v1/verify', { method: 'POST', body: body as Uint8Array<ArrayBuffer>, headers })
  return { status: response.status, body: await response.json(), headers: response.headers }
}

async function drawn(order: Record<string, unknown> = {}) {
  const { body } = await app.post('/v1/generations', { prompt: 'a red fox in the snow', seed: 7, size: '512x512', ...order })
  const [image] = (await app.ended(body.id)).images
  return { image, file: new Uint8Array(await (await app.fetch(`/v1/images/${image.id}/content`)).arrayBuffer()) }
}

/** The manifest of one PNG put into another. */
function withOldSignature(other: Buffer, signed: Uint8Array): Buffer {
  const from = Buffer.from(signed)
  const at = from.indexOf('caBX') - 4
  return Buffer.concat([other.subarray(0, 33), from.subarray(at, at + from.readUInt32BE(at) + 12), other.subarray(33)])
}

describe('a picture that is checked', () => {
  test('is known as made here in every way it can be got', async () => {
    const { image, file } = await drawn()
    const link = new URL((await app.post(`/v1/images/${image.id}/link`, {})).body.url).pathname
    const shaped = await app.post('/v1/images/generations', { prompt: 'a blue boat', size: '512x512' })
    const byUrl = await app.post('/v1/images/generations', { prompt: 'a blue boat', size: '512x512', response_format: 'url' })
    const load = async (path: string) => new Uint8Array(await (await app.fetch(path)).arrayBuffer())
    const ways = {
      content: file,
      small: await load(`/v1/images/${image.id}/content?variant=small`),
      link: await load(link),
      b64_json: new Uint8Array(Buffer.from(shaped.body.data[0].b64_json, 'base64')),
      url: await load(new URL(byUrl.body.data[0].url).pathname),
    }
    for (const [way, bytes] of Object.entries(ways)) {
      const { status, body } = await check(bytes)
      expect([way, status, body.verdict]).toEqual([way, 200, 'made-here'])
    }
  })

  test('is answered in plain words, in both languages', async () => {
    const plain = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#a63' } }).png().toBuffer()
    const english = await check(plain)
    expect(english.body).toMatchObject({ verdict: 'no-mark', message: expect.stringContaining('proves nothing'), width: 80, height: 60, format: 'png' })
    const chinese = await check(plain, { 'content-type': 'image/png', 'accept-language': 'zh-CN' })
    expect(chinese.body.message).toMatch(/\p{Script=Han}/u)
    expect(english.headers.get('cache-control')).toBe('no-store')
  })

  test.each([
    ['inverted', (picture: Sharp) => picture.negate()],
    ['saved again without its metadata', (picture: Sharp) => picture.png()],
    ['painted over in part', (picture: Sharp) => picture.composite([{ input: { create: { width: 150, height: 150, channels: 3, background: '#123' } }, left: 40, top: 40 }])],
    ['made brighter, with its old signature left in', undefined],
  ])('is never called unchanged when it was %s', async (_, change) => {
    const { file } = await drawn()
    const bytes = change ? await change(sharp(file)).png().toBuffer() : withOldSignature(await sharp(file).modulate({ brightness: 1.1 }).png().toBuffer(), file)
    const { body } = await check(bytes)
    expect(['made-here-changed', 'marked', 'no-mark']).toContain(body.verdict)
    expect(body.message).not.toContain('not changed')
    const { layers } = body as { layers: Array<{ layer: string; finding: string }> }
    expect(layers.find(({ layer }) => layer === 'signature')?.finding).not.toBe('ours')
  })

  test('is called marked when only copied metadata speaks for it', async () => {
    const { file } = await drawn()
    const { xmp } = await sharp(file).metadata()
    const liar = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#363' } }).withXmp(xmp?.toString() ?? '').png().toBuffer()
    const { body } = await check(liar)
    expect(body.verdict).toBe('marked')
    expect(body.layers[1]).toMatchObject({ layer: 'metadata', finding: 'ours' })
    const forged = await sharp(liar).withXmp((xmp?.toString() ?? '').replace('<gesso:Model>painter<', '<gesso:Model>better<')).png().toBuffer()
    expect((await check(forged)).body.layers[1]).toMatchObject({ finding: 'others-changed', facts: { model: 'better' } })
  })

  test.each([
    ['no picture', new TextEncoder().encode('hello'), {}, 400, 'field_invalid'],
    ['an SVG', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), {}, 400, 'field_invalid'],
    ['nothing', new Uint8Array(), {}, 400, 'field_invalid'],
    ['another type', new Uint8Array(9), { 'content-type': 'application/json' }, 415, 'content_type_unsupported'],
    ['too much', new Uint8Array(33_554_433), {}, 413, 'body_too_large'],
  ])('is refused with a sentence: %s', async (_, bytes, headers, status, code) => {
    const answer = await check(bytes, { 'content-type': 'application/octet-stream', ...headers })
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
    expect(Object.keys(answer.body.error).sort()).toEqual(['code', 'message', 'param', 'type'])
  })

  test('that claims a hundred million pixels is not opened', async () => {
    const { file } = await drawn()
    const bomb = Buffer.from(file)
    bomb.writeUInt32BE(60_000, 16)
    bomb.writeUInt32BE(60_000, 20)
    expect((await check(bomb)).status).toBe(400)
  })
})

test('who labels here is public, filing numbers included', async () => {
  const { body } = await app.get('/v1/verify')
  expect(body).toMatchObject({ provider: 'Gesso', mark: null, filings: { china: 'ICP-12345' }, licence: expect.stringContaining('commercial') })
  expect(body.authority).toContain('BEGIN CERTIFICATE')
})

test('the archive holds the picture as it is, its licence, and not the prompt', async () => {
  const { image, file } = await drawn({ prompt: 'a red zyzzyva in the snow' })
  const response = await app.fetch(`/v1/images/${image.id}/download`)
  expect([response.status, response.headers.get('content-type'), response.headers.get('tdm-reservation')]).toEqual([200, 'application/zip', '1'])
  const bytes = new Uint8Array(await response.arrayBuffer())
  const parts = unzipSync(bytes)
  expect(Object.keys(parts).sort()).toEqual(['LICENCE.txt', `gesso-${image.id}.png`, 'picture.json'])
  expect(Buffer.from(parts[`gesso-${image.id}.png`] ?? []).equals(Buffer.from(file))).toBe(true)
  expect(new TextDecoder().decode(parts['LICENCE.txt'])).toMatch(/Made by AI \(painter .*commercial use/s)
  expect(Buffer.from(bytes).includes('zyzzyva')).toBe(false)
  expect((await readByReference(parts[`gesso-${image.id}.png`] ?? new Uint8Array(), 'png')).state).toBe('Valid')
  expect((await app.fetch(`/v1/images/${image.id}/content`)).headers.get('tdm-reservation')).toBe('1')
})
