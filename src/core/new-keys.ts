// How an API key is born: its text and what is kept of it. One that shall sign tokens has a second half, which is kept sealed to the vault.

import { newId } from './birth.ts'
import { hintOf, newKeyText } from './key-text.ts'
import type { Bytes, KeyName, KeyRow, Random, Sealing, Vault } from './ports.ts'

/** Its private half lies in the vault only: whoever has the database alone opens no secret. */
export const signingLock: KeyName = 'server/signed-tokens'

/** `key` is kept nowhere. With the lock it reads `<id>.<secret>`, and `signing` is the secret, sealed. */
export function newKey(random: Random, sealing: Pick<Sealing, 'sha256' | 'seal'>, lock?: Bytes): { key: string; kept: Pick<KeyRow, 'id' | 'hash' | 'hint' | 'signing'> } {
  const id = newId('key', random)
  const text = newKeyText(random)
  const key = lock ? `${id}.${text}` : text
  const signing = lock && sealing.seal(nameOf(id), [lock], new TextEncoder().encode(text))
  return { key, kept: { id, hash: sealing.sha256(key), hint: hintOf(key), ...(signing && { signing }) } }
}

/** The secret that its holder signs tokens with; undefined for keys without one. */
export async function openSigning({ sealing, vault }: { sealing: Pick<Sealing, 'open'>; vault: Vault }, { id, signing }: Pick<KeyRow, 'id' | 'signing'>): Promise<Bytes | undefined> {
  const own = signing && (await vault.privateKey(signingLock))
  return own && sealing.open(nameOf(id), [own], signing)
}

const nameOf = (id: string): string => `${id}/signing`
