// What people send is taken as a picture or refused with the field's name; a corpus of bad files gets nowhere.

import sharp, { type Sharp } from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { readCharter } from '../../src/charter/load.ts'
import type { Caller } from '../../src/core/callers.ts'
import type { Bytes, OpenedUpload, Parts, UploadFault } from '../../src/core/ports.ts'
import { readUploads, type Upload, type UploadInputs } from '../../src/core/uploads.ts'
import { openLimited, usualLimits } from '../../src/pixels/limited-child.ts'
import { createSharpPixels } from '../../src/pixels/sharp.ts'
import { makeCorpus, type Specimen } from './make-corpus.ts'

const within = { pixels: 50_000_000, kept: 8_000_000 }

describe('the corpus', () => {
  let corpus: Specimen[]
  let opened: Array<OpenedUpload | UploadFault>
  beforeAll(async () => {
    corpus = await makeCorpus()
    opened = await openLimited(corpus.map(({ bytes }) => new Uint8Array(bytes)), within)
  }, 60_000)

  test('has more than forty bad files, and as many names', () => {
    expect(corpus.filter(({ fate }) => fate !== 'taken').length).toBeGreaterThan(40)
    expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length)
  })

  test('ends as it must, every file', () => {
    const fateOf = (one: OpenedUpload | UploadFault | undefined) => (typeof one === 'object' ? 'taken' : one)
    const wrong = corpus.flatMap(({ name, fate }, place) => {
      const found = fateOf(opened[place])
      return found && [fate].flat().includes(found) ? [] : [`${name}: ${found}, not ${[fate].flat().join(' or ')}`]
    })
    expect(wrong).toEqual([])
  })
})

test('a process that needs too long or too much is ended, and that is said', async () => {
  const large = new Uint8Array(await sharp({ create: { width: 7000, height: 7000, channels: 4, background: '#12345680' } }).png().toBuffer())
  await expect(openLimited([large], within, { ...usualLimits, megabytes: 90 })).rejects.toMatchObject({ code: 'upload_costly' })
  await expect(openLimited([large], within, { ...usualLimits, milliseconds: 50 })).rejects.toMatchObject({ code: 'upload_costly' })
})

