// gesso drill restore: brings a backup to life beside the server and tries to read what was erased.

import { randomBytes } from 'node:crypto'
import { defineCommand } from 'citty'
import { loadCharter } from '../charter/load.ts'
import { readConfig } from '../config.ts'
import { charterIn, chooseHome, homeOf } from '../home.ts'
import { drillRestore } from '../jobs/restore-drill.ts'
import { addressOfRunning } from '../storage/postgres/backup.ts'
import { launchPostgres } from '../storage/postgres/launch.ts'
import { createPostgresStore } from '../storage/postgres/store.ts'
import { Failure } from './exit.ts'
import { sentenceOr } from './operating.ts'

const restore = defineCommand({
  meta: { name: 'restore', description: "Restore a backup into a second instance with today's keys; erased things must stay shut, living ones open" },
  args: {
    backup: { type: 'string', valueHint: 'DIR', description: 'A backup of yesterday; usual: one is made now' },
    home: { type: 'string', valueHint: 'DIR', description: 'Data folder of today; usual: GESSO_HOME' },
    json: { type: 'boolean', description: 'One JSON object instead of text' },
  },
  async run({ args }) {
    const report = await sentenceOr(async () => {
      const config = readConfig()
      const places = homeOf(args.home ?? (await chooseHome(config.home, config.homeGiven)))
      const charter = await loadCharter(charterIn(places, config))
      const running = await addressOfRunning(places.postgres)
      const own = running ? undefined : await launchPostgres({ folder: places.postgres, logs: places.logs })
      const databaseUrl = running ?? own?.url ?? ''
      try {
        const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
        const found = await drillRestore({ places, databaseUrl, charter, clock: { now: () => new Date() }, random, backup: args.backup })
        const store = await createPostgresStore({ url: databaseUrl, connections: 1 })
        await store.reports.write(found).finally(() => store.close())
        return found
      } finally {
        await own?.stop()
      }
    })
    const { erased, erasedReadable, living, livingReadable, ofSessions, keysTried } = report.numbers
    if (args.json) console.log(JSON.stringify(report))
    else console.log(`Erased things readable: ${erasedReadable} of ${erased}. Living ones readable: ${livingReadable} of ${living}. Of sessions, shut without their cookies: ${ofSessions}. Combinations of keys tried: ${keysTried}.`)
    if (!report.holds) throw new Failure('failed', 'The drill failed: look at the numbers, and keep this backup for the search.')
    return 0
  },
})

export default defineCommand({
  meta: { name: 'drill', description: 'Practise what must work on a bad day' },
  subCommands: { restore },
})
