// The whole program on a real database and a real disk, in one process, with a clock that tests move.

import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp, type App } from '../src/app.ts'
import { assembleParts, digestSecretOf } from '../src/assemble.ts'
import { readCharter } from '../src/charter/load.ts'
import type { Charter } from '../src/charter/schema.ts'
import type { Parts } from '../src/core/ports.ts'
import type { TrustRule } from '../src/core/rules.ts'
import { createEngines } from '../src/engines/index.ts'
import type { Reach } from '../src/engines/vendor.ts'
import { prepareHome } from '../src/home.ts'
import { settleTerms } from '../src/policies/drafts.ts'
import type { Connection, HttpOptions } from '../src/http/server.ts'
import { runProbes, runSweeps } from '../src/jobs/schedule.ts'
import { createWitness } from '../src/jobs/witness.ts'
import { createLog } from '../src/log.ts'
import { openFileVault } from '../src/sealing/file-vault.ts'
import { createDiskFiles } from '../src/storage/files-on-disk.ts'
import { createPostgresStore } from '../src/storage/postgres/store.ts'
import { rules as allRules } from '../src/trust/index.ts'
import { createDatabase } from './postgres.ts'

export const tinyFolder = join(import.meta.dirname, '../models/tiny')

export interface TestAppOptions {
  /** Settings that differ from the usual test charter (owner on loopback, kept until deleted). */
  charter?: Record<string, unknown>
  rules?: readonly TrustRule[]
  http?: Partial<HttpOptions>
  /** Parts to put in place of the real ones, e.g. files on a full disk. */
  parts?: (real: Parts) => Partial<Parts>
  /** How engines of other programs are reached; usual: not at all. */
  reach?: Reach
  /** Usual: a worker draws. false = orders stay in line until `startWorker`. */
  worker?: boolean
  /** A home folder and a migrated database of the test's own, instead of fresh ones. */
  own?: { home: string; databaseUrl: string }
}

export interface TestApp {
  parts: Parts
  app: App
  charter: Charter
  home: string
  databaseUrl: string
  clock: { now(): Date; advance(milliseconds: number): void }
  /** A request to the program; paths are relative, e.g. `/v1/models`. It comes from loopback unless `connection` says otherwise. */
  fetch(path: string, init?: RequestInit, connection?: Connection): Promise<Response>
  /** POSTs JSON and reads JSON. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<{ status: number; body: any; headers: Headers }>
  get(path: string, headers?: Record<string, string>): Promise<{ status: number; body: any; headers: Headers }>
  /** Waits until a generation has ended and returns it. */
  ended(generation: string, headers?: Record<string, string>): Promise<any>
  /** Takes up changed settings as the start of the program does; they count when their notice is over. */
  announce(charter: Record<string, unknown>): Promise<void>
  sweep(): Promise<void>
  probe(): Promise<void>
  close(): Promise<void>
}

const usualCharter = { name: 'test', access: { who: 'owner' }, retention: { imageDays: 'until-deleted' } }

export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const drafted = readCharter({ ...usualCharter, ...options.charter })
  const rules = options.rules ?? allRules
  const home = options.own?.home ?? (await mkdtemp(join(tmpdir(), 'gesso-test-')))
  const places = await prepareHome(home)
  const clock = movableClock()
  const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
  const databaseUrl = options.own?.databaseUrl ?? (await createDatabase())
  const store = await createPostgresStore({ url: databaseUrl, holder: 'test' })
  const charter = await settleTerms(store, random, clock.now(), drafted, rules)
  const vault = await openFileVault(places.vault, random)
  const log = createLog({ rules, folder: places.logs, clock, keepDays: charter.retention.logDays })
  const engines = await createEngines(charter, { painterFolder: tinyFolder, threads: 1, ...(options.reach && { reach: options.reach }) })
  // A home of the test's own may be opened again: sessions and keys must be known then.
  const digestSecret = options.own && (await digestSecretOf(vault))
  const real = await assembleParts({ clock, random, log, charter, rules, store, files: createDiskFiles(places.files), vault, engines, labels: { folder: places.labels }, ...(digestSecret && { digestSecret }) })
  const parts = { ...real, ...options.parts?.(real) }
  const app = await createApp(parts, { allowedHosts: [], ...options.http })
  if (options.worker !== false) app.startWorker('test')

  const fetch: TestApp['fetch'] = async (path, init, connection = { remoteAddress: '127.0.0.1' }) => app.http.request(`http://127.0.0.1${path}`, init, connection)
  const read = async (response: Response) => {
    const text = await response.text()
    const json = response.headers.get('content-type')?.includes('json')
    return { status: response.status, body: json ? JSON.parse(text) : text, headers: response.headers }
  }
  const get: TestApp['get'] = async (path, headers) => read(await fetch(path, { headers }))
  return {
    parts,
    app,
    charter,
    home,
    databaseUrl,
    clock,
    fetch,
    get,
    post: async (path, body, headers) =>
      read(await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })),
    async ended(generation, headers) {
      for (let tries = 0; tries < 600; tries++) {
        const { status, body } = await get(`/v1/generations/${generation}`, headers)
        if (status !== 200 || body.ended_at) return body
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      throw new Error('the generation did not end within 15 seconds')
    },
    async announce(changed) {
      parts.charter = await settleTerms(store, random, clock.now(), readCharter({ ...usualCharter, ...options.charter, ...changed }), rules)
    },
    sweep: () => runSweeps(parts),
    probe: () => runProbes(parts, createWitness(places.logs)),
    async close() {
      await app.close()
      await Promise.all(engines.map((engine) => engine.close()))
      await store.close()
      await vault.close()
      if (!options.own) await rm(home, { recursive: true, force: true })
    },
  }
}

/** Starts at a fixed instant and goes on with real time, so that heartbeats work; `advance` jumps ahead. */
function movableClock(): TestApp['clock'] {
  const startedAt = performance.now()
  let ahead = Date.UTC(2026, 10, 22, 12, 0, 0)
  return {
    now: () => new Date(ahead + performance.now() - startedAt),
    advance(milliseconds) {
      ahead += milliseconds
    },
  }
}
