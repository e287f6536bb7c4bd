// Finds the blocks of text in a picture file that labels may stand in, without opening its pixels.

import { inflateSync } from 'node:zlib'
import type { Bytes, ImageFormat } from '../core/ports.ts'
import { chunksOf, WebpAsset } from '../../client/webp-asset.ts'

export interface TextBlocks {
  xmp: string[]
  /** Whole EXIF blocks, beginning with the byte order. */
  exif: Bytes[]
  /** Text chunks by keyword, as PNG has them. */
  texts: Array<{ keyword: string; text: string }>
}

/** The most that one block may unfold to. */
const mostText = 1_048_576
const latin = new TextDecoder('latin1')
const unicode = new TextDecoder()

export function formatOf(file: Bytes): ImageFormat | undefined {
  if (file[0] === 0x89 && latin.decode(file.subarray(1, 4)) === 'PNG') return 'png'
  if (file[0] === 0xff && file[1] === 0xd8) return 'jpeg'
  return WebpAsset.canRead(file) ? 'webp' : undefined
}

export function readBlocks(file: Bytes, format: ImageFormat): TextBlocks {
  const blocks: TextBlocks = { xmp: [], exif: [], texts: [] }
  if (format === 'png') readPng(file, blocks)
  if (format === 'jpeg') readJpeg(file, blocks)
  if (format === 'webp') {
    for (const { name, start, size } of chunksOf(file)) {
      const data = file.subarray(start + 8, start + 8 + size)
      if (name === 'XMP ') blocks.xmp.push(unicode.decode(data))
      if (name === 'EXIF') blocks.exif.push(withoutHead(data))
    }
  }
  return blocks
}

function readPng(file: Bytes, blocks: TextBlocks): void {
  const view = new DataView(file.buffer, file.byteOffset, file.length)
  for (let at = 8; at + 12 <= file.length; ) {
    const size = view.getUint32(at)
    const kind = latin.decode(file.subarray(at + 4, at + 8))
    const data = file.subarray(at + 8, at + 8 + size)
    if (kind === 'eXIf') blocks.exif.push(withoutHead(data))
    if (kind === 'tEXt' || kind === 'zTXt' || kind === 'iTXt') addText(kind, data, blocks)
    if (kind === 'IEND') return
    at += 12 + size
  }
}

function addText(kind: string, data: Bytes, blocks: TextBlocks): void {
  const end = data.indexOf(0)
  if (end < 1) return
  const keyword = latin.decode(data.subarray(0, end))
  const text = textOf(kind, data.subarray(end + 1))
  if (text === undefined) return
  if (keyword === 'XML:com.adobe.xmp') blocks.xmp.push(text)
  else blocks.texts.push({ keyword, text })
}

function textOf(kind: string, data: Bytes): string | undefined {
  try {
    if (kind === 'tEXt') return unicode.decode(data)
    if (kind === 'zTXt') return unicode.decode(inflateSync(data.subarray(1), { maxOutputLength: mostText }))
    const afterLanguage = data.indexOf(0, 2) + 1
    const text = data.subarray(data.indexOf(0, afterLanguage) + 1)
    return unicode.decode(data[0] === 1 ? inflateSync(text, { maxOutputLength: mostText }) : text)
  } catch {
    return undefined
  }
}

const xmpHead = 'http://ns.adobe.com/xap/1.0/\0'

function readJpeg(file: Bytes, blocks: TextBlocks): void {
  for (let at = 2; at + 4 <= file.length && file[at] === 0xff; ) {
    const marker = file[at + 1] ?? 0
    if (marker === 0xda) return
    const size = ((file[at + 2] ?? 0) << 8) | (file[at + 3] ?? 0)
    const data = file.subarray(at + 4, at + 2 + size)
    const head = latin.decode(data.subarray(0, xmpHead.length))
    if (marker === 0xe1 && head === xmpHead) blocks.xmp.push(unicode.decode(data.subarray(xmpHead.length)))
    if (marker === 0xe1 && head.startsWith('Exif\0')) blocks.exif.push(withoutHead(data))
    at += 2 + Math.max(2, size)
  }
}

const withoutHead = (data: Bytes): Bytes => (latin.decode(data.subarray(0, 4)) === 'Exif' ? data.subarray(6) : data)
