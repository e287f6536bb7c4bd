// Reads the few EXIF fields in which labels are looked for: the maker's program and the user comment.

import type { Bytes } from '../core/ports.ts'

const tags = { software: 0x0131, exifFolder: 0x8769, userComment: 0x9286 }
const mostEntries = 200

export interface ExifLabels {
  software?: string
  userComment?: string
}

/** Anything broken counts as not there. */
export function readExif(block: Bytes): ExifLabels {
  const labels: ExifLabels = {}
  try {
    const view = new DataView(block.buffer, block.byteOffset, block.length)
    const little = view.getUint16(0) === 0x4949
    const first = view.getUint32(4, little)
    const folder = readFolder(view, first, little, labels)
    if (folder) readFolder(view, folder, little, labels)
  } catch {
    return labels
  }
  return labels
}

/** Returns where the inner folder begins, if this one names it. */
function readFolder(view: DataView, start: number, little: boolean, labels: ExifLabels): number | undefined {
  let inner: number | undefined
  const count = Math.min(mostEntries, view.getUint16(start, little))
  for (let entry = 0; entry < count; entry++) {
    const at = start + 2 + entry * 12
    const tag = view.getUint16(at, little)
    const size = view.getUint32(at + 4, little)
    if (tag === tags.exifFolder) inner = view.getUint32(at + 8, little)
    if (tag !== tags.software && tag !== tags.userComment) continue
    const from = size <= 4 ? at + 8 : view.getUint32(at + 8, little)
    const text = readText(view, from, size, tag === tags.userComment)
    if (tag === tags.software) labels.software = text
    else labels.userComment = text
  }
  return inner
}

/** A comment names its alphabet in the first eight bytes. */
function readText(view: DataView, from: number, size: number, comment: boolean): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + from, Math.min(size, view.byteLength - from))
  const alphabet = comment ? new TextDecoder('latin1').decode(bytes.subarray(0, 8)) : ''
  const named = /^(ASCII|UNICODE|JIS)?\0/.test(alphabet)
  const text = new TextDecoder(alphabet.startsWith('UNICODE') ? 'utf-16le' : 'utf-8').decode(named ? bytes.subarray(8) : bytes)
  return text.replace(/\0+$/, '')
}
