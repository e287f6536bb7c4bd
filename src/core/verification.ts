// Who holds an account by law: papers under a key of their own, a verdict by an operator or a provider, and no paper after it.

import type { AccountRow, VerificationRow } from './account-tables.ts'
import { changeAccount, ownAccount, tellOwners } from './accounts.ts'
import { newId } from './birth.ts'
import { need, type Caller } from './callers.ts'
import { nextLook } from './decisions.ts'
import { Stated } from './errors.ts'
import type { Bytes, KeyName, Parts } from './ports.ts'
import { checkParty } from './registration.ts'
import { noteAudit } from './standing.ts'

const day = 86_400_000

/** What is asked by kind of account; free text, read by whoever decides. */
export interface VerificationForm {
  name: string
  /** Number of an identity paper, a business licence or a university's code. */
  number: string
  /** Country of the paper, two letters. */
  country: string
  /** For organisations: who represents it. */
  representative?: string
}

export const verdictReasons = ['confirmed', 'unreadable', 'does-not-match', 'expired-paper', 'not-accepted', 'too-late'] as const
export type VerdictReason = (typeof verdictReasons)[number]

export const papersKey = (id: string): KeyName => `papers/${id}`
const fileOf = (id: string, number: number): string => `papers/${id}/${number}`

/** @throws Stated `verification_waiting`, `party_denied` */
export async function startVerification(parts: Parts, caller: Caller, form: VerificationForm): Promise<VerificationRow> {
  need(caller, 'account:manage')
  const account = await ownAccount(parts, caller)
  await checkParty(parts, { name: form.name })
  const id = newId('vrf', parts.random)
  const sealed = parts.sealing.seal(`${id}/form`, [await parts.vault.publicKey(papersKey(id))], new TextEncoder().encode(JSON.stringify(form)))
  const row: VerificationRow = { id, account: account.id, state: 'waiting', askedAt: parts.clock.now(), papers: 0, form: sealed }
  await changeAccount(parts, account.id, async (before, tables) => {
    if ((await tables.verifications.ofAccount(account.id)).some(({ state }) => state === 'waiting')) throw new Stated('verification_waiting')
    await tables.verifications.insert(row)
    await noteAudit(parts, tables, { account: account.id, actor: 'member', event: 'verification-asked', detail: before.kind })
    return { verification: before.verification === 'verified' ? 'verified' : 'waiting' }
  })
  return row
}

/** @throws Stated `not_found` without one that waits; `field_invalid` for one too many */
export async function addPaper(parts: Parts, caller: Caller, content: Bytes): Promise<VerificationRow> {
  need(caller, 'account:manage')
  const account = await ownAccount(parts, caller)
  const waiting = (await parts.store.verifications.ofAccount(account.id)).find(({ state }) => state === 'waiting')
  if (!waiting) throw new Stated('not_found')
  if (waiting.papers >= parts.charter.verification.papers) throw new Stated('field_invalid', { field: 'papers', reason: `the most is ${parts.charter.verification.papers}.` }, 'papers')
  const name = fileOf(waiting.id, waiting.papers)
  await parts.files.write(name, parts.sealing.seal(name, [await parts.vault.publicKey(papersKey(waiting.id))], content))
  const row = { ...waiting, papers: waiting.papers + 1 }
  await parts.store.verifications.update(row)
  return row
}

/** undefined once they are gone. Whoever calls this has to have a reason; see `openings.ts`. */
export async function readPaper(parts: Parts, row: VerificationRow, number: number): Promise<Bytes | undefined> {
  const name = fileOf(row.id, number)
  const [key, sealed] = await Promise.all([parts.vault.privateKey(papersKey(row.id)), parts.files.read(name)])
  return key && sealed ? parts.sealing.open(name, [key], sealed) : undefined
}

export async function readForm(parts: Parts, { id, form }: VerificationRow): Promise<VerificationForm | undefined> {
  const key = await parts.vault.privateKey(papersKey(id))
  return key && form ? (JSON.parse(new TextDecoder().decode(parts.sealing.open(`${id}/form`, [key], form))) as VerificationForm) : undefined
}

/** The verdict: told, written down, and every rule may take the papers away. @throws Stated `not_found`, `request_decided` */
export async function giveVerdict(parts: Parts, id: string, verified: boolean, reason: VerdictReason, actor: 'operator' | 'program'): Promise<VerificationRow> {
  const now = parts.clock.now()
  const before = await parts.store.verifications.get(id)
  if (!before) throw new Stated('not_found')
  let row = before
  const account = await changeAccount(parts, before.account, async (holder, tables) => {
    const current = await tables.verifications.get(id)
    if (current?.state !== 'waiting') throw new Stated('request_decided', { id })
    row = { ...current, state: verified ? 'verified' : 'refused', decidedAt: now, reason }
    await tables.verifications.update(row)
    await noteAudit(parts, tables, { account: holder.id, actor, event: 'verification-decided', detail: `${row.state}/${reason}` })
    const verifiedUntil = verified ? new Date(now.getTime() + parts.charter.verification.validDays * day) : undefined
    const next: AccountRow = { ...holder, verification: row.state === 'verified' ? 'verified' : 'refused', verifiedUntil }
    return { ...next, lookAt: nextLook(parts, next) }
  })
  for (const rule of parts.rules) await rule.verdict?.(parts, row)
  const words = { en: [verified ? 'confirmed' : 'not confirmed', reason.replaceAll('-', ' ')], zh: [verified ? '已通过' : '未通过', reason] } as const
  await tellOwners(parts, account, 'verification-verdict', (language, name) => ({ account: name, verdict: words[language][0], reason: words[language][1] }))
  return row
}

/** Key first: without it no copy of a paper opens any more. */
export async function removePapers(parts: Parts, row: VerificationRow): Promise<void> {
  await parts.vault.destroy([papersKey(row.id)])
  for (let number = 0; number < row.papers; number++) await parts.files.remove(fileOf(row.id, number))
  await parts.store.verifications.update({ ...row, papers: 0, form: undefined })
}

/** Its time is over: asked for again before new keys. */
export async function expireVerification(parts: Parts, { id }: AccountRow): Promise<void> {
  const row = await changeAccount(parts, id, async (before, tables) => {
    await noteAudit(parts, tables, { account: id, actor: 'program', event: 'verification-expired', detail: before.kind })
    const next: AccountRow = { ...before, verification: 'expired', verifiedUntil: undefined }
    return { ...next, lookAt: nextLook(parts, next) }
  })
  await tellOwners(parts, row, 'verification-verdict', (language, name) => ({ account: name, verdict: language === 'zh' ? '已过期' : 'expired', reason: language === 'zh' ? '请重新认证' : 'please verify again' }))
}
