// Two hundred killed processes and twenty killed databases: nothing lost, nothing done twice.

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runKills } from './kills.ts'

it('loses no accepted order and finishes none twice', { timeout: 600_000 }, async () => {
  const home = await mkdtemp(join(tmpdir(), 'gesso-kills-'))
  // As root PostgreSQL runs under another user, who must get in.
  await chmod(home, 0o711)
  try {
    const count = await runKills({ home, processKills: 200, postgresKills: 20, seed: 7, hear: (line) => console.log(line) })
    console.log(JSON.stringify(count))
    expect(count.accepted).toBeGreaterThan(100)
    expect(count).toMatchObject({ lost: 0, doubled: 0, broken: 0, ledgerSum: '0' })
    expect(count.kills['postgres SIGKILL']).toBeGreaterThanOrEqual(15)
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
})
