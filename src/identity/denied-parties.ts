// A text file of denied names and contacts, one a line; read anew when it changes, so that a list can be replaced while the program runs.

import { readFile, stat } from 'node:fs/promises'
import type { DeniedParties } from '../core/registration.ts'

interface List {
  writtenAt: Date
  entries: Set<string>
}

/** A file that cannot be read refuses everybody: a check that is ordered and not made is no check. */
export function openDeniedParties(file: string): DeniedParties {
  let list: List | undefined

  async function current(): Promise<List> {
    const { mtime } = await stat(file)
    if (list && list.writtenAt.getTime() === mtime.getTime()) return list
    const lines = (await readFile(file, 'utf8')).split('\n').map(plain)
    list = { writtenAt: mtime, entries: new Set(lines.filter((line) => line && !line.startsWith('#'))) }
    return list
  }

  return {
    has: async (words) => (await current()).entries.has(plain(words)),
    async facts() {
      const { writtenAt, entries } = await current()
      return { writtenAt, entries: entries.size }
    },
  }
}

/** One spelling for what is the same name: case, accents, signs and the order of its words do not count. */
function plain(words: string): string {
  if (words.trim().startsWith('#')) return '#'
  const letters = words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  if (letters.includes('@')) return letters.trim()
  return (letters.match(/[\p{L}\p{N}]+/gu) ?? []).sort().join(' ')
}
