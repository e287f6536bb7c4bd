// Which adapter sends what, as the charter says, and who stands behind those that lead beyond this machine.

import { smsEndpoints } from '../charter/people-contradictions.ts'
import type { Charter } from '../charter/schema.ts'
import type { Channel } from '../core/messages.ts'
import type { Clock, Random } from '../core/ports.ts'
import { createMailAdapter } from './mail.ts'
import type { Adapter } from './outbox.ts'
import { createSmsAdapter } from './sms.ts'

/** Sends nothing: the message waits in the outbox, where this machine's operator can look at it. */
const development: Adapter = async () => 'kept'

export function createAdapters({ messages }: Charter, sources: { clock: Clock; random: Random }): Partial<Record<Channel, Adapter>> {
  const { mail, sms } = messages
  const adapters: Partial<Record<Channel, Adapter>> = {}
  if (mail.adapter === 'development') adapters.mail = development
  else if (mail.adapter === 'smtp') adapters.mail = createMailAdapter(mail)
  if (sms.adapter === 'development') adapters.sms = development
  else if (sms.adapter !== 'none' && sms.adapter in smsEndpoints) adapters.sms = createSmsAdapter(sms, sms.adapter, sources)
  return adapters
}
