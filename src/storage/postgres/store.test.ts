// The store in PostgreSQL keeps the contract.

import { afterEach } from 'vitest'
import { createDatabase } from '../../../test/postgres.ts'
import type { Store } from '../../core/ports.ts'
import { storageContract } from '../storage.contract.ts'
import { createPostgresStore } from './store.ts'

const open: Store[] = []
afterEach(async () => {
  for (const store of open.splice(0)) await store.close()
})

storageContract(async () => {
  const store = await createPostgresStore({ url: await createDatabase(), connections: 6 })
  open.push(store)
  return store
})
