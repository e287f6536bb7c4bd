// Which adapter sends what, as the charter says.

import type { Charter } from '../charter/schema.ts'
import type { Channel } from '../core/messages.ts'
import type { Adapter } from './outbox.ts'

/** Sends nothing: the message waits in the outbox, where this machine's operator can look at it. */
const development: Adapter = async () => 'kept'

export function createAdapters({ messages }: Charter): Partial<Record<Channel, Adapter>> {
  const adapters: Partial<Record<Channel, Adapter>> = {}
  if (messages.mail.adapter === 'development') adapters.mail = development
  if (messages.sms.adapter === 'development') adapters.sms = development
  return adapters
}
