// Codes sent to a contact: bound to a ticket that only the asking browser has, kept as a digest, five tries, once.

import { timingSafeEqual } from 'node:crypto'
import type { Bytes, Parts } from '../../core/ports.ts'
import { innerOf } from './auth.ts'

export interface Contact {
  kind: 'mail' | 'phone'
  /** A mail address in small letters, or a number like +8613812345678. */
  value: string
}

/** What the right code lets its holder do. */
export interface CodeUse {
  purpose: 'sign-in' | 'sign-up' | 'contact' | 'confirm' | 'reset'
  contact: Contact
  /** Who asked, where they are signed in. */
  person?: string
  /** For sign-up: what was chosen with it. */
  passwordHash?: string
  name?: string
  language?: 'en' | 'zh'
}

interface Kept extends CodeUse {
  digest: string
  tries: number
}

const mostTries = 5
const nameOf = (ticket: string): string => `code/${ticket}`
const digestOf = ({ sealing }: Parts, ticket: string, code: string): Bytes => sealing.digest('sign-in code', `${ticket}/${code}`)

/** `code` is for the message only. A decoy looks the same to whoever asked, and no code fits it. */
export async function issueCode(parts: Parts, use: CodeUse, decoy = false): Promise<{ ticket: string; code: string; expiresAt: Date }> {
  const ticket = Buffer.from(parts.random.bytes(24)).toString('base64url')
  const code = sixDigits(parts)
  const milliseconds = parts.charter.signIn.codeMinutes * 60_000
  const kept: Kept = { ...use, digest: Buffer.from(digestOf(parts, ticket, decoy ? '' : code)).toString('hex'), tries: 0 }
  const inner = await innerOf(parts)
  await inner.createVerificationValue({ identifier: nameOf(ticket), value: JSON.stringify(kept), expiresAt: new Date(Date.now() + milliseconds) })
  return { ticket, code, expiresAt: new Date(parts.clock.now().getTime() + milliseconds) }
}

/** What the code was for; undefined when it does not fit, was used, or is too old. */
export async function useCode(parts: Parts, ticket: string, code: string, purposes: readonly CodeUse['purpose'][]): Promise<CodeUse | undefined> {
  const inner = await innerOf(parts)
  const row = await inner.consumeVerificationValue(nameOf(ticket))
  if (!row) return undefined
  const { digest, tries, ...use } = JSON.parse(row.value) as Kept
  const fits = timingSafeEqual(Buffer.from(digest, 'hex'), digestOf(parts, ticket, code.replace(/\s/g, '')))
  if (fits && purposes.includes(use.purpose)) return use
  if (tries + 1 < mostTries) {
    const kept: Kept = { ...use, digest, tries: tries + 1 }
    await inner.createVerificationValue({ identifier: nameOf(ticket), value: JSON.stringify(kept), expiresAt: row.expiresAt })
  }
  return undefined
}

/** A code that was used and led nowhere yet works once more, for as long as a new one would. */
export async function putBack(parts: Parts, ticket: string, code: string, use: CodeUse): Promise<void> {
  const digest = Buffer.from(digestOf(parts, ticket, code.replace(/\s/g, ''))).toString('hex')
  const expiresAt = new Date(Date.now() + parts.charter.signIn.codeMinutes * 60_000)
  await (await innerOf(parts)).createVerificationValue({ identifier: nameOf(ticket), value: JSON.stringify({ ...use, digest, tries: 0 }), expiresAt })
}

/** 000000 to 999999, each as likely as the others. */
function sixDigits({ random }: Parts): string {
  for (;;) {
    const number = new DataView(random.bytes(4).slice().buffer).getUint32(0)
    if (number < 4_294_000_000) return String(number % 1_000_000).padStart(6, '0')
  }
}
