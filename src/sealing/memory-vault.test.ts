// The vault in memory keeps the contract.

import { randomBytes } from 'node:crypto'
import { createMemoryVault } from './memory-vault.ts'
import { vaultContract } from './vault.contract.ts'

vaultContract(async () => createMemoryVault({ bytes: (count) => new Uint8Array(randomBytes(count)) }))
