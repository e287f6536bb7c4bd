// Labels are read in every place and spelling in which others write them, and broken files break nothing.

import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readMetadata } from './read-metadata.ts'

const fields = { Label: '1', ContentProducer: 'somebody', ProduceID: 'x1', ReservedCode1: '', ContentPropagator: '', PropagateID: '', ReservedCode2: '' }
const json = JSON.stringify(fields)
const escaped = json.replaceAll('"', '&quot;')
const dot = () => sharp({ create: { width: 9, height: 9, channels: 3, background: '#123' } })
const packet = (inside: string, attributes = ''): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:T="http://www.tc260.org.cn/ns/AIGC/1.0/"${attributes}>${inside}</rdf:Description></rdf:RDF></x:xmpmeta>`

test.each(['png', 'jpeg', 'webp'] as const)('TC260:AIGC as an element and as an attribute of %s', async (format) => {
  for (const xmp of [packet(`<T:AIGC>${escaped}</T:AIGC>`), packet('', ` T:AIGC="${escaped}"`), packet('', ` T:AIGC='${json}'`)]) {
    const file = await dot().withXmp(xmp).toFormat(format).toBuffer()
    expect(readMetadata(new Uint8Array(file), format)).toMatchObject({ aigc: fields, places: ['xmp'] })
  }
})

test.each(['png', 'jpeg', 'webp'] as const)('the EXIF user comment of %s', async (format) => {
  const file = await dot().withExif({ IFD2: { UserComment: JSON.stringify({ AIGC: fields }) } }).toFormat(format).toBuffer()
  expect(readMetadata(new Uint8Array(file), format)).toMatchObject({ aigc: fields, places: ['exif'] })
})

test('PNG text chunks of all three kinds', async () => {
  const png = await dot().png().toBuffer()
  const chunk = (kind: string, data: Buffer): Buffer => {
    const size = Buffer.alloc(4)
    size.writeUInt32BE(data.length)
    return Buffer.concat([size, Buffer.from(kind), data, Buffer.alloc(4)])
  }
  const chunks = {
    tEXt: Buffer.from(`AIGC\0${json}`),
    zTXt: Buffer.concat([Buffer.from('AIGC\0\0'), deflateSync(json)]),
    iTXt: Buffer.from(`AIGC\0\0\0\0\0${json}`),
  }
  for (const [kind, data] of Object.entries(chunks)) {
    const file = Buffer.concat([png.subarray(0, 33), chunk(kind, data), png.subarray(33)])
    expect([kind, readMetadata(new Uint8Array(file), 'png')]).toEqual([kind, expect.objectContaining({ aigc: fields, places: ['text'] })])
  }
})

test('a text that unfolds to gigabytes is left alone', async () => {
  const png = await dot().png().toBuffer()
  const bomb = Buffer.concat([Buffer.from('AIGC\0\0'), deflateSync(Buffer.alloc(30_000_000))])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(bomb.length)
  const file = Buffer.concat([png.subarray(0, 33), size, Buffer.from('zTXt'), bomb, Buffer.alloc(4), png.subarray(33)])
  expect(readMetadata(new Uint8Array(file), 'png').aigc).toBeUndefined()
})

test('cut and scrambled files give no label and no fault', async () => {
  for (const format of ['png', 'jpeg', 'webp'] as const) {
    const file = await dot().withXmp(packet(`<T:AIGC>${escaped}</T:AIGC>`)).withExif({ IFD2: { UserComment: json } }).toFormat(format).toBuffer()
    for (let length = 12; length < file.length; length += 7) expect(() => readMetadata(new Uint8Array(file.subarray(0, length)), format)).not.toThrow()
    for (let at = 12; at < file.length; at += 5) {
      const scrambled = new Uint8Array(file)
      scrambled[at] = (scrambled[at] ?? 0) ^ 0xff
      expect(() => readMetadata(scrambled, format)).not.toThrow()
    }
  }
})
