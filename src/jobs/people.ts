// What signing in and messages ask for by the clock: messages that failed are tried again, yesterday's counts of tries name nobody any more, pictures that go soon are told of.

import { mailGoing } from '../core/going-mails.ts'
import type { Parts } from '../core/ports.ts'
import { vaultCaller } from '../identity/owner.ts'
import { forgetTries } from '../identity/sign-in/tries.ts'

export async function sendMessages(parts: Parts): Promise<void> {
  await parts.messages.deliver()
}

export async function lookAtPeople(parts: Parts): Promise<void> {
  await forgetTries(parts)
  await mailGoing(parts, (owner) => vaultCaller(parts, 'person', owner))
}
