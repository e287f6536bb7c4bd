// Every recurring job in one table; pg-boss sees to it that each runs once, whichever server is alive.

import { PgBoss } from 'pg-boss'
import { sweepBatches } from '../core/batches.ts'
import { sweepFiles } from '../core/files.ts'
import type { Parts, Witness } from '../core/ports.ts'
import type { TrustRule } from '../core/rules.ts'
import { settleLostRelays } from '../core/relays.ts'
import { sweepDeliveries } from '../core/webhooks.ts'
import type { Places } from '../home.ts'
import { lookAtAccounts } from './accounts.ts'
import { lookAtPeople, sendMessages } from './people.ts'
import { drillWeekly } from './weekly-drill.ts'

interface RecurringJob {
  name: string
  /** Cron, UTC, to the minute. */
  cron: string
  /** `places` where database and files are this program's own. */
  work(parts: Parts, places: Places | undefined, witness: Witness): Promise<void>
}

export const recurringJobs: readonly RecurringJob[] = [
  { name: 'sweeps', cron: '* * * * *', work: runSweeps },
  { name: 'accounts', cron: '* * * * *', work: lookAtAccounts },
  { name: 'messages', cron: '* * * * *', work: sendMessages },
  { name: 'people', cron: '13 * * * *', work: lookAtPeople },
  { name: 'probes', cron: '*/5 * * * *', work: (parts, _places, witness) => runProbes(parts, witness) },
  { name: 'repeats', cron: '7 * * * *', work: forgetRepeats },
  { name: 'files-and-batches', cron: '* * * * *', work: sweepClients },
  { name: 'lost-relays', cron: '*/10 * * * *', work: async (parts) => void (await settleLostRelays(parts)) },
  { name: 'restore-drill', cron: '23 3 * * 0', work: async (parts, places) => places && drillWeekly(parts, places) },
]

export interface Schedule {
  stop(): Promise<void>
}

/** Side work only: payloads are empty, results are codes and numbers in the reports table. */
export async function startSchedule(parts: Parts, databaseUrl: string, witness: Witness, places?: Places): Promise<Schedule> {
  const boss = new PgBoss({ connectionString: databaseUrl, schema: 'recurring', max: 2 })
  boss.on('error', () => parts.log.write({ level: 'warning', event: 'schedule-interrupted' }))
  await boss.start()
  for (const job of recurringJobs) {
    await boss.createQueue(job.name, { retryLimit: 0, deleteAfterSeconds: 3600, policy: 'singleton' })
    await boss.schedule(job.name, job.cron)
    await boss.work(job.name, { pollingIntervalSeconds: 5 }, () => job.work(parts, places, witness))
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 5_000 }) }
}

/** Runs each rule's sweep and writes down what it did. None waits for another, and one that fails holds up nobody. */
export async function runSweeps(parts: Parts): Promise<void> {
  const sweep = (rule: TrustRule): Promise<void> =>
    report(parts, rule, 'sweep', async (now) => {
      const { removed, left } = (await rule.sweep?.(parts, now)) ?? { removed: 0, left: 0 }
      return { holds: true, numbers: { removed, left } }
    })
  await Promise.all(parts.rules.filter((rule) => rule.sweep).map(sweep))
}

/** Runs each rule's probe: a look at the world itself. */
export async function runProbes(parts: Parts, witness: Witness): Promise<void> {
  for (const rule of parts.rules) {
    if (!rule.probe) continue
    await report(parts, rule, 'probe', async (now) => (await rule.probe?.(parts, now, witness)) ?? { holds: false, numbers: {} })
  }
}

/** Files, batches and logs of deliveries whose time is over. */
export async function sweepClients(parts: Parts): Promise<void> {
  const now = parts.clock.now()
  await sweepFiles(parts, now)
  await sweepBatches(parts, now)
  await sweepDeliveries(parts, now)
}

async function forgetRepeats(parts: Parts): Promise<void> {
  await parts.store.idempotency.removeDue(parts.clock.now())
}

type Finding = { holds: boolean; numbers: Record<string, number> }

async function report(parts: Parts, rule: TrustRule, kind: 'sweep' | 'probe', look: (now: Date) => Promise<Finding>): Promise<void> {
  const at = parts.clock.now()
  const finding = await look(at).catch((): Finding => {
    parts.log.write({ level: 'error', event: `${kind}-failed`, code: rule.id })
    return { holds: false, numbers: {} }
  })
  await parts.store.reports.write({ rule: rule.id, kind, at, ...finding })
}
