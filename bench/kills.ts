// Kills real processes at random for as long as asked and records what was lost: `npm run bench kills 10000 200`.

import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runKills } from '../test/faults/kills.ts'
import { record } from './record.ts'

const processKills = Number(process.argv[2] ?? 200)
const postgresKills = Number(process.argv[3] ?? Math.round(processKills / 10))
const seed = Number(process.argv[4] ?? 1)
if (![processKills, postgresKills, seed].every(Number.isInteger) || processKills < 1) {
  console.error('Give whole numbers: npm run bench kills [kills of processes] [kills of PostgreSQL] [seed]')
  process.exit(2)
}

const home = join(tmpdir(), `gesso-kills-${process.pid}`)
try {
  const count = await runKills({ home, processKills, postgresKills, seed, hear: (line) => console.log(line) })
  const kills = Object.values(count.kills).reduce((sum, one) => sum + one, 0)
  await record({
    name: 'kills',
    command: `npm run bench kills ${processKills} ${postgresKills} ${seed}`,
    figures: {
      [`orders lost under ${kills} random kills`]: `${count.lost} of ${count.accepted}`,
      'done or charged twice': String(count.doubled),
      'pictures with a record but no whole file': String(count.broken),
    },
    details: count,
  })
  process.exitCode = count.lost + count.doubled + count.broken === 0 && count.ledgerSum === '0' ? 0 : 1
} finally {
  await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}
