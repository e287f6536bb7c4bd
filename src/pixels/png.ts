// Writes PNG files faster, and about half as large, than the picture library does at its fast levels.

import { promisify } from 'node:util'
import { constants, crc32, deflate } from 'node:zlib'
import type { Bytes, Pixels } from '../core/ports.ts'

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const trueColour = 2
/** Filter 2: each byte as its difference to the one above; runs of equal differences are all that is looked for then. */
const up = 2
const settings = { level: 1, strategy: constants.Z_RLE, chunkSize: 262_144 }

/** `beside` are whole chunks with what is written beside the pixels. */
export async function writePng(pixels: Pixels, beside: readonly Bytes[]): Promise<Bytes> {
  const lines = takeLines((pixels.width * 3 + 1) * pixels.height)
  filter(pixels, lines)
  const packed = await promisify(deflate)(lines, settings)
  if (lines.length <= mostSpare) spare = lines
  const head = headOf(pixels)
  const besides = beside.reduce((sum, chunk) => sum + chunk.length, 0)
  const file = Buffer.alloc(signature.length + head.length + packed.length + besides + 3 * 12)
  file.set(signature)
  let at = writeChunk(file, signature.length, 'IHDR', head)
  for (const chunk of beside) {
    file.set(chunk, at)
    at += chunk.length
  }
  at = writeChunk(file, at, 'IDAT', packed)
  writeChunk(file, at, 'IEND', new Uint8Array())
  return new Uint8Array(file.buffer, file.byteOffset, file.length)
}

/** XMP where its standard wants it: as plain international text under this keyword. The picture library packs it otherwise. */
export function xmpChunk(xmp: string): Bytes {
  // After the keyword: not compressed (two bytes), no language, no translated keyword.
  const data = Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${xmp}`)
  const chunk = Buffer.alloc(data.length + 12)
  writeChunk(chunk, 0, 'iTXt', data)
  return chunk
}

/** The EXIF of a PNG as a whole chunk; none where it has none. */
export function exifChunks(file: Bytes): Bytes[] {
  const view = new DataView(file.buffer, file.byteOffset, file.length)
  for (let at = signature.length; at + 12 <= file.length; ) {
    const end = at + view.getUint32(at) + 12
    if (String.fromCharCode(...file.subarray(at + 4, at + 8)) === 'eXIf') return [file.subarray(at, end)]
    at = end
  }
  return []
}

function headOf({ width, height }: Pixels): Uint8Array {
  const head = new Uint8Array(13)
  const view = new DataView(head.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  head[8] = 8
  head[9] = trueColour
  return head
}

/** The newest picture's filtered lines, to be written over by the next one of its size: new memory of megabytes costs time. */
let spare: Uint8Array | undefined
const mostSpare = 16_777_216

function takeLines(length: number): Uint8Array {
  if (spare?.length !== length) return new Uint8Array(length)
  const lines = spare
  spare = undefined
  return lines
}

function filter({ width, height, rgb }: Pixels, out: Uint8Array): void {
  const row = width * 3
  // The row above the first one counts as zeros.
  out[0] = up
  out.set(rgb.subarray(0, row), 1)
  const byFours = (rgb.byteOffset | row) % 4 === 0
  const words = byFours ? new Int32Array(rgb.buffer, rgb.byteOffset, (row / 4) * height) : undefined
  const line = new Uint8Array(row)
  for (let y = 1; y < height; y++) {
    if (words) lessAboveByFours(words, (y * row) / 4, new Int32Array(line.buffer))
    else lessAbove(rgb, y * row, line)
    out[y * (row + 1)] = up
    out.set(line, y * (row + 1) + 1)
  }
}

function lessAbove(rgb: Bytes, start: number, line: Uint8Array): void {
  const row = line.length
  for (let at = 0; at < row; at++) line[at] = (rgb[start + at] as number) - (rgb[start + at - row] as number)
}

const highs = 0x80808080 | 0

/** Four bytes at a time: the highest bit of each is worked out apart, so that none borrows from its neighbour. */
function lessAboveByFours(words: Int32Array, start: number, line: Int32Array): void {
  const row = line.length
  for (let at = 0; at < row; at++) {
    const here = words[start + at] as number
    const above = words[start + at - row] as number
    line[at] = ((here | highs) - (above & ~highs)) ^ ((here ^ ~above) & highs)
  }
}

/** Length, kind, data, checksum. */
function writeChunk(to: Buffer, at: number, kind: string, data: Uint8Array): number {
  const end = at + data.length + 8
  to.writeUInt32BE(data.length, at)
  to.write(kind, at + 4, 'latin1')
  to.set(data, at + 8)
  to.writeUInt32BE(crc32(to.subarray(at + 4, end)), end)
  return end + 4
}
