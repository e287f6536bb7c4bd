// Walks a picture file's own structure: finds what hides another kind of file in it, and the manifest of its origin.

import type { Bytes, ImageFormat } from '../core/ports.ts'

export interface Container {
  /** Parts that are not pixels: text, comments, profiles. */
  beside: Bytes[]
  /** What follows the picture's end. */
  after: Bytes
  /** C2PA manifest store (JUMBF), if there is one. */
  manifest?: Bytes
}

/** By the first bytes, which must be the picture's own. */
export function formatOf(file: Bytes): ImageFormat | undefined {
  if (same(file, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png'
  if (same(file, [0xff, 0xd8, 0xff])) return 'jpeg'
  if (textAt(file, 0) === 'RIFF' && textAt(file, 8) === 'WEBP') return 'webp'
  return undefined
}

/** @throws RangeError when the structure is broken */
export function openContainer(file: Bytes, format: ImageFormat): Container {
  return { png: walkPng, jpeg: walkJpeg, webp: walkWebp }[format](file)
}

/** Signs by which other programs would take the file for a page, a script, a document or an archive. */
const foreign = [/<\?php/i, /<script/i, /<!doctype/i, /<html/i, /<svg/i, /%PDF-/, /javascript:/i, /PK\x03\x04/, /PK\x05\x06/]
/** The same for megabytes of appended pictures, where short signs stand by chance. */
const foreignAppended = [/<\?php/i, /<script/i, /<!doctype/i, /%PDF-/]
/** An archive is found from its end. */
const archiveEnd = 65_557

/** Whether the file is something else beside a picture, or carries bytes that belong to no picture. */
export function isDisguised({ beside, after }: Container): boolean {
  if (beside.some((part) => shows(part, foreign))) return true
  if (after.length <= 4096 && after.every((byte) => byte === 0)) return false
  // Cameras append further pictures to a JPEG: previews, depth, a short film.
  const appended = same(after, [0xff, 0xd8, 0xff]) || textAt(after, 4) === 'ftyp'
  return !appended || shows(after, foreignAppended) || shows(after.subarray(-archiveEnd), [/PK\x05\x06/])
}

function shows(part: Bytes, signs: readonly RegExp[]): boolean {
  const text = Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1')
  return signs.some((sign) => sign.test(text))
}

function walkPng(file: Bytes): Container {
  const view = viewOf(file)
  const beside: Bytes[] = []
  let manifest: Bytes | undefined
  for (let at = 8; ; ) {
    const kind = textAt(file, at + 4)
    const data = slice(file, at + 8, view.getUint32(at))
    at += data.length + 12
    if (kind === 'IEND') return { beside, manifest, after: file.subarray(at) }
    if (kind === 'caBX') manifest = data
    else if (kind !== 'IDAT' && kind !== 'fdAT') beside.push(data)
  }
}

function walkJpeg(file: Bytes): Container {
  const view = viewOf(file)
  const beside: Bytes[] = []
  const boxes = new Map<number, Bytes[]>()
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) throw new RangeError('a marker is missing')
    const marker = view.getUint8(at + 1)
    if (marker === 0xd9) return { beside, manifest: joinBoxes(boxes), after: file.subarray(at + 2) }
    // A marker may be preceded by any number of filling bytes.
    if (marker === 0xff) {
      at++
      continue
    }
    const data = slice(file, at + 4, view.getUint16(at + 2) - 2)
    at += 4 + data.length
    if (marker === 0xda) at = endOfScan(file, at)
    else if (marker === 0xeb && textAt(data, 0).startsWith('JP')) addBox(boxes, data)
    else if ((marker >= 0xe0 && marker <= 0xef) || marker === 0xfe) beside.push(data)
  }
}

/** Pixels go on until a marker that is neither a restart nor a stuffed byte. */
function endOfScan(file: Bytes, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  throw new RangeError('the pixels end early')
}

/** APP11: `JP`, box instance (2), packet number (4), then the box's length and kind (8), repeated in every packet. */
function addBox(boxes: Map<number, Bytes[]>, data: Bytes): void {
  const instance = viewOf(data).getUint16(2)
  const packets = boxes.get(instance) ?? []
  packets.push(data.subarray(packets.length === 0 ? 8 : 16))
  boxes.set(instance, packets)
}

function joinBoxes(boxes: Map<number, Bytes[]>): Bytes | undefined {
  const store = [...boxes.values()].find(([first]) => first && textAt(first, 4) === 'jumb')
  return store && new Uint8Array(Buffer.concat(store))
}

function walkWebp(file: Bytes): Container {
  const view = viewOf(file)
  const end = view.getUint32(4, true) + 8
  slice(file, 0, end)
  const beside: Bytes[] = []
  let manifest: Bytes | undefined
  for (let at = 12; at < end; ) {
    const kind = textAt(file, at)
    const data = slice(file, at + 8, view.getUint32(at + 4, true))
    if (kind === 'C2PA') manifest = data
    else if (!['VP8 ', 'VP8L', 'ALPH', 'ANMF'].includes(kind)) beside.push(data)
    at += 8 + data.length + (data.length % 2)
  }
  return { beside, manifest, after: file.subarray(end) }
}

function slice(file: Bytes, at: number, length: number): Bytes {
  if (length < 0 || at + length > file.length) throw new RangeError('the file ends early')
  return file.subarray(at, at + length)
}

const same = (file: Bytes, bytes: readonly number[]): boolean => bytes.every((byte, place) => file[place] === byte)
const textAt = (file: Bytes, at: number): string => String.fromCharCode(...file.subarray(at, at + 4))
const viewOf = (file: Bytes): DataView => new DataView(file.buffer, file.byteOffset, file.length)
