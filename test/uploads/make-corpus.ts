// Makes files that people should not be able to send as pictures, and harmless ones that only look odd; each with what must happen.

import { crc32, deflateSync, gzipSync } from 'node:zlib'
import sharp from 'sharp'

export type Fate = 'unreadable' | 'disguised' | 'too-many-pixels' | 'upload_costly' | 'taken'

export interface Specimen {
  name: string
  bytes: Uint8Array
  /** Some may end in either of two ways: which one depends on the version of the picture library. */
  fate: Fate | readonly Fate[]
}

const side = 24
const red = () => sharp({ create: { width: side, height: side, channels: 3, background: '#c02010' } })
const text = (content: string): Buffer => Buffer.from(content, 'latin1')

/** One PNG chunk with a right checksum. */
export function chunk(kind: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write(kind, 4, 'latin1')
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])))
  return Buffer.concat([head, data, sum])
}

const pngHead = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

export function header(width: number, height: number, { depth = 8, colour = 2 } = {}): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width)
  data.writeUInt32BE(height, 4)
  data.set([depth, colour], 8)
  return chunk('IHDR', data)
}

/** A PNG of these sizes whose pixels are `pixels`, deflated. */
const png = (width: number, height: number, pixels: Uint8Array, before: readonly Buffer[] = []): Buffer =>
  Buffer.concat([pngHead, header(width, height), ...before, chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])

/** `extra` chunks right after the head of a whole PNG. */
const withChunks = (whole: Buffer, ...extra: Buffer[]): Buffer => Buffer.concat([whole.subarray(0, 33), ...extra, whole.subarray(33)])

/** A segment right after the start of a whole JPEG. */
function withSegment(whole: Buffer, marker: number, data: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([whole.subarray(0, 2), head, data, whole.subarray(2)])
}

/** A further chunk at the end of a RIFF list, counted in its length or not. */
function withRiff(whole: Buffer, kind: string, data: Uint8Array, counted = true): Buffer {
  const head = Buffer.alloc(8)
  head.write(kind, 0, 'latin1')
  head.writeUInt32LE(data.length, 4)
  const longer = Buffer.concat([whole, head, data, Buffer.alloc(data.length % 2)])
  if (counted) longer.writeUInt32LE(longer.length - 8, 4)
  return longer
}

/** A stored archive of one small file. */
function archive(): Buffer {
  const [name, data] = [text('x.js'), text('alert(1)')]
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50)
  local.writeUInt32LE(crc32(data), 14)
  local.writeUInt32LE(data.length, 18)
  local.writeUInt32LE(data.length, 22)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  return Buffer.concat([local, name, data, central, name, end])
}

export async function makeCorpus(): Promise<Specimen[]> {
  const whole = { png: await red().png().toBuffer(), jpeg: await red().jpeg().toBuffer(), webp: await red().webp({ lossless: true }).toBuffer() }
  return [...foreignKinds(whole), ...(await foreignPictures()), ...disguised(whole), ...broken(whole), ...(await bombs(whole)), ...(await odd(whole))]
}

type Whole = Record<'png' | 'jpeg' | 'webp', Buffer>

