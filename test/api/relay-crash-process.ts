// A server that is killed while somebody else answers: relays one request and never gets to the end.

import { randomBytes } from 'node:crypto'
import { assembleParts } from '../../src/assemble.ts'
import { readCharter } from '../../src/charter/load.ts'
import { relay } from '../../src/core/relays.ts'
import { createRelays } from '../../src/engines/relays.ts'
import { guardOutbound } from '../../src/outbound/door.ts'
import { createMemoryVault } from '../../src/sealing/memory-vault.ts'
import { createMemoryFiles } from '../../src/storage/memory-files.ts'
import { createPostgresStore } from '../../src/storage/postgres/store.ts'

export interface CrashOrders {
  databaseUrl: string
  charter: Record<string, unknown>
  owner: string
}

process.once('message', async ({ databaseUrl, charter: drafted, owner }: CrashOrders) => {
  const charter = readCharter(drafted)
  const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
  const store = await createPostgresStore({ url: databaseUrl })
  const door = guardOutbound({ rules: [], charter, allowed: [new URL(databaseUrl).hostname] })
  const relays = createRelays(charter.engines, { reach: door.fetch })
  const parts = await assembleParts({ charter, log: { write: () => undefined }, store, files: createMemoryFiles({ now: () => new Date() }), vault: createMemoryVault(random), engines: [], labels: {}, rules: [], relays, clock: { now: () => new Date(Date.UTC(2026, 10, 22, 12)) } })
  const pair = parts.sealing.createPair()
  const caller = { kind: 'key', owner, ownerKey: pair.publicKey, scopes: ['images:make'], unlock: async () => pair.privateKey } as const
  await relay(parts, caller, relays[0]!, { path: '/chat/completions', model: 'dear', words: 'hello', type: 'application/json', body: '{}', stream: false }, new AbortController().signal)
})
