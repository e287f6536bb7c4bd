// What the clocks of accounts ask for: standings that change by themselves, accounts that end, networks of yesterday.

import { sweepAccounts } from '../core/closing.ts'
import type { Parts } from '../core/ports.ts'

export async function lookAtAccounts(parts: Parts): Promise<void> {
  const now = parts.clock.now()
  const today = `network/${now.toISOString().slice(0, 10)}`
  const old = (await parts.vault.names('network/')).filter((name) => name < today)
  if (old.length > 0) await parts.vault.destroy(old)
  await sweepAccounts(parts, now)
}
