// The store in memory keeps the contract.

import { createMemoryStore } from './memory.ts'
import { storageContract } from './storage.contract.ts'

storageContract(async () => createMemoryStore())
