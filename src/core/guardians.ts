// The consent of a guardian: asked for by the child, given by a code that only the guardian gets, taken back at any time.

import { newId } from './birth.ts'
import { personOf } from './accounts.ts'
import { readAnswer, subjectOf } from './ages.ts'
import type { Caller } from './callers.ts'
import { appendConsent, digestOfText } from './consents.ts'
import type { GuardianRow } from './consent-tables.ts'
import { eraseForGuardian } from './guardian-erasure.ts'
import { Stated, type Language } from './errors.ts'
import { endUnsuccessfully } from './generate.ts'
import { contactKey } from './guardian-belongings.ts'
import { guardianWords } from './guardian-words.ts'
import type { Bytes, Parts } from './ports.ts'
import { endStates } from './rows.ts'

const hour = 3_600_000
const mostTries = 5
/** Questions of one child in a day. */
const mostAsked = 3
const alphabet = 'abcdefghjkmnpqrstvwxyz23456789'

export interface GuardianContact {
  kind: 'mail' | 'phone'
  value: string
}

/** What a guardian is asked to consent to, as this charter has it. */
export function guardianText(parts: Pick<Parts, 'charter' | 'sealing'>): { en: string; zh: string; digest: string } {
  const text = guardianWords(parts.charter)
  return { ...text, digest: digestOfText(parts, 'guardian', text) }
}

/** `given` = to today's text; `outdated` = to another one; `open` = somebody was asked and has not answered. */
export type GuardianState = 'none' | 'open' | 'given' | 'outdated' | 'refused'

export async function guardianState(parts: Parts, subject: string): Promise<{ state: GuardianState; at?: Date; until?: Date }> {
  const now = parts.clock.now()
  const said = (await parts.store.consents.listOf(subject)).find(({ matter }) => matter === 'guardian')
  const [asked] = await parts.store.guardians.listOf(subject)
  if (said?.allowed) return { state: said.digest === guardianText(parts).digest ? 'given' : 'outdated', at: said.at }
  if (asked && asked.expiresAt > now && (!said || said.at < asked.askedAt)) return { state: 'open', at: asked.askedAt, until: asked.expiresAt }
  return said ? { state: 'refused', at: said.at } : { state: 'none' }
}

/**
 * Sends a guardian what they are asked, with a code. The contact is sealed until they answer.
 * @throws Stated `guardian_not_needed`, `guardian_own_contact`, `too_many_requests`, `message_unsendable`
 */
export async function askGuardian(parts: Parts, caller: Caller, contact: GuardianContact, asked: { language: Language; origin: string }): Promise<GuardianRow> {
  const { store, clock, charter, random, sealing, vault } = parts
  const subject = await subjectOf(parts, caller)
  if (subject === undefined || (await readAnswer(parts, caller))?.band !== 'guardian') throw new Stated('guardian_not_needed')
  await checkNotOwn(parts, caller, contact)
  const now = clock.now()
  const today = (await store.guardians.listOf(subject)).filter(({ askedAt }) => askedAt.getTime() > now.getTime() - 24 * hour)
  if (today.length >= mostAsked) throw new Stated('too_many_requests', { most: mostAsked })
  const id = newId('gdn', random)
  const code = newCode(parts)
  const row: GuardianRow = {
    id,
    owner: subject,
    channel: contact.kind === 'mail' ? 'mail' : 'sms',
    language: asked.language,
    code: digestOfCode(parts, id, code),
    contact: sealing.seal(`${id}/words`, [await vault.publicKey(contactKey(id))], new TextEncoder().encode(JSON.stringify(contact))),
    askedAt: now,
    expiresAt: new Date(now.getTime() + charter.age.guardianHours * hour),
    tries: 0,
  }
  await store.guardians.insert(row)
  const values = { link: `${asked.origin}/guardian/${id}`, code, hours: String(charter.age.guardianHours) }
  await parts.messages.send({ to: contact.kind === 'mail' ? { mail: contact.value } : { phone: contact.value }, template: 'guardian-asked', values, language: asked.language })
  parts.log.write({ level: 'info', event: 'guardian-asked' })
  return row
}

/** @throws Stated `guardian_own_contact` */
async function checkNotOwn(parts: Parts, caller: Caller, { kind, value }: GuardianContact): Promise<void> {
  const own = caller.person && (await parts.people?.describe(personOf(caller)))
  if (own && (kind === 'mail' ? own.mail : own.phone)?.toLowerCase() === value.toLowerCase()) throw new Stated('guardian_own_contact')
}

export interface GuardianView {
  row: GuardianRow
  state: GuardianState
  text: { en: string; zh: string; digest: string }
}

/** For whoever has the address of the question: what is asked, and how it stands; nothing of the child. @throws Stated `not_found` */
export async function readGuardian(parts: Parts, id: string): Promise<GuardianView> {
  const row = await parts.store.guardians.get(id)
  if (!row) throw new Stated('not_found')
  const { state } = await guardianState(parts, row.owner)
  if (row.expiresAt <= parts.clock.now() && state !== 'given' && state !== 'outdated') throw new Stated('not_found')
  return { row, state, text: guardianText(parts) }
}

