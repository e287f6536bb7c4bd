// The one envelope: an object is sealed to public keys; opening it needs the private half of every one of them.

import { createCipheriv, createDecipheriv, createHash, createHmac, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { SealBroken } from '../core/errors.ts'
import type { Bytes, KeyPair, Random, Sealing } from '../core/ports.ts'
import { signerFrom } from './signature.ts'

/*
 * version 1:  1 byte version | 1 byte number of locks | 32 bytes ephemeral public key e | segments
 * segment:    AES-256-GCM of up to 1 MiB, then its 16-byte tag; an empty object has one empty segment
 * key:        HKDF-SHA256(DH(e, lock 1) || DH(e, lock 2) ..., salt = SHA-256(object id), info = label || header)
 * nonce:      first 7 bytes of e | 4 bytes segment number | 1 byte: 1 for the last segment, else 0
 * also bound: header || SHA-256(object id)
 */
const version = 1
const headerLength = 34
const segmentLength = 1_048_576
const tagLength = 16
/** What is opened at a time: every piece is new memory, and small pieces are soon used again. */
const pieceLength = 65_536
const label = Buffer.from('gesso envelope')

/** `digestSecret` (at least 16 bytes) keys the digests; it never takes part in sealing. */
export function createSealing(random: Random, digestSecret: Bytes): Sealing {
  if (digestSecret.length < 16) throw new RangeError('the secret for digests needs at least 16 bytes')
  const secret = Buffer.from(digestSecret)
  return {
    createPair: () => createPair(random),
    pairFrom,
    seal: (objectId, locks, plain) => seal(random, objectId, locks, plain),
    open: (objectId, keys, sealed) => openSegments(objectId, deriveFrom(objectId, keys, sealed), sealed),
    openInPlace: (objectId, keys, sealed) => openSegments(objectId, deriveFrom(objectId, keys, sealed), sealed, sealed),
    contentKey: (objectId, keys, sealed) => deriveFrom(objectId, keys, sealed),
    openWithContentKey: (objectId, contentKey, sealed) => {
      readHeader(sealed)
      return openSegments(objectId, contentKey, sealed)
    },
    signer: signerFrom,
    sha256: (content) => plainBytes(createHash('sha256').update(content).digest()),
    authenticate: (key, content) => plainBytes(createHmac('sha256', key).update(content).digest()),
    digest: (purpose, content) => plainBytes(createHmac('sha256', secret).update(`${purpose.length}:${purpose}:`).update(content).digest()),
  }
}

export function createPair(random: Random): KeyPair {
  return pairOf(random.bytes(32))
}

function pairFrom(secret: Bytes, purpose: string): KeyPair {
  if (secret.length < 16) throw new RangeError('a pair needs a secret of at least 16 bytes')
  return pairOf(new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), `gesso pair ${purpose}`, 32)))
}

function seal(random: Random, objectId: string, locks: readonly Bytes[], plain: Bytes): Bytes {
  if (locks.length < 1 || locks.length > 255) throw new RangeError('an object is sealed to 1 to 255 locks')
  const ephemeral = privateKeyOf(random.bytes(32))
  const segments = segmentsOf(plain.length)
  const sealed = Buffer.allocUnsafeSlow(headerLength + plain.length + segments * tagLength)
  sealed[0] = version
  sealed[1] = locks.length
  sealed.set(publicBytesOf(ephemeral), 2)
  const header = sealed.subarray(0, headerLength)
  const shared = locks.map((lock) => diffieHellman({ privateKey: ephemeral, publicKey: publicKeyOf(lock) }))
  const key = deriveKey(objectId, shared, header)
  const bound = boundTo(objectId, header)
  for (let number = 0, at = headerLength; number < segments; number++) {
    const part = plain.subarray(number * segmentLength, (number + 1) * segmentLength)
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(header, number, number === segments - 1)).setAAD(bound)
    at += cipher.update(part).copy(sealed, at)
    cipher.final()
    at += cipher.getAuthTag().copy(sealed, at)
  }
  return plainBytes(sealed)
}

