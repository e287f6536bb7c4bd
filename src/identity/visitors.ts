// Telling networks of visitors apart for one day only: a keyed digest whose key dies with the day.

import type { KeyName, Parts } from '../core/ports.ts'
import { networkOf } from './sign-in/networks.ts'

export async function networkDigest({ vault, sealing, clock }: Parts, address: string | undefined): Promise<string> {
  const name: KeyName = `network/${clock.now().toISOString().slice(0, 10)}`
  await vault.publicKey(name)
  const secret = await vault.privateKey(name)
  if (!secret) throw new Error('the key of today\'s networks is gone')
  const digest = sealing.digest('network', `${Buffer.from(secret).toString('hex')} ${networkOf(address)}`)
  return Buffer.from(digest.subarray(0, 16)).toString('hex')
}
