// What signing in and messages ask for by the clock: messages that failed are tried again, yesterday's counts of tries name nobody any more.

import type { Parts } from '../core/ports.ts'
import { forgetTries } from '../identity/sign-in/tries.ts'

export async function sendMessages(parts: Parts): Promise<void> {
  await parts.messages.deliver()
}

export async function lookAtPeople(parts: Parts): Promise<void> {
  await forgetTries(parts)
}
