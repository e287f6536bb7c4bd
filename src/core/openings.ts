// An operator's look at personal data: with a reason, for a time, told to the people, and counted.

import type { OpeningRow } from './account-tables.ts'
import { profileOf, tellOwners } from './accounts.ts'
import { newId } from './birth.ts'
import { need, type Caller } from './callers.ts'
import { Stated } from './errors.ts'
import type { Parts } from './ports.ts'
import { noteAudit } from './standing.ts'

const minute = 60_000

/** The account's people hear of it at once. @throws Stated `not_found`, `field_invalid` */
export async function openLook(parts: Parts, caller: Caller, id: string, asked: { reason: string; minutes: number }): Promise<OpeningRow> {
  need(caller, 'operate')
  const { openingMinutes } = parts.charter.accounts
  if (asked.minutes > openingMinutes) throw new Stated('field_invalid', { field: 'minutes', reason: `the most is ${openingMinutes}.` }, 'minutes')
  const account = await parts.store.accounts.get(id)
  if (!account) throw new Stated('not_found')
  const at = parts.clock.now()
  const row: OpeningRow = { id: newId('opn', parts.random), account: id, reason: asked.reason, operator: operatorOf(caller), at, until: new Date(at.getTime() + asked.minutes * minute), reads: 0 }
  await parts.store.transaction(async (tables) => {
    await tables.openings.insert(row)
    await noteAudit(parts, tables, { account: id, actor: 'operator', event: 'personal-data-opened', detail: row.id })
  })
  await tellOwners(parts, account, 'break-glass', () => ({ when: at.toISOString().slice(0, 16), reason: asked.reason }))
  return row
}

export interface PersonalData {
  name: string
  people: Array<{ person: string; role: string; name?: string; mail?: string; phone?: string }>
}

/** Names and contacts, under an opening that lasts. @throws Stated `not_found`, `opening_needed` */
export async function readPersonal(parts: Parts, caller: Caller, id: string): Promise<PersonalData> {
  const account = await parts.store.accounts.get(id)
  if (!account) throw new Stated('not_found')
  await checkLook(parts, caller, id)
  const members = await parts.store.members.ofAccount(id)
  const people = members.map(async ({ person, role }) => {
    const { language: _, ...facts } = (await parts.people?.describe(person)) ?? { language: 'en' }
    return { person, role, ...facts }
  })
  return { name: (await profileOf(parts, account)).name, people: await Promise.all(people) }
}

/** Every rule is asked; one that throws says no. The look is counted. @throws Stated `opening_needed` */
export async function checkLook(parts: Parts, caller: Caller, account: string): Promise<void> {
  need(caller, 'operate')
  const now = parts.clock.now()
  const own = (await parts.store.openings.ofAccount(account)).filter(({ operator }) => operator === operatorOf(caller))
  const allowed = parts.rules.every((rule) => {
    try {
      return rule.mayLook?.(own, now) ?? true
    } catch {
      return false
    }
  })
  if (!allowed) throw new Stated('opening_needed')
  const lasting = own.find(({ until }) => until > now)
  if (lasting) await parts.store.openings.countRead(lasting.id)
}

const operatorOf = ({ person, key, owner }: Caller): string => person?.id ?? key?.id ?? owner