/** The content key, from the private halves. @throws SealBroken for a header that cannot be */
function deriveFrom(objectId: string, keys: readonly Bytes[], sealed: Bytes): Bytes {
  const { header, locks } = readHeader(sealed)
  if (locks !== keys.length) throw new SealBroken('another number of keys is needed')
  try {
    const ephemeral = publicKeyOf(header.subarray(2))
    const shared = keys.map((key) => diffieHellman({ privateKey: privateKeyOf(key), publicKey: ephemeral }))
    return deriveKey(objectId, shared, header)
  } catch {
    throw new SealBroken('the keys do not fit')
  }
}

/** Writes to the front of `place`, which may be `sealed` itself: a piece is read before anything is written over it. Usual: new memory. */
function openSegments(objectId: string, key: Bytes, sealed: Bytes, place?: Bytes): Bytes {
  const header = readHeader(sealed).header.slice()
  const bound = boundTo(objectId, header)
  const full = segmentLength + tagLength
  const body = sealed.length - headerLength
  const segments = Math.max(1, Math.ceil(body / full))
  if (key.length !== 32 || body - (segments - 1) * full < tagLength) throw new SealBroken('the seal is broken')
  const room = place ?? new Uint8Array(body - segments * tagLength)
  let length = 0
  try {
    for (let number = 0; number < segments; number++) {
      const start = headerLength + number * full
      const tagAt = Math.min(start + full, sealed.length) - tagLength
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(header, number, number === segments - 1), { authTagLength: tagLength })
      decipher.setAAD(bound).setAuthTag(sealed.subarray(tagAt, tagAt + tagLength))
      for (let at = start; at < tagAt; at += pieceLength) {
        const piece = decipher.update(sealed.subarray(at, Math.min(at + pieceLength, tagAt)))
        room.set(piece, length)
        length += piece.length
      }
      decipher.final()
    }
  } catch {
    room.fill(0)
    throw new SealBroken('the seal is broken')
  }
  return room.subarray(0, length)
}

function readHeader(sealed: Bytes): { header: Bytes; locks: number } {
  if (sealed.length < headerLength + tagLength || sealed[0] !== version) throw new SealBroken('not a sealed object')
  return { header: sealed.subarray(0, headerLength), locks: sealed[1] ?? 0 }
}

function deriveKey(objectId: string, shared: readonly Bytes[], header: Bytes): Bytes {
  return new Uint8Array(hkdfSync('sha256', Buffer.concat(shared), digestOf(objectId), Buffer.concat([label, header]), 32))
}

function boundTo(objectId: string, header: Bytes): Buffer {
  return Buffer.concat([header, digestOf(objectId)])
}

function nonceOf(header: Bytes, number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.set(header.subarray(2, 9))
  nonce.writeUInt32BE(number, 7)
  nonce[11] = last ? 1 : 0
  return nonce
}

const segmentsOf = (length: number): number => Math.max(1, Math.ceil(length / segmentLength))
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()
const plainBytes = (buffer: Buffer): Bytes => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)

// A raw X25519 half is the fixed DER prefix away from what node:crypto reads (RFC 8410).
const privatePrefix = Buffer.from('302e020100300506032b656e04220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b656e032100', 'hex')

function privateKeyOf(raw: Bytes): KeyObject {
  if (raw.length !== 32) throw new RangeError('an X25519 key has 32 bytes')
  return createPrivateKey({ key: Buffer.concat([privatePrefix, raw]), format: 'der', type: 'pkcs8' })
}

function publicKeyOf(raw: Bytes): KeyObject {
  if (raw.length !== 32) throw new RangeError('an X25519 key has 32 bytes')
  return createPublicKey({ key: Buffer.concat([publicPrefix, raw]), format: 'der', type: 'spki' })
}

function publicBytesOf(key: KeyObject): Bytes {
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return new Uint8Array(der.subarray(publicPrefix.length))
}

function pairOf(raw: Bytes): KeyPair {
  const privateKey = new Uint8Array(raw)
  return { publicKey: publicBytesOf(privateKeyOf(privateKey)), privateKey }
}
