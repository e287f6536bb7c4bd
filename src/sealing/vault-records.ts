// How a vault's keys are written: everything at once, and one key at a time; both under the key of their epoch.

import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Bytes, KeyName, KeyPair, Random } from '../core/ports.ts'

export interface Holdings {
  pairs: Map<KeyName, KeyPair>
  /** Names of keys that were destroyed. */
  destroyed: Set<KeyName>
}

type WrittenPair = [name: KeyName, publicKey: string, privateKey: string]

export function packAll({ pairs, destroyed }: Holdings, epochKey: Bytes, epoch: number, random: Random): Bytes {
  const written = { pairs: [...pairs].map(([name, pair]) => writePair(name, pair)), destroyed: [...destroyed] }
  return encrypt(JSON.stringify(written), epochKey, `all ${epoch}`, random)
}

/** @throws when the key is another one or a byte was changed */
export function unpackAll(bytes: Bytes, epochKey: Bytes, epoch: number): Holdings {
  const { pairs, destroyed } = JSON.parse(decrypt(bytes, epochKey, `all ${epoch}`)) as { pairs: WrittenPair[]; destroyed: KeyName[] }
  return { pairs: new Map(pairs.map(readPair)), destroyed: new Set(destroyed) }
}

/** One record of the log: its length in 4 bytes, then one pair. `number` counts the records of an epoch. */
export function packRecord(name: KeyName, pair: KeyPair, epochKey: Bytes, epoch: number, number: number, random: Random): Bytes {
  const body = encrypt(JSON.stringify(writePair(name, pair)), epochKey, `added ${epoch} ${number}`, random)
  const record = new Uint8Array(4 + body.length)
  new DataView(record.buffer).setUint32(0, body.length)
  record.set(body, 4)
  return record
}

/** Every whole record, and how many bytes they take. What follows broke off while it was written. */
export function unpackRecords(bytes: Bytes, epochKey: Bytes, epoch: number): { pairs: Array<[KeyName, KeyPair]>; length: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const pairs: Array<[KeyName, KeyPair]> = []
  let at = 0
  while (at + 4 <= bytes.length) {
    const end = at + 4 + view.getUint32(at)
    if (end > bytes.length) break
    try {
      pairs.push(readPair(JSON.parse(decrypt(bytes.subarray(at + 4, end), epochKey, `added ${epoch} ${pairs.length}`)) as WrittenPair))
    } catch {
      break
    }
    at = end
  }
  return { pairs, length: at }
}

function writePair(name: KeyName, pair: KeyPair): WrittenPair {
  return [name, Buffer.from(pair.publicKey).toString('base64'), Buffer.from(pair.privateKey).toString('base64')]
}

function readPair([name, publicKey, privateKey]: WrittenPair): [KeyName, KeyPair] {
  return [name, { publicKey: new Uint8Array(Buffer.from(publicKey, 'base64')), privateKey: new Uint8Array(Buffer.from(privateKey, 'base64')) }]
}

/** 12 bytes nonce, content, 16 bytes tag; `place` is bound, so that nothing can be moved. */
function encrypt(text: string, key: Bytes, place: string, random: Random): Bytes {
  const nonce = random.bytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
  return new Uint8Array(Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]))
}

function decrypt(bytes: Bytes, key: Bytes, place: string): string {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-16))
  return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')
}
