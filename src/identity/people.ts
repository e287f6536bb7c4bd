// Who signs in here, as the rest of the program needs it.

import type { People } from '../core/accounts.ts'
import { contactFailed } from '../core/decisions.ts'
import type { Parts, Person } from '../core/ports.ts'
import { copyOfPerson } from './sign-in/own.ts'
import { readContact } from './sign-in/flows.ts'
import { findByContact, openPerson, removePerson } from './sign-in/persons.ts'
import { signOutEverywhere } from './sign-in/sign-ins.ts'

export type { Person } from '../core/ports.ts'
export { contactOf, openPerson, type OpenedPerson } from './sign-in/persons.ts'
export { findPerson, needFresh, signOutEverywhere } from './sign-in/sign-ins.ts'

/** What the core asks about people. */
export function createPeople(parts: Parts): People {
  return {
    async describe(person) {
      const found = await openPerson(parts, person)
      if (!found) return undefined
      const { name, mail, phone, language } = found
      return { language, ...(name ? { name } : {}), ...(mail ? { mail } : {}), ...(phone ? { phone } : {}) }
    },
    find: async (contact) => findByContact(parts, readContact(contact)),
    copy: (person) => copyOfPerson(parts, person),
    erase: (person) => erasePerson(parts, { id: person }),
    signOutEverywhere: async (person) => void (await signOutEverywhere(parts, { id: person })),
  }
}

/** A message to their confirmed contact came back: their accounts are asked to mend it. */
export async function noteUnreachable(parts: Parts, person: string): Promise<void> {
  for (const { account, role } of await parts.store.members.ofPerson(person)) if (role === 'owner') await contactFailed(parts, account)
}

/** Everything that is kept of a person for signing in, at once: their key first, so that no copy of it opens any more. */
export async function erasePerson(parts: Parts, person: Pick<Person, 'id'>): Promise<void> {
  await signOutEverywhere(parts, person)
  await removePerson(parts, person.id)
}
