// When sign-ins, codes and the delivery log are over, and what takes them away.

import type { Parts } from './ports.ts'

const day = 86_400_000

/** Rows of sign-ins and codes whose time is over, and what the delivery log need not hold any more. Returns how many went. */
export async function removeOverdueSignIns({ store, charter }: Pick<Parts, 'store' | 'charter'>, now: Date): Promise<number> {
  const { people, messages } = store
  const gone = await Promise.all([
    people.remove('signIns', [{ column: 'expiresAt', is: '<=', value: now }]),
    people.remove('signIns', [{ column: 'updatedAt', is: '<=', value: new Date(now.getTime() - charter.signIn.idleDays * day) }]),
    people.remove('signInCodes', [{ column: 'expiresAt', is: '<=', value: now }]),
  ])
  return gone.flat().length + (await messages.removeDue(now))
}

/** How many of them are still there although they were over before `since`. */
export async function countOverdueSignIns({ store, charter }: Pick<Parts, 'store' | 'charter'>, since: Date): Promise<number> {
  const { people } = store
  const counts = await Promise.all([
    people.count('signIns', [{ column: 'expiresAt', is: '<=', value: since }]),
    people.count('signIns', [{ column: 'updatedAt', is: '<=', value: new Date(since.getTime() - charter.signIn.idleDays * day) }]),
    people.count('signInCodes', [{ column: 'expiresAt', is: '<=', value: since }]),
  ])
  return counts.reduce((sum, count) => sum + count, 0)
}
