// Makes a person and the account that is theirs: both, or neither.

import { openAccountFor, ownerOf } from '../core/accounts.ts'
import { writeBand, type Band } from '../core/ages.ts'
import type { Parts } from '../core/ports.ts'
import type { Region } from '../core/regions.ts'
import { askAll } from '../core/rules.ts'
import { createPerson, removePerson, type NewPerson } from './sign-in/persons.ts'

/** What the edge knows of whoever wants an account: what they answered about their age, and from where they come. */
export interface Arriving {
  band?: Band | undefined
  region?: Region | undefined
}

/** @throws Stated `age_missing`, `region_refused` and what else a rule says */
export function checkSignUp(parts: Parts, { band, region }: Arriving): Promise<void> {
  return askAll(parts.rules, (rule) => rule.checkAct?.({ kind: 'sign-up', ...(band && { band }), ...(region && { region }) }, parts))
}

/** @throws Stated `login_taken`, or whatever keeps somebody from having an account here */
export async function admit(parts: Parts, newcomer: NewPerson, arriving: Arriving = {}): Promise<string> {
  await checkSignUp(parts, arriving)
  const person = await createPerson(parts, newcomer)
  try {
    const account = await openAccountFor(parts, person)
    if (arriving.band) await writeBand(parts, { owner: ownerOf(account.id), ownerKey: new Uint8Array(32) }, arriving.band)
  } catch (error) {
    await removePerson(parts, person)
    throw error
  }
  return person
}
