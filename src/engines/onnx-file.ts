// Tells whether an ONNX file is whole, from the lengths it states about itself: a few small reads, no parsing of weights.

import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

const graphField = 7
const opsetField = 8

/** undefined when the file is whole, else what is wrong with it, e.g. `is missing`. */
export async function checkOnnxFile(path: string): Promise<string | undefined> {
  let file: FileHandle
  try {
    file = await open(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    return code === 'ENOENT' ? 'is missing' : `cannot be read (${code})`
  }
  try {
    const { size } = await file.stat()
    if (size === 0) return 'is empty'
    return await walk(file, size)
  } catch (error) {
    return `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`
  } finally {
    await file.close()
  }
}

/** Steps over the fields of the outermost message; they must end exactly where the file does. */
async function walk(file: FileHandle, size: number): Promise<string | undefined> {
  const seen = new Set<number>()
  let at = 0
  while (at < size) {
    const head = await readHead(file, at, size)
    if (!head) return at === 0 ? 'is not an ONNX file' : 'is truncated or damaged'
    seen.add(head.field)
    at = head.end
  }
  if (at > size) return `is truncated: it states ${at} bytes and has ${size}`
  return seen.has(graphField) && seen.has(opsetField) ? undefined : 'is truncated or not an ONNX file'
}

/** One field: its number and where it ends. undefined when its bytes are not those of a field. */
async function readHead(file: FileHandle, at: number, size: number): Promise<{ field: number; end: number } | undefined> {
  const bytes = new Uint8Array(Math.min(20, size - at))
  await file.read(bytes, 0, bytes.length, at)
  const tag = readNumber(bytes, 0)
  if (!tag || tag.value < 8) return undefined
  const field = Math.floor(tag.value / 8)
  const kind = tag.value % 8
  if (kind === 1) return { field, end: at + tag.end + 8 }
  if (kind === 5) return { field, end: at + tag.end + 4 }
  const number = readNumber(bytes, tag.end)
  if (!number || (kind !== 0 && kind !== 2)) return undefined
  return { field, end: at + number.end + (kind === 2 ? number.value : 0) }
}

/** A protobuf variable-length number, exact up to 2^53. */
function readNumber(bytes: Uint8Array, from: number): { value: number; end: number } | undefined {
  let value = 0
  for (let index = from; index < bytes.length && index < from + 8; index++) {
    const byte = bytes[index] ?? 0
    value += (byte & 0x7f) * 2 ** (7 * (index - from))
    if (byte < 0x80) return { value, end: index + 1 }
  }
  return undefined
}
