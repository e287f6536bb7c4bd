// Sealed files in memory: for drawing without a server and for tests.

import type { Bytes, Clock, Files } from '../core/ports.ts'
import { checkKey, checkPrefix } from './file-keys.ts'

export function createMemoryFiles(clock: Clock): Files {
  const files = new Map<string, { bytes: Bytes; writtenAt: Date }>()
  return {
    async write(key, sealed) {
      files.set(checkKey(key), { bytes: sealed.slice(), writtenAt: clock.now() })
    },
    read: async (key) => files.get(checkKey(key))?.bytes.slice(),
    async remove(key) {
      files.delete(checkKey(key))
    },
    async removeAll(keys) {
      for (const key of keys.map(checkKey)) files.delete(key)
    },
    async *list(prefix) {
      checkPrefix(prefix)
      for (const [key, { bytes, writtenAt }] of [...files]) {
        if (key.startsWith(prefix)) yield { key, writtenAt, size: bytes.length }
      }
    },
  }
}