function foreignKinds(whole: Whole): Specimen[] {
  const kinds: Record<string, Buffer> = {
    nothing: Buffer.alloc(0),
    'one byte': Buffer.from([0x89]),
    'a sentence': text('This is a picture, believe me.'),
    'an SVG': text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    'an SVG that loads a file': text('<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>'),
    'an SVG with a script': text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    'a compressed SVG': gzipSync('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    'a page': text('<!doctype html><script>alert(1)</script>'),
    'a PDF': text('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj'),
    'an EPS': text('%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run'),
    'a picture language (MVG)': text('push graphic-context\nviewbox 0 0 9 9\nimage over 0,0 0,0 "https://127.0.0.1/"\npop graphic-context'),
    'an ImageMagick script': text('<?xml version="1.0"?><image><read filename="/etc/passwd"/></image>'),
    'an archive': archive(),
    'a program': Buffer.concat([text('\x7fELF'), Buffer.alloc(200)]),
    'an ICO': Buffer.concat([Buffer.from([0, 0, 1, 0, 1, 0]), Buffer.alloc(60)]),
    'a BMP': Buffer.concat([text('BM'), Buffer.alloc(60)]),
    'a film': Buffer.concat([Buffer.from([0, 0, 0, 24]), text('ftypisom'), Buffer.alloc(60)]),
    'a PNG behind a page': Buffer.concat([text('<html><script>alert(1)</script>'), whole.png]),
    'a JPEG behind a PDF': Buffer.concat([text('%PDF-1.7\n'), whole.jpeg]),
    'a RIFF that is a sound': Buffer.concat([text('RIFF'), Buffer.from([40, 0, 0, 0]), text('WAVEfmt '), Buffer.alloc(40)]),
  }
  return Object.entries(kinds).map(([name, bytes]) => ({ name, bytes, fate: 'unreadable' }))
}

async function foreignPictures(): Promise<Specimen[]> {
  const made = { 'a GIF': red().gif(), 'a TIFF': red().tiff(), 'an AVIF': red().avif() }
  return Promise.all(Object.entries(made).map(async ([name, picture]): Promise<Specimen> => ({ name, bytes: await picture.toBuffer(), fate: 'unreadable' })))
}

function disguised({ png: whole, jpeg, webp }: Whole): Specimen[] {
  const script = text('<script>alert(1)</script>')
  const php = text('<?php system($_GET[0]); ?>')
  const kinds: Record<string, Buffer> = {
    'a PNG and an archive': Buffer.concat([whole, archive()]),
    'a PNG and a page': Buffer.concat([whole, text('<html>'), script]),
    'a PNG and a few bytes': Buffer.concat([whole, text('more')]),
    'a PNG and much that is empty': Buffer.concat([whole, Buffer.alloc(100_000)]),
    'a PNG with a page in a comment': withChunks(whole, chunk('tEXt', Buffer.concat([text('Comment\0'), script]))),
    'a PNG with PHP in a comment': withChunks(whole, chunk('tEXt', Buffer.concat([text('Comment\0'), php]))),
    'a PNG with PHP in a chunk of its own': withChunks(whole, chunk('phPp', php)),
    'a PNG with PHP in EXIF': withChunks(whole, chunk('eXIf', Buffer.concat([text('MM\0*'), php]))),
    'a PNG with a PDF': withChunks(whole, chunk('tEXt', text('a\0%PDF-1.4 1 0 obj'))),
    'a JPEG and an archive': Buffer.concat([jpeg, archive()]),
    'a JPEG and a page': Buffer.concat([jpeg, script]),
    'a JPEG and a program': Buffer.concat([jpeg, text('MZ'), Buffer.alloc(80, 1)]),
    'a JPEG and a sound': Buffer.concat([jpeg, text('RIFF....WAVE'), Buffer.alloc(40, 3)]),
    'a JPEG with PHP in its comment': withSegment(jpeg, 0xfe, php),
    'a JPEG with a page in its comment': withSegment(jpeg, 0xfe, Buffer.concat([text('*/=1;/*'), script])),
    'a JPEG with an archive in its comment': withSegment(jpeg, 0xfe, archive()),
    'a JPEG with a second JPEG that carries an archive': Buffer.concat([jpeg, jpeg, archive()]),
    'a JPEG with a second JPEG that carries a page': Buffer.concat([jpeg, jpeg, script]),
    'a WebP with a page in a chunk': withRiff(webp, 'XXXX', script),
    'a WebP with PHP in EXIF': withRiff(webp, 'EXIF', php),
    'a WebP and an archive': Buffer.concat([webp, archive()]),
    'a WebP with a chunk behind its end': withRiff(webp, 'XXXX', text('anything'), false),
  }
  return Object.entries(kinds).map(([name, bytes]) => ({ name, bytes, fate: 'disguised' }))
}

function broken({ png: whole, jpeg, webp }: Whole): Specimen[] {
  const twisted = Buffer.from(whole)
  twisted.writeUInt32BE(0xffffffff, 33)
  const lying = Buffer.from(webp)
  lying.writeUInt32LE(0xfffffff0, 4)
  const kinds: Record<string, Buffer> = {
    'half a PNG': whole.subarray(0, whole.length / 2),
    'half a JPEG': jpeg.subarray(0, jpeg.length / 2),
    'half a WebP': webp.subarray(0, webp.length / 2),
    'a PNG head alone': whole.subarray(0, 33),
    'a PNG without an end': whole.subarray(0, whole.length - 12),
    'a PNG whose chunk says it has 4 GiB': twisted,
    'a PNG with a wrong checksum of its pixels': Buffer.concat([whole.subarray(0, whole.length - 16), Buffer.alloc(4), whole.subarray(whole.length - 12)]),
    'a PNG without pixels': Buffer.concat([pngHead, header(9, 9), chunk('IEND', Buffer.alloc(0))]),
    'a PNG of no size': png(0, 0, deflateSync(Buffer.alloc(1))),
    'a PNG of a colour that there is not': Buffer.concat([pngHead, header(9, 9, { colour: 5 }), chunk('IDAT', deflateSync(Buffer.alloc(300))), chunk('IEND', Buffer.alloc(0))]),
    'a JPEG of markers only': Buffer.from([0xff, 0xd8, 0xff, 0xd9]),
    'a JPEG of filling only': Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(5000, 0xff)]),
    'a WebP that says it has 4 GiB': lying,
  }
  return Object.entries(kinds).map(([name, bytes]) => ({ name, bytes, fate: 'unreadable' }))
}

