// The program on memory storage with the tiny painter: fast to open, for tests of what HTTP says.

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createApp, type App } from '../../src/app.ts'
import { assembleParts } from '../../src/assemble.ts'
import { readCharter } from '../../src/charter/load.ts'
import type { LogEntry, Parts } from '../../src/core/ports.ts'
import { createEngines } from '../../src/engines/index.ts'
import type { Connection, HttpOptions } from '../../src/http/server.ts'
import { createMemoryVault } from '../../src/sealing/memory-vault.ts'
import { createMemoryFiles } from '../../src/storage/memory-files.ts'
import { createMemoryStore } from '../../src/storage/memory.ts'
import { settleTerms } from '../../src/policies/drafts.ts'
import { rules } from '../../src/trust/index.ts'
import { projectFolder } from '../../src/config.ts'

export interface Api {
  parts: Parts
  app: App
  /** What was logged so far. */
  log: LogEntry[]
  clock: { advance(milliseconds: number): void }
  fetch(path: string, init?: RequestInit, connection?: Connection): Promise<Response>
  close(): Promise<void>
}

export const here: Connection = { remoteAddress: '127.0.0.1' }
export const elsewhere: Connection = { remoteAddress: '203.0.113.9' }

export interface MemoryAppOptions {
  charter?: Record<string, unknown>
  http?: Partial<HttpOptions>
  parts?: (real: Parts) => Partial<Parts>
  worker?: boolean
}

const usualCharter = { name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 } }

export async function createMemoryApp(options: MemoryAppOptions = {}): Promise<Api> {
  const drafted = readCharter({ ...usualCharter, ...options.charter })
  let ahead = 0
  const clock = { now: () => new Date(Date.now() + ahead) }
  const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
  const log: LogEntry[] = []
  const store = createMemoryStore()
  const charter = await settleTerms(store, random, clock.now(), drafted, rules)
  const engines = await createEngines(charter, { painterFolder: join(projectFolder, 'models/tiny'), threads: 1 })
  const logger = { write: (entry: LogEntry) => void log.push(entry) }
  const real = await assembleParts({
    clock,
    random,
    log: logger,
    charter,
    store,
    files: createMemoryFiles(clock),
    vault: createMemoryVault(random),
    engines,
    labels: {},
  })
  const parts = { ...real, ...options.parts?.(real) }
  const app = await createApp(parts, { allowedHosts: [], ...options.http })
  if (options.worker !== false) app.startWorker('test')
  return {
    parts,
    app,
    log,
    clock: { advance: (milliseconds) => void (ahead += milliseconds) },
    fetch: async (path, init, connection = here) => app.http.request(`http://127.0.0.1${path}`, init, connection),
    async close() {
      await app.close()
      await Promise.all(engines.map((engine) => engine.close()))
      await parts.store.close()
    },
  }
}
