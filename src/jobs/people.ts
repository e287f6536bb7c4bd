// What signing in and messages ask for by the clock: tries again, ends of sign-ins and codes, yesterday's counts, the delivery log.

import type { Parts } from '../core/ports.ts'
import { removeOverdue } from '../identity/sign-in/sign-ins.ts'
import { forgetTries } from '../identity/sign-in/tries.ts'

export async function sendMessages(parts: Parts): Promise<void> {
  await parts.messages.deliver()
}

export async function lookAtPeople(parts: Parts): Promise<void> {
  await removeOverdue(parts)
  await forgetTries(parts)
  await parts.store.messages.removeDue(parts.clock.now())
}
