// Ed25519 signatures from a secret of 32 bytes, and their check.

import { createPrivateKey, createPublicKey, hkdfSync, sign, verify } from 'node:crypto'
import type { Bytes } from '../core/ports.ts'

// A raw Ed25519 half is the fixed DER prefix away from what node:crypto reads (RFC 8410).
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')

export interface Signer {
  /** 32 bytes, base64url. */
  publicKey: string
  /** base64url. */
  sign(content: Bytes): string
}

/** The same secret serves other purposes too, so the key is derived from it. */
export function signerFrom(secret: Bytes): Signer {
  const seed = Buffer.from(hkdfSync('sha256', secret, new Uint8Array(0), 'gesso signature', 32))
  const key = createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' })
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return {
    publicKey: der.subarray(publicPrefix.length).toString('base64url'),
    sign: (content) => sign(null, content, key).toString('base64url'),
  }
}

/** false for anything that is not a right signature of this key. */
export function isSignedBy(publicKey: string, content: Bytes, signature: string): boolean {
  const raw = Buffer.from(publicKey, 'base64url')
  if (raw.length !== 32) return false
  try {
    const key = createPublicKey({ key: Buffer.concat([publicPrefix, raw]), format: 'der', type: 'spki' })
    return verify(null, content, key, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}
