// Who may not register: contacts of banned people, kept as keyed digests with an end, and parties that a list denies.

import { Stated } from './errors.ts'
import type { PersonFacts } from './accounts.ts'
import type { Bytes, Parts } from './ports.ts'

/** Whether a name or contact stands on a list that the operator has to honour. */
export interface DeniedParties {
  has(words: string): Promise<boolean>
  /** For the probe: how many entries, and when the list was written. */
  facts(): Promise<{ entries: number; writtenAt: Date } | undefined>
}

type Contacts = Partial<Pick<PersonFacts, 'name' | 'mail' | 'phone'>>

/** @throws Stated `registration_refused`, `party_denied` */
export async function checkRegistration(parts: Parts, contacts: Contacts): Promise<void> {
  const now = parts.clock.now()
  for (const digest of digestsOf(parts, contacts)) if (await parts.store.bans.has(digest, now)) throw new Stated('registration_refused')
  await checkParty(parts, contacts)
}

/** @throws Stated `party_denied` */
export async function checkParty({ deniedParties }: Pick<Parts, 'deniedParties'>, { name, mail, phone }: Contacts): Promise<void> {
  for (const words of [name, mail, phone]) if (words && (await deniedParties?.has(words))) throw new Stated('party_denied')
}

/** Their contacts cannot register again for a while. */
export async function banContacts(parts: Parts, contacts: Contacts): Promise<void> {
  const until = new Date(parts.clock.now().getTime() + parts.charter.accounts.banDays * 86_400_000)
  for (const digest of digestsOf(parts, contacts)) await parts.store.bans.insert(digest, until)
}

/** One spelling for what means the same contact. */
function digestsOf({ sealing }: Pick<Parts, 'sealing'>, { mail, phone }: Contacts): Bytes[] {
  const [local = '', host = ''] = (mail ?? '').trim().toLowerCase().split('@')
  const plain = mail ? `${local.replace(/\+.*$/, '')}@${host}` : undefined
  return [plain && `mail ${plain}`, phone && `phone ${phone.replace(/[^0-9+]/g, '')}`].flatMap((words) => (words ? [sealing.digest('ban', words)] : []))
}