describe('pictures of a request', () => {
  const charter = readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 } })
  const parts = { charter, pixels: createSharpPixels() } as Parts
  const caller = {} as Caller
  const bitmap = (width: number, height: number, alpha?: number) =>
    sharp({ create: { width, height, channels: alpha === undefined ? 3 : 4, background: { r: 200, g: 40, b: 10, alpha: alpha ?? 1 } } })
  const file = async (picture: Sharp): Promise<Bytes> => new Uint8Array(await picture.png().toBuffer())
  const upload = (bytes: Bytes, field = 'image'): Upload => ({ field, source: { kind: 'file', bytes } })
  const read = (inputs: UploadInputs, of: Parts = parts) => readUploads(of, caller, inputs)

  test('come as pixels, whether as a file, a data URL or base64', async () => {
    const bytes = await file(bitmap(40, 30))
    const base64 = Buffer.from(bytes).toString('base64')
    const texts = [`data:image/png;base64,${base64}`, base64]
    const { pictures, warnings } = await read({ images: [upload(bytes), ...texts.map((text): Upload => ({ field: 'image', source: { kind: 'text', text } }))] })
    expect(pictures.map(({ width, height, rgb }) => [width, height, ...rgb.subarray(0, 3)])).toEqual(Array(3).fill([40, 30, 200, 40, 10]))
    expect(warnings).toEqual([])
  })

  test('are at most sixteen, each below the limit of bytes, megapixels and sense', async () => {
    const bytes = await file(bitmap(8, 8))
    const many = Array.from({ length: 17 }, (_, place) => upload(bytes, `image[${place}]`))
    await expect(read({ images: many })).rejects.toMatchObject({ code: 'uploads_too_many', values: { most: 16 }, field: 'image[16]' })
    expect((await read({ images: many.slice(1) })).pictures).toHaveLength(16)
    const heavy = new Uint8Array(50_000_000)
    await expect(read({ images: [upload(heavy)] })).rejects.toMatchObject({ code: 'upload_too_large', values: { most: 33_554_432 } })
    await expect(read({ images: [{ field: 'image', source: { kind: 'text', text: 'A'.repeat(50_000_000) } }] })).rejects.toMatchObject({ code: 'upload_too_large' })
    const wide = await file(bitmap(7100, 7100))
    await expect(read({ images: [upload(bytes), upload(wide, 'image[1]')] })).rejects.toMatchObject({ code: 'upload_too_many_pixels', field: 'image[1]', values: { most: 50 } })
    for (const text of ['', 'hello', 'data:image/png;base64,', 'data:image/png;base64,@@@']) {
      await expect(read({ images: [{ field: 'image', source: { kind: 'text', text } }] }), text).rejects.toMatchObject({ code: 'upload_unreadable', field: 'image' })
    }
  })

  test('are made smaller where they are more than an engine is given, and that is said', async () => {
    const { pictures, warnings } = await read({ images: [upload(await file(bitmap(4000, 3000))), upload(await file(bitmap(1000, 1000)), 'image[1]')] })
    expect(pictures.map(({ width, height }) => [width, height])).toEqual([[2309, 1732], [1000, 1000]])
    expect(warnings).toMatchObject([{ field: 'image', code: 'resized' }])
  })

  test('with a mask: what is transparent, or white, is drawn anew; its size must fit', async () => {
    const image = upload(await file(bitmap(40, 30)))
    const mask = async (picture: Sharp) => (await read({ images: [image], mask: upload(await file(picture), 'mask') })).mask
    expect((await mask(bitmap(40, 30, 0)))?.alpha[0]).toBe(255)
    expect((await mask(bitmap(40, 30, 0.8)))?.alpha[0]).toBe(51)
    expect((await mask(sharp({ create: { width: 40, height: 30, channels: 3, background: '#fff' } })))?.alpha[0]).toBe(255)
    expect((await mask(sharp({ create: { width: 40, height: 30, channels: 3, background: '#000' } })))?.alpha[0]).toBe(0)
    await expect(mask(bitmap(41, 30))).rejects.toMatchObject({ code: 'mask_size_differs', values: { mask: '41x30', picture: '40x30' }, field: 'mask' })
    await expect(read({ images: [], mask: image })).rejects.toMatchObject({ code: 'mask_without_picture' })
    // A mask follows its picture when that is made smaller.
    const large = await read({ images: [upload(await file(bitmap(4000, 3000)))], mask: upload(await file(bitmap(4000, 3000, 0)), 'mask') })
    expect([large.mask?.width, large.mask?.height]).toEqual([large.pictures[0]?.width, large.pictures[0]?.height])
    expect(large.mask?.alpha).toHaveLength((large.mask?.width ?? 0) * (large.mask?.height ?? 0))
  })

  test('that can be seen through are on white, or are their own mask where that is asked', async () => {
    const image = upload(await file(bitmap(10, 10, 0)))
    const plain = await read({ images: [image] })
    expect([plain.mask, ...(plain.pictures[0]?.rgb.subarray(0, 3) ?? [])]).toEqual([undefined, 255, 255, 255])
    expect((await read({ images: [image], transparencyIsMask: true })).mask?.alpha[0]).toBe(255)
  })

  test('by address are fetched only where the charter lets it', async () => {
    const source = { kind: 'text', text: 'https://pictures.example/a.png' } as const
    const fetched: string[] = []
    const bytes = await file(bitmap(8, 8))
    const fetchPicture = async (address: string) => (fetched.push(address), bytes)
    await expect(read({ images: [{ field: 'image', source }] }, { ...parts, fetchPicture })).rejects.toMatchObject({ code: 'remote_off' })
    expect(fetched).toEqual([])
    const remote = { ...charter, uploads: { ...charter.uploads, remote: true } }
    await expect(read({ images: [{ field: 'image', source }] }, { ...parts, charter: remote })).rejects.toMatchObject({ code: 'remote_off' })
    expect((await read({ images: [{ field: 'image', source }] }, { ...parts, charter: remote, fetchPicture })).pictures).toHaveLength(1)
  })
})