export type GuardianWord = 'give' | 'refuse' | 'take-back' | 'erase'

/**
 * A guardian's word, proved by the code. Refusing and taking back stop everything that waits; `erase` also has all of
 * the child forgotten. @throws Stated `not_found`, `guardian_code_wrong`, `consent_outdated` when another text was shown
 */
export async function decideGuardian(parts: Parts, id: string, said: { code: string; word: GuardianWord; digest?: string | undefined; language: Language }): Promise<GuardianView> {
  const { row, text } = await readGuardian(parts, id)
  await checkCode(parts, row, said.code)
  if (said.word === 'give' && said.digest !== text.digest) throw new Stated('consent_outdated')
  const allowed = said.word === 'give'
  const how = allowed ? (row.channel === 'mail' ? 'mail-code' : 'sms-code') : 'taken-back'
  await appendConsent(parts, { owner: row.owner, matter: 'guardian', allowed, digest: text.digest, language: said.language, how })
  await confirm(parts, row, said.word)
  if (allowed) parts.log.write({ level: 'info', event: 'guardian-consented' })
  else {
    parts.log.write({ level: 'info', event: 'guardian-took-back' })
    await stopWork(parts, row.owner)
    await forgetContact(parts, row)
  }
  if (said.word === 'erase') await eraseForGuardian(parts, row.owner)
  return { row, state: allowed ? 'given' : 'refused', text }
}

/** Counts wrong ones, so that a code cannot be guessed. @throws Stated `guardian_code_wrong` */
async function checkCode(parts: Parts, row: GuardianRow, code: string): Promise<void> {
  const now = parts.clock.now()
  if (row.lockedUntil && row.lockedUntil > now) throw new Stated('guardian_code_wrong')
  const { lockedUntil: _, ...open } = row
  const given = digestOfCode(parts, row.id, code.toLowerCase().replace(/[^a-z0-9]/g, ''))
  if (given.every((byte, place) => byte === row.code[place])) return parts.store.guardians.update({ ...open, tries: 0 })
  const tries = row.tries + 1
  await parts.store.guardians.update(tries < mostTries ? { ...open, tries } : { ...open, tries: 0, lockedUntil: new Date(now.getTime() + hour) })
  throw new Stated('guardian_code_wrong')
}

/** A second message, to the contact that was asked: somebody else's yes does not stay unknown. */
async function confirm(parts: Parts, row: GuardianRow, word: GuardianWord): Promise<void> {
  const contact = await contactOf(parts, row)
  if (!contact) return
  const to = contact.kind === 'mail' ? { mail: contact.value } : { phone: contact.value }
  const template = word === 'give' ? 'guardian-given' : 'guardian-ended'
  await parts.messages.send({ to, template, values: {}, language: row.language }).catch(() => parts.log.write({ level: 'warning', event: 'guardian-message-unsent' }))
}

async function contactOf({ vault, sealing }: Parts, { id, contact }: GuardianRow): Promise<GuardianContact | undefined> {
  const key = contact && (await vault.privateKey(contactKey(id)))
  return contact && key ? (JSON.parse(new TextDecoder().decode(sealing.open(`${id}/words`, [key], contact))) as GuardianContact) : undefined
}

async function forgetContact({ vault, store }: Parts, row: GuardianRow): Promise<void> {
  await vault.destroy([contactKey(row.id)])
  const { contact: _, ...bare } = (await store.guardians.get(row.id)) ?? row
  await store.guardians.update(bare)
}

/** Whatever of the child waits or is being drawn is stopped; what was paid for it goes back. */
async function stopWork(parts: Parts, owner: string): Promise<void> {
  const { generations } = parts.store
  for (const { id, unfinished } of await generations.briefOf(owner, parts.clock.now())) {
    const row = unfinished ? await generations.get(id) : undefined
    if (!row || endStates.includes(row.state)) continue
    await generations.askCancel(id)
    await endUnsuccessfully(parts, row, undefined, 'cancelled', 'cancelled')
  }
}

/** What is over goes: unanswered questions with the contact, others with the child's consent record. Returns how many. */
export async function sweepGuardians(parts: Parts, now: Date, most = 200): Promise<number> {
  let removed = 0
  for (const row of await parts.store.guardians.due(now, most)) {
    const { state } = await guardianState(parts, row.owner)
    if (state === 'given' || state === 'outdated') continue
    await parts.vault.destroy([contactKey(row.id)])
    await parts.store.guardians.remove(row.id)
    removed++
  }
  return removed
}

function newCode({ random }: Parts): string {
  const letters = Array.from(random.bytes(10), (byte) => alphabet[byte % alphabet.length])
  return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`
}

const digestOfCode = ({ sealing }: Parts, id: string, code: string): Bytes => sealing.digest('guardian code', `${id} ${code.replace(/[^a-z0-9]/g, '')}`)
