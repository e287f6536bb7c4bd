// Joins core, rules, engines and routes to one program; main and every test go through here.

import type { Parts } from './core/ports.ts'
import { endStates } from './core/rows.ts'
import { createHttp, type HttpOptions } from './http/server.ts'
import { startWorker, type Worker, type WorkerTimes } from './jobs/worker.ts'

export interface App {
  /** Answers one HTTP request; `remote` is the address it came from, loopback when absent. */
  http: ReturnType<typeof createHttp>
  /** A worker in this process, as tests and `gesso draw` want it. */
  startWorker(holder?: string, times?: WorkerTimes): Worker
  close(): Promise<void>
}

export async function createApp(parts: Parts, options: HttpOptions): Promise<App> {
  // A worker elsewhere told the database; here those who wait are told.
  const forget = parts.store.onGeneration((generation, state) => {
    if (endStates.includes(state)) parts.announcements.publish({ generation, number: 0, state, phase: 'ended' })
  })
  const http = createHttp(parts, options)
  const workers: Worker[] = []
  return {
    http,
    startWorker(holder = `in-process-${workers.length}`, times) {
      const worker = startWorker(parts, holder, times)
      workers.push(worker)
      return worker
    },
    async close() {
      forget()
      await Promise.all(workers.map((worker) => worker.stop()))
    },
  }
}
