// Looks for words and pieces of pictures on the disk, in every spelling: for tests of what must be left nowhere.

import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface Spelling {
  name: string
  bytes: Buffer
}

/** Base64 has three faces, by where the word begins in it. */
export function spellingsOf(word: string): Spelling[] {
  const shifts = [0, 1, 2].map((shift) => ({ name: `base64 from ${shift}`, bytes: Buffer.from(Buffer.from(' '.repeat(shift) + word).toString('base64').slice(4, -4)) }))
  return [{ name: 'plain', bytes: Buffer.from(word) }, { name: 'UTF-16', bytes: Buffer.from(word, 'utf16le') }, { name: 'hex', bytes: Buffer.from(Buffer.from(word).toString('hex')) }, ...shifts]
}

/** Pieces of an encoded picture, plain and spelled out; padding and certificates, which every file has, are none of them. */
export function piecesOf(picture: Buffer, others: readonly Buffer[]): Spelling[] {
  const starts = Array.from({ length: Math.floor(picture.length / 24) }, (_, number) => number * 24)
  const telling = starts.map((at) => picture.subarray(at, at + 24)).filter((piece) => new Set(piece).size >= 18 && !others.some((other) => other.includes(piece.subarray(0, 12))))
  const chosen = [0.3, 0.6, 0.9].flatMap((part) => telling[Math.floor(telling.length * part)] ?? [])
  if (chosen.length === 0) throw new Error('the picture has no piece to look for')
  return chosen.flatMap((piece) => [
    { name: 'picture', bytes: piece },
    { name: 'picture in hex', bytes: Buffer.from(piece.toString('hex')) },
    { name: 'picture in base64', bytes: Buffer.from(piece.toString('base64')) },
  ])
}

export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Files that were written since, except below `without`. `mine` = names at the top that are looked at; usual: all. */
export async function freshIn(folder: string, since: number, without: string, mine = /^/): Promise<string[]> {
  const found: string[] = []
  for (const name of await readdir(folder)) {
    const place = join(folder, name)
    if (place === without || !mine.test(name)) continue
    const facts = await stat(place).catch(() => undefined)
    if (facts && facts.mtimeMs >= since) found.push(...(facts.isDirectory() ? await filesBelow(place) : [place]))
  }
  return found
}

export async function findIn(files: readonly string[], wanted: readonly Spelling[]): Promise<string[]> {
  const found: string[] = []
  for (const file of files) {
    const bytes = await readFile(file).catch(() => undefined)
    if (!bytes) continue
    for (const { name, bytes: some } of wanted) if (some.length > 0 && bytes.includes(some)) found.push(`${name} in ${file}`)
  }
  return found
}
