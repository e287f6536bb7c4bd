// Decisions about an account: made by an operator, a member or a clock, told with reason and way to appeal, and written down.

import type { AccountRow, AuditRow, Standing } from './account-tables.ts'
import { changeAccount, ownAccount, ownerOf, personOf, profileOf, tellOwners } from './accounts.ts'
import { addBusinessDays } from './business-days.ts'
import type { Caller } from './callers.ts'
import { need } from './callers.ts'
import { cancelAllOf } from './end-users.ts'
import { Stated } from './errors.ts'
import type { Parts } from './ports.ts'
import { banContacts } from './registration.ts'
import { noteAudit, reasonWords, standingWords, type Reason } from './standing.ts'
import { answerTerms, standingOf as termsOf } from './terms.ts'

const day = 86_400_000

export interface Decision {
  standing: Standing
  reason: Reason
}

/** The operator's word. @throws Stated `not_found` */
export async function decide(parts: Parts, caller: Caller, id: string, decision: Decision): Promise<AccountRow> {
  need(caller, 'operate')
  return setStanding(parts, id, decision, 'operator')
}

/** From the answer on it holds in every process: each request and each accepted order looks at the row. */
export async function setStanding(parts: Parts, id: string, { standing, reason }: Decision, actor: AuditRow['actor']): Promise<AccountRow> {
  const now = parts.clock.now()
  const row = await changeAccount(parts, id, async (before, tables) => {
    const next: AccountRow = { ...before, standing, standingSince: now, reason: standing === 'good' ? undefined : reason, appealedAt: undefined }
    if (standing === 'ended') await tables.keys.revokeOf(ownerOf(id), now)
    await noteAudit(parts, tables, { account: id, actor, event: 'standing-changed', detail: `${standing}/${reason}` })
    return { ...next, lookAt: nextLook(parts, next) }
  })
  if (['suspended', 'frozen', 'ended'].includes(standing)) await cancelAllOf(parts, ownerOf(id))
  if (standing === 'ended') await banHolder(parts, row)
  await tellOwners(parts, row, 'account-state', (language, name) => ({
    account: name,
    state: standingWords[standing][language],
    reason: reasonWords[reason][language],
    appeal: language === 'zh' ? '登录后在控制台提出申诉（POST /v1/account/appeal）。' : 'sign in and appeal in the console (POST /v1/account/appeal).',
  }))
  parts.log.write({ level: 'info', event: 'account-standing-changed' })
  return row
}

/** The person behind an ended account of their own cannot come back under the same contact for a while. */
async function banHolder(parts: Parts, { id, kind }: AccountRow): Promise<void> {
  if (kind !== 'individual') return
  for (const { person } of await parts.store.members.ofAccount(id)) {
    const facts = await parts.people?.describe(person)
    if (facts) await banContacts(parts, { mail: facts.mail, phone: facts.phone })
  }
}

/** Somebody of the account wants a decision looked at again; operators see it in their list. @throws Stated `not_found` when all is good */
export async function appeal(parts: Parts, caller: Caller): Promise<AccountRow> {
  need(caller, 'account:read')
  const { id } = await ownAccount(parts, caller)
  return changeAccount(parts, id, async (row, tables) => {
    if (row.standing === 'good') throw new Stated('not_found')
    if (!row.appealedAt) await noteAudit(parts, tables, { account: id, actor: 'member', event: 'standing-appealed', detail: row.standing })
    return { appealedAt: row.appealedAt ?? parts.clock.now() }
  })
}

/** A message to its contact came back: some business days to mend it, then it is suspended. */
export async function contactFailed(parts: Parts, id: string): Promise<AccountRow> {
  const row = await parts.store.accounts.get(id)
  if (!row) throw new Stated('not_found')
  // A worse standing is not softened, and a clock that runs is not set back.
  if (row.standing !== 'good' && row.standing !== 'warned') return row
  const asked = await setStanding(parts, id, { standing: 'asked', reason: 'contact-unreachable' }, 'program')
  await tellOwners(parts, asked, 'contact-check', (_, name) => ({ account: name, days: String(parts.charter.accounts.contactDays) }))
  return asked
}

/** A code that reached them since then shows that the contact works. @throws Stated `sign_in_stale` without one */
export async function contactMended(parts: Parts, caller: Caller): Promise<AccountRow> {
  const row = await ownAccount(parts, caller)
  if (row.reason !== 'contact-unreachable') return row
  personOf(caller)
  const proved = caller.person && caller.person.confirmedAt > row.standingSince && caller.person.factors.some((factor) => factor === 'mail' || factor === 'phone')
  if (!proved) throw new Stated('sign_in_stale', { minutes: parts.charter.signIn.confirmMinutes })
  return setStanding(parts, row.id, { standing: 'good', reason: 'resolved' }, 'member')
}

/** New terms are refused: nothing new is made, and there is time to take one's things before they are erased. */
export async function refuseTerms(parts: Parts, caller: Caller): Promise<AccountRow> {
  need(caller, 'account:own')
  const account = await ownAccount(parts, caller)
  const { version } = await termsOf(parts, caller.owner)
  if (version) await answerTerms(parts, caller, version.id, false, (await profileOf(parts, account)).language)
  return setStanding(parts, account.id, { standing: 'suspended', reason: 'terms-refused' }, 'member')
}

/** When a sweep has to look at it next: the soonest of the clocks that run. */
export function nextLook({ charter }: Pick<Parts, 'charter'>, { standing, reason, standingSince, verification, verifiedUntil, closing }: AccountRow): Date | undefined {
  const after = (days: number): Date => new Date(standingSince.getTime() + days * day)
  const clocks = [
    standing === 'asked' && reason === 'contact-unreachable' ? addBusinessDays(standingSince, charter.accounts.contactDays) : undefined,
    standing === 'suspended' && reason === 'terms-refused' ? after(charter.accounts.exportDays) : undefined,
    standing === 'ended' ? after(charter.accounts.exportDays) : undefined,
    verification === 'verified' ? verifiedUntil : undefined,
    closing === undefined ? undefined : standingSince,
  ]
  return clocks.filter((clock) => clock !== undefined).sort((a, b) => Number(a) - Number(b))[0]
}
