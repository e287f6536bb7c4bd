// Files in memory keep the contract.

import { filesContract } from './files.contract.ts'
import { createMemoryFiles } from './memory-files.ts'

filesContract(async () => createMemoryFiles({ now: () => new Date('2026-11-22T05:00:00Z') }))
