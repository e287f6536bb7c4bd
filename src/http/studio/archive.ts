// Reads a ZIP archive that somebody sent: its list first, against every trick with names and sizes; then one file at a time.

import { inflateSync } from 'fflate'
import { Stated } from '../../core/errors.ts'

export interface Archive {
  names: readonly string[]
  /** Bytes of a file when unpacked. */
  sizeOf(name: string): number
  /** undefined when there is no such file. @throws Stated `import_no_archive` for one that is not as the list says */
  read(name: string): Uint8Array | undefined
}

interface Entry {
  /** 0 = stored, 8 = deflated. */
  method: number
  packed: number
  size: number
  checksum: number
  /** Where its local header begins. */
  at: number
}

const endLength = 22
const listedLength = 46
const localLength = 30
const longestComment = 65_535

/** `most` bytes unpacked, all together. @throws Stated `import_no_archive`, `import_path`, `import_too_large` with `pictures` in its sentence */
export function openArchive(file: Uint8Array, most: { bytes: number; pictures: number }): Archive {
  const view = new DataView(file.buffer, file.byteOffset, file.length)
  const entries = readList(file, view)
  let packed = 0
  let size = 0
  for (const entry of entries.values()) {
    packed += entry.packed
    size += entry.size
  }
  if (size > most.bytes) throw new Stated('import_too_large', { ...most })
  // Files that lie in one another are a bomb, whatever their sizes say.
  if (packed > file.length) throw broken()
  return {
    names: [...entries.keys()],
    sizeOf: (name) => entries.get(name)?.size ?? 0,
    read(name) {
      const entry = entries.get(name)
      return entry && unpack(file, view, entry)
    },
  }
}

const broken = (): Stated => new Stated('import_no_archive')

function readList(file: Uint8Array, view: DataView): Map<string, Entry> {
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries = new Map<string, Entry>()
  const text = new TextDecoder('utf-8', { fatal: true })
  try {
    for (let number = 0; number < count; number++) {
      if (view.getUint32(at, true) !== 0x02014b50) throw broken()
      const [names, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [number, number, number]
      const name = text.decode(file.subarray(at + listedLength, at + listedLength + names))
      const entry = { method: view.getUint16(at + 10, true), checksum: view.getUint32(at + 16, true), packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true), at: view.getUint32(at + 42, true) }
      const encrypted = (view.getUint16(at + 8, true) & 1) !== 0
      if (leadsOut(name)) throw new Stated('import_path')
      if (encrypted || ![0, 8].includes(entry.method) || entries.has(name)) throw broken()
      if (!name.endsWith('/')) entries.set(name, entry)
      at += listedLength + names + extra + comment
    }
  } catch (error) {
    throw error instanceof Stated ? error : broken()
  }
  return entries
}

/** The list's end lies at the end of the file, but for a comment. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - endLength; at >= Math.max(0, view.byteLength - endLength - longestComment); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  throw broken()
}

function leadsOut(name: string): boolean {
  return name.startsWith('/') || /[\\:\u0000]/.test(name) || name.split('/').some((part) => part === '..' || part === '.')
}

function unpack(file: Uint8Array, view: DataView, { method, packed, size, checksum, at }: Entry): Uint8Array {
  if (at + localLength > file.length || view.getUint32(at, true) !== 0x04034b50) throw broken()
  const begin = at + localLength + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  const data = file.subarray(begin, begin + packed)
  if (data.length !== packed) throw broken()
  const plain = method === 0 ? data : inflate(data, size)
  if (plain.length !== size || checksumOf(plain) !== checksum) throw broken()
  return plain
}

/** Never more than it said it would be. */
function inflate(data: Uint8Array, size: number): Uint8Array {
  try {
    return inflateSync(data, { out: new Uint8Array(size) })
  } catch {
    throw broken()
  }
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

function checksumOf(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (table[(value ^ byte) & 255] as number) ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}
