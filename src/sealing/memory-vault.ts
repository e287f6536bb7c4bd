// A vault in memory: for drawing without a server and for tests. Its keys end with the process.

import { KeyDestroyed } from '../core/errors.ts'
import type { KeyName, KeyPair, Random, Vault } from '../core/ports.ts'
import { createPair } from './envelope.ts'

export function createMemoryVault(random: Random): Vault {
  const pairs = new Map<KeyName, KeyPair>()
  const destroyed = new Set<KeyName>()
  function publicKey(name: KeyName): Uint8Array {
    if (destroyed.has(name)) throw new KeyDestroyed('this key was destroyed')
    let pair = pairs.get(name)
    if (!pair) pairs.set(name, (pair = createPair(random)))
    return pair.publicKey.slice()
  }
  return {
    publicKey: async (name) => publicKey(name),
    publicKeys: async (names) => names.map(publicKey),
    privateKey: async (name) => pairs.get(name)?.privateKey.slice(),
    async destroy(names) {
      for (const name of names) {
        pairs.get(name)?.privateKey.fill(0)
        pairs.delete(name)
        destroyed.add(name)
      }
    },
    names: async (prefix) => [...pairs.keys()].filter((name) => name.startsWith(prefix)).sort(),
  }
}
