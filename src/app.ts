// Joins core, rules, engines and routes to one program; main and every test go through here.

import type { Parts } from './core/ports.ts'
import { endStates } from './core/rows.ts'
import { lineDrawer } from './http/inner.ts'
import { createHttp, type HttpOptions } from './http/server.ts'
import { callerInAbsence } from './identity/keys.ts'
import { vaultCaller } from './identity/owner.ts'
import { startSideWork, type SideWork } from './jobs/side-work.ts'
import { startWorker, type Worker, type WorkerTimes } from './jobs/worker.ts'

export interface App {
  /** Answers one HTTP request; `remote` is the address it came from, loopback when absent. */
  http: ReturnType<typeof createHttp>
  /** A worker in this process, as tests and `gesso draw` want it. */
  startWorker(holder?: string, times?: WorkerTimes): Worker
  /** Batches and webhooks, in one server process or in several. */
  startSideWork(times?: { lookEvery?: number }): SideWork
  close(): Promise<void>
}

export async function createApp(parts: Parts, options: HttpOptions): Promise<App> {
  // A worker elsewhere told the database; here those who wait are told.
  const forget = parts.store.onGeneration((generation, state) => {
    if (endStates.includes(state)) parts.announcements.publish({ generation, number: 0, state, phase: 'ended' })
  })
  const http = createHttp(parts, options)
  const workers: Array<Worker | SideWork> = []
  const callerOf = (owner: string) => vaultCaller(parts, 'key', owner)
  return {
    http,
    startWorker(holder = `in-process-${workers.length}`, times) {
      const worker = startWorker(parts, holder, times)
      workers.push(worker)
      return worker
    },
    startSideWork(times) {
      const work = startSideWork(parts, { callerOf, draw: lineDrawer(parts, options, (batch) => callerInAbsence(parts, batch)), ...times })
      workers.push(work)
      return work
    },
    async close() {
      forget()
      await Promise.all(workers.map((worker) => worker.stop()))
      await parts.calls?.flush()
    },
  }
}
