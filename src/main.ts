// Composition root: reads config and charter, opens the real parts, creates the app and listens.

import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createApp } from './app.ts'
import { assembleParts, digestSecretOf, machineClock as clock, machineRandom as random } from './assemble.ts'
import { loadCharter, CharterInvalid } from './charter/load.ts'
import type { Charter } from './charter/schema.ts'
import { ConfigInvalid, projectFolder, readConfig, type Config } from './config.ts'
import { Stated } from './core/errors.ts'
import type { Parts } from './core/ports.ts'
import { createEngines } from './engines/index.ts'
import { chooseHome, HomeInvalid, prepareHome, type Places } from './home.ts'
import { listen } from './http/listen.ts'
import { startSchedule } from './jobs/schedule.ts'
import { superviseWorker } from './jobs/worker-supervisor.ts'
import { createLog } from './log.ts'
import { guardOutbound } from './outbound/door.ts'
import { remotePictures } from './outbound/remote-pictures.ts'
import { publishedPromises } from './published.ts'
import { openFileVault } from './sealing/file-vault.ts'
import { createDiskFiles } from './storage/files-on-disk.ts'
import { launchPostgres } from './storage/postgres/launch.ts'
import { migrate } from './storage/postgres/migrate.ts'
import { createPostgresStore } from './storage/postgres/store.ts'
import { rules } from './trust/index.ts'

/** What was opened, to be closed in the opposite order. */
type Closers = Array<() => Promise<unknown>>

/** Starts everything and prints one address; resolves when it is stopped by a signal. */
export async function serve(config: Config = readConfig()): Promise<void> {
  const closers: Closers = []
  const stopped = stopOnSignal()
  try {
    const address = await open(config, closers)
    console.log(`Gesso is ready: ${address}`)
    await stopped
    console.log('Stopping.')
  } finally {
    for (const close of closers.reverse()) await close().catch(() => undefined)
  }
}

async function open(config: Config, closers: Closers): Promise<string> {
  const charter = await loadCharter(config.charter)
  const home = await chooseHome(config.home, config.homeGiven)
  const places = await prepareHome(home)
  console.log(`Data folder: ${places.home}`)
  const vault = await openFileVault(places.vault, random)
  closers.push(() => vault.close())
  const databaseUrl = config.databaseUrl ?? (await ownPostgres(places, charter, closers))
  const door = guardOutbound({ rules, charter, allowed: [new URL(databaseUrl).hostname] })
  const log = createLog({ rules, folder: places.logs, clock, keepDays: charter.retention.logDays })
  await migrate(databaseUrl)
  const store = await createPostgresStore({ url: databaseUrl })
  closers.push(() => store.close())
  const parts = await assembleParts({
    charter,
    log,
    store,
    files: createDiskFiles(places.files),
    vault,
    engines: await createEngines(charter, config),
    labels: { folder: places.labels, ask: door.fetch },
    fetchPicture: remotePictures(door),
    digestSecret: await digestSecretOf(vault),
  })
  const schedule = await startSchedule(parts, databaseUrl, config.databaseUrl ? undefined : places)
  closers.push(() => schedule.stop())
  return openDoors(config, parts, places, databaseUrl, closers)
}

async function openDoors(config: Config, parts: Parts, places: Places, databaseUrl: string, closers: Closers): Promise<string> {
  const { charter } = parts
  const { painterFolder, threads } = config
  const worker = superviseWorker(parts, { home: places.home, databaseUrl, charter, painterFolder, threads })
  closers.push(() => worker.stop())
  const app = await createApp(parts, {
    allowedHosts: config.allowedHosts,
    operatorKeyHash: config.apiKey ? createHash('sha256').update(config.apiKey).digest() : undefined,
    studioFolder: join(projectFolder, 'dist/studio'),
    promises: await publishedPromises(rules, charter),
  })
  closers.push(() => app.close())
  const server = await listen(app.http, { host: config.host, port: config.port })
  closers.push(() => server.close())
  await worker.started
  warnOfOpenness(config, charter)
  return server.address
}

async function ownPostgres(places: Places, charter: Charter, closers: Closers): Promise<string> {
  const log = createLog({ rules, folder: places.logs, clock, keepDays: charter.retention.logDays })
  const hear = (event: string): void => log.write({ level: 'warning', event })
  const postgres = await launchPostgres({ folder: places.postgres, logs: places.logs, hear })
  closers.push(() => postgres.stop())
  // For the operator: psql "$(cat data/postgres.url)".
  await writeFile(join(places.home, 'postgres.url'), `${postgres.url}\n`, { mode: 0o600 })
  return postgres.url
}

function warnOfOpenness(config: Config, charter: Charter): void {
  const loopback = ['127.0.0.1', 'localhost', '::1'].includes(config.host)
  if (!loopback && charter.access.who === 'owner' && !config.apiKey) {
    console.log('Beyond this machine every caller needs an API key, and there is none yet: set GESSO_API_KEY.')
  }
}

function stopOnSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

/** One clear sentence for what a person can mend; a stack trace only for what they can't. */
export function explainFailure(error: unknown): string {
  const stated = error instanceof Stated || error instanceof ConfigInvalid || error instanceof CharterInvalid || error instanceof HomeInvalid
  if (stated) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

if (import.meta.main) {
  serve().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(explainFailure(error))
      process.exit(1)
    },
  )
}
