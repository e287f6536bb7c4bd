// One file that holds a whole vault, locked with a key that is only ever handed out in shares.

import type { Bytes, Random } from '../core/ports.ts'
import { joinShares, splitSecret } from './shares.ts'
import { packAll, unpackAll, type Holdings } from './vault-records.ts'

/** `gesso-share-` and hexadecimal digits: place, secret, and four bytes that show a slip of the pen. */
const shareShape = /^gesso-share-([0-9a-f]{74})$/

export interface VaultExport {
  file: Bytes
  shares: string[]
}

export function exportVault(holdings: Holdings, shares: number, needed: number, random: Random): VaultExport {
  const key = random.bytes(32)
  const file = packAll(holdings, key, 0, random)
  const spelled = splitSecret(key, shares, needed, random).map((share) => `gesso-share-${Buffer.from(share).toString('hex')}${checkOf(share)}`)
  key.fill(0)
  return { file, shares: spelled }
}

/** @throws RangeError for a mistyped share, and for shares that do not open this file */
export function importVault(file: Bytes, shares: readonly string[]): Holdings {
  const parts = shares.map((text, index) => {
    const hex = shareShape.exec(text.trim())?.[1] ?? ''
    const share = new Uint8Array(Buffer.from(hex.slice(0, 66), 'hex'))
    if (share.length !== 33 || checkOf(share) !== hex.slice(66)) throw new RangeError(`share ${index + 1} is mistyped`)
    return share
  })
  if (parts.length < 2) throw new RangeError('two or more shares are needed')
  const key = joinShares(parts)
  try {
    return unpackAll(file, key, 0)
  } catch {
    throw new RangeError('these shares do not open this file: too few, or of another export')
  }
}

function checkOf(share: Bytes): string {
  // FNV-1a: it need not resist anybody, only show a slip.
  let sum = 0x811c9dc5
  for (const byte of share) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0
  return sum.toString(16).padStart(8, '0')
}
