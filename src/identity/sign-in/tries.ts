// Slows guessing: so many tries for each contact and for each network, counted under a key that dies every day.

import { createHmac } from 'node:crypto'
import { Stated } from '../../core/errors.ts'
import { secondsUntil } from '../../core/limits.ts'
import type { KeyName, Parts } from '../../core/ports.ts'
import { networkOf } from './networks.ts'

const minute = 60_000
const prefix = 'server/tries-'

/** `contact` counts for one contact from anywhere, `here` for one contact from one network, `network` for all of one network. */
const limits = {
  password: { contact: { most: 100, milliseconds: 60 * minute }, here: { most: 10, milliseconds: 15 * minute }, network: { most: 100, milliseconds: 15 * minute } },
  send: { contact: { most: 5, milliseconds: 60 * minute }, here: { most: 5, milliseconds: 60 * minute }, network: { most: 40, milliseconds: 60 * minute } },
  code: { contact: { most: 60, milliseconds: 60 * minute }, here: { most: 20, milliseconds: 15 * minute }, network: { most: 100, milliseconds: 15 * minute } },
  step: { contact: { most: 10, milliseconds: 15 * minute }, here: { most: 10, milliseconds: 15 * minute }, network: { most: 100, milliseconds: 15 * minute } },
} as const

export type TryKind = keyof typeof limits

/**
 * Takes one try. Whether the contact belongs to anybody is not looked at. @throws Stated `too_many_tries`
 * @param who a contact, a person's id or a ticket
 */
export async function takeTry(parts: Parts, kind: TryKind, who: string | undefined, address: string | undefined): Promise<void> {
  const network = networkOf(address)
  const names = Object.entries(limits[kind]).flatMap(([scope, pace]) => {
    if (scope !== 'network' && who === undefined) return []
    const what = scope === 'network' ? network : scope === 'contact' ? who : `${who} ${network}`
    return [{ text: `${kind} ${scope} ${what}`, pace }]
  })
  const key = await keyOfDay(parts)
  const now = parts.clock.now()
  // All of them give way at the same time, or none is used up: who waits as long as is said gets in.
  await parts.store.transaction(async ({ paces }) => {
    const standings = []
    for (const { text, pace } of names) standings.push(await paces.take(`try/${createHmac('sha256', key).update(text).digest('base64url')}`, now, pace))
    const waits = standings.flatMap(({ taken, nextAt }) => (taken ? [] : [secondsUntil(nextAt ?? now, now)]))
    if (waits.length > 0) throw new Stated('too_many_tries', { seconds: Math.max(...waits) })
  })
}

const keyNameOf = (now: Date): KeyName => `${prefix}${now.toISOString().slice(0, 10)}` as KeyName

async function keyOfDay({ vault, clock }: Parts): Promise<Uint8Array> {
  const name = keyNameOf(clock.now())
  await vault.publicKey(name)
  const key = await vault.privateKey(name)
  if (!key) throw new Stated('storage_unavailable')
  return key
}

/** Yesterday's counts name nobody any more. */
export async function forgetTries({ vault, clock }: Parts): Promise<void> {
  const today = keyNameOf(clock.now())
  const old = (await vault.names(prefix)).filter((name) => name < today)
  if (old.length > 0) await vault.destroy(old)
}