async function bombs({ png: whole, jpeg }: Whole): Promise<Specimen[]> {
  const zeros = deflateSync(Buffer.alloc(50_000_000), { level: 9 })
  const wide = Buffer.from(jpeg)
  const frame = wide.indexOf(Buffer.from([0xff, 0xc0]))
  wide.writeUInt16BE(65_000, frame + 5)
  wide.writeUInt16BE(65_000, frame + 7)
  const large = await sharp({ create: { width: 9000, height: 7400, channels: 3, background: '#000' } }).png({ compressionLevel: 9 }).toBuffer()
  const tall = await sharp({ create: { width: 16_383, height: 4200, channels: 3, background: '#fff' } }).webp({ lossless: true, effort: 0 }).toBuffer()
  const either = ['unreadable', 'too-many-pixels'] as const
  return [
    { name: 'a PNG that says 2 billion pixels a side', bytes: png(0x7fffffff, 0x7fffffff, deflateSync(Buffer.alloc(9))), fate: either },
    { name: 'a PNG of 100,000 pixels a side in 50 KB', bytes: png(100_000, 100_000, zeros), fate: either },
    { name: 'a PNG of 67 megapixels', bytes: large, fate: either },
    { name: 'a WebP of 69 megapixels', bytes: tall, fate: either },
    { name: 'a JPEG that says 65,000 pixels a side', bytes: wide, fate: either },
    { name: 'a PNG one pixel high and too wide', bytes: png(70_000_000, 1, deflateSync(Buffer.alloc(1000))), fate: either },
    { name: 'a PNG whose pixels inflate to far more than its size says', bytes: png(20, 20, zeros), fate: ['unreadable', 'taken'] },
    { name: 'a PNG with a text of 50 MB, deflated', bytes: withChunks(whole, chunk('zTXt', Buffer.concat([text('a\0\0'), zeros]))), fate: ['taken', 'unreadable'] },
    { name: 'a PNG with a colour profile of 50 MB, deflated', bytes: withChunks(whole, chunk('iCCP', Buffer.concat([text('a\0\0'), zeros]))), fate: ['taken', 'unreadable'] },
    { name: 'a PNG of 20,000 text chunks', bytes: withChunks(whole, ...Array.from({ length: 20_000 }, (_, at) => chunk('tEXt', text(`k${at}\0v`)))), fate: ['taken', 'unreadable'] },
  ]
}

/** Not usual, and not wrong. */
async function odd({ png: whole, jpeg, webp }: Whole): Promise<Specimen[]> {
  const turned = await red().jpeg().withMetadata({ orientation: 8 }).toBuffer()
  const grey = await red().toColourspace('b-w').png().toBuffer()
  const deep = await red().toColourspace('rgb16').png().toBuffer()
  const cmyk = await red().toColourspace('cmyk').jpeg().toBuffer()
  const progressive = await red().jpeg({ progressive: true }).toBuffer()
  const moving = await sharp([whole, whole], { join: { animated: true } }).webp().toBuffer()
  const kinds: Record<string, Buffer> = {
    'a PNG': whole,
    'a JPEG': jpeg,
    'a WebP': webp,
    'a JPEG on its side': turned,
    'a grey PNG': grey,
    'a PNG of 16 bits': deep,
    'a JPEG for printing': cmyk,
    'a progressive JPEG': progressive,
    'a moving WebP': moving,
    'a JPEG with a depth picture behind it': Buffer.concat([jpeg, jpeg]),
    'a JPEG with a short film behind it': Buffer.concat([jpeg, Buffer.from([0, 0, 0, 24]), text('ftypmp42'), Buffer.alloc(500, 7)]),
    'a PNG that is filled up': Buffer.concat([whole, Buffer.alloc(512)]),
    'a JPEG with empty bytes behind it': Buffer.concat([jpeg, Buffer.alloc(16)]),
    'a PNG with a plain comment': withChunks(whole, chunk('tEXt', text('Comment\0a red square, 1 < 2'))),
  }
  return Object.entries(kinds).map(([name, bytes]) => ({ name, bytes, fate: 'taken' }))
}
