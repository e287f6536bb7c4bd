// Who answered that they are too young, told again for a while: by digests under keys that die day by day, never by an address.

import { blockKeyOf } from '../core/ages.ts'
import { Stated } from '../core/errors.ts'
import type { Bytes, Parts } from '../core/ports.ts'
import { networkOf } from './sign-in/networks.ts'

const day = 86_400_000

/** From where somebody answers, as far as the connection tells. */
export interface Answerer {
  address: string | undefined
  agent: string | null
}

/** @throws Stated `age_answered` while somebody who answered from there was too young */
export async function checkBlocked(parts: Parts, answerer: Answerer): Promise<void> {
  const now = parts.clock.now()
  const days = Math.ceil(parts.charter.age.retryHours / 24) + 1
  const names = Array.from({ length: days }, (_, back) => blockKeyOf(now.getTime() - back * day))
  const secrets = await Promise.all(names.map((name) => parts.vault.privateKey(name)))
  const digests = secrets.flatMap((secret) => (secret ? [digestOf(parts, secret, answerer)] : []))
  const ends = await Promise.all(parts.rules.map((rule) => rule.ageShutUntil?.(parts, digests, now)))
  const until = ends.find((end) => end !== undefined)
  if (until) throw new Stated('age_answered', { when: until.toISOString().slice(0, 16) })
}

export async function block(parts: Parts, answerer: Answerer): Promise<void> {
  const now = parts.clock.now().getTime()
  const name = blockKeyOf(now)
  await parts.vault.publicKey(name)
  const secret = await parts.vault.privateKey(name)
  if (!secret) throw new Stated('storage_unavailable')
  await parts.store.ageBlocks.insert(digestOf(parts, secret, answerer), new Date(now + parts.charter.age.retryHours * 3_600_000))
}

function digestOf({ sealing, charter }: Parts, secret: Bytes, { address, agent }: Answerer): Bytes {
  const who = charter.age.retryOf === 'network' ? networkOf(address) : `${networkOf(address)} ${agent ?? ''}`
  return sealing.digest('age', `${Buffer.from(secret).toString('hex')} ${who}`)
}
