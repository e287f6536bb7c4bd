// A server killed between setting money aside and settling it: nothing is charged for what was not answered, and the books balance.

import { fork } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { settleOnce } from '../../src/core/ledger.ts'
import { settleLostRelays } from '../../src/core/relays.ts'
import { createTestApp } from '../harness.ts'
import { listenAs } from '../vendors/listen.ts'
import type { CrashOrders } from './relay-crash-process.ts'

it('gives back what a killed server had set aside, once, and not before its time is over', async () => {
  let reached = () => {}
  const asked = new Promise<void>((resolve) => (reached = resolve))
  const vendor = await listenAs(() => void reached())
  const charter = { engines: ['painter', { id: 'expensive', driver: 'openai-compatible', modality: 'language', url: `${vendor.url}/v1`, models: ['dear'], price: 3, timeoutSeconds: 60 }] }
  const app = await createTestApp({ charter, worker: false })
  const { ledger } = app.parts.store
  const customer = 'customer/owner/acc_crash'
  await ledger.write({ id: 'gift', kind: 'release', generation: 'gift', at: app.clock.now(), entries: [{ account: 'house/grants', amount: -10n }, { account: customer, amount: 10n }] })
  const child = fork(join(import.meta.dirname, 'relay-crash-process.ts'), [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.send({ databaseUrl: app.databaseUrl, owner: 'owner/acc_crash', charter: { name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 }, ...charter } } satisfies CrashOrders)
  await asked
  child.kill('SIGKILL')
  await gone
  const balances = () => Promise.all(([customer, 'house/reserved', 'house/revenue', 'house/grants'] as const).map((account) => ledger.balance(account)))
  expect(await balances()).toEqual([7n, 3n, 0n, -10n])
  // It may still be answering somewhere: not yet.
  expect(await settleLostRelays(app.parts)).toBe(0)
  app.clock.advance(12 * 60_000)
  const [open] = await ledger.openRelays(app.clock.now(), 9)
  expect(await settleLostRelays(app.parts)).toBe(1)
  expect(await balances()).toEqual([10n, 0n, 0n, -10n])
  // Neither a second sweep nor an answer that comes after all moves anything.
  expect(await settleLostRelays(app.parts)).toBe(0)
  expect(await settleOnce(ledger, open!, 'capture', app.clock.now())).toBe(false)
  expect(await balances()).toEqual([10n, 0n, 0n, -10n])
  await Promise.all([app.close(), vendor.close()])
}, 60_000)
