// Makes a person and the account that is theirs: both, or neither.

import { openAccountFor } from '../core/accounts.ts'
import type { Parts } from '../core/ports.ts'
import { createPerson, removePerson, type NewPerson } from './sign-in/persons.ts'

/** @throws Stated `login_taken`, or whatever keeps somebody from having an account here */
export async function admit(parts: Parts, newcomer: NewPerson): Promise<string> {
  const person = await createPerson(parts, newcomer)
  try {
    await openAccountFor(parts, person)
  } catch (error) {
    await removePerson(parts, person)
    throw error
  }
  return person
}
