// A receipt is believed word for word or not at all.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMemoryApp, type Api } from '../../test/api/memory-app.ts'
import { ask } from '../../test/api/requests.ts'
import { looksLikeReceipt, textOfReceipt, verifyReceipt } from './verify-receipt.ts'

let api: Api
let folder: string
let receipt: any
beforeAll(async () => {
  api = await createMemoryApp({ worker: false })
  folder = await mkdtemp(join(tmpdir(), 'gesso-receipt-'))
  receipt = (await ask(api, 'POST', '/v1/erasure')).body.receipt
})
afterAll(async () => {
  await api.close()
  await rm(folder, { recursive: true, force: true })
})

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value, null, 2))

test('an untouched one is confirmed, whatever the order of its keys', async () => {
  const turned = Object.fromEntries(Object.entries(receipt).reverse())
  const verdict = await verifyReceipt(bytes(turned))
  expect(textOfReceipt(verdict)).toContain('unchanged')
  expect(textOfReceipt(verdict)).toContain('vault: destroyed')
  expect(await verifyReceipt(bytes({ object: 'request', receipt }))).toMatchObject({ keyExpected: null })
})

test('any change is refused', async () => {
  const changes = [{ done_at: '2027-01-01T00:00:00Z' }, { kept_by_law: [{ what: 'x', reason: 'y', until: 'z' }] }, { stores: receipt.stores.slice(1) }, { more: 1 }, { signature: receipt.signature.replace(/^./, (letter: string) => (letter === 'A' ? 'B' : 'A')) }]
  for (const change of changes) await expect(verifyReceipt(bytes({ ...receipt, ...change }))).rejects.toMatchObject({ ending: 'refused' })
})

test('one that another key signed is refused where the key is known', async () => {
  const { body: key } = await ask(api, 'GET', '/.well-known/gesso-receipt-key.json')
  const own = join(folder, 'key.json')
  const other = join(folder, 'other.json')
  await writeFile(own, JSON.stringify(key))
  await writeFile(other, JSON.stringify({ ...key, x: 'A'.repeat(43) }))
  expect(await verifyReceipt(bytes(receipt), own)).toMatchObject({ keyExpected: true })
  await expect(verifyReceipt(bytes(receipt), other)).rejects.toMatchObject({ ending: 'refused' })
})

test('what is no receipt is told so', async () => {
  for (const wrong of [{}, { object: 'receipt' }, []]) await expect(verifyReceipt(bytes(wrong))).rejects.toMatchObject({ ending: 'usage' })
  expect([looksLikeReceipt(bytes(receipt)), looksLikeReceipt(Uint8Array.of(0x89, 0x50, 0x4e, 0x47))]).toEqual([true, false])
})
