// Composition root: reads config and charter, opens the real parts, creates the app and listens.

import { createHash } from 'node:crypto'
import { statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createApp } from './app.ts'
import { assembleParts, digestSecretOf, machineClock as clock, machineRandom as random } from './assemble.ts'
import { loadCharter, CharterInvalid } from './charter/load.ts'
import { writeCharter } from './charter/write.ts'
import type { Charter } from './charter/schema.ts'
import { ConfigInvalid, projectFolder, readConfig, readVariable, type Config } from './config.ts'
import { Stated } from './core/errors.ts'
import { signingLock } from './core/new-keys.ts'
import type { Parts } from './core/ports.ts'
import { contactKeeper } from './core/contacts.ts'
import { inForce } from './core/terms.ts'
import { readNotice } from './ending.ts'
import { createEngines } from './engines/index.ts'
import { readEngineKeys } from './engines/keys.ts'
import { createRelays } from './engines/relays.ts'
import { charterIn, chooseHome, HomeInvalid, prepareHome, type Places } from './home.ts'
import { listen } from './http/listen.ts'
import type { HttpOptions } from './http/server.ts'
import { startSchedule } from './jobs/schedule.ts'
import { createWitness } from './jobs/witness.ts'
import { superviseWorker } from './jobs/worker-supervisor.ts'
import { createLog } from './log.ts'
import { countBuffersAsHeap } from './memory.ts'
import { guardOutbound, type Door } from './outbound/door.ts'
import { newsSender } from './outbound/webhooks.ts'
import { remotePictures } from './outbound/remote-pictures.ts'
import { settleTerms } from './policies/drafts.ts'
import { publishedPromises } from './published.ts'
import { openFileVault } from './sealing/file-vault.ts'
import { createDiskFiles } from './storage/files-on-disk.ts'
import { launchPostgres } from './storage/postgres/launch.ts'
import { migrate } from './storage/postgres/migrate.ts'
import { createPostgresStore } from './storage/postgres/store.ts'
import { rules } from './trust/index.ts'

/** What was opened, to be closed in the opposite order. */
type Closers = Array<() => Promise<unknown>>

/** Starts everything and prints one address; resolves when it is stopped by a signal. Changed terms that take effect start it anew. */
export async function serve(config: Config = readConfig()): Promise<void> {
  countBuffersAsHeap()
  const stopped = stopOnSignal()
  for (;;) {
    const closers: Closers = []
    try {
      const { address, changed } = await open(config, closers)
      console.log(`Gesso is ready: ${address}`)
      const why = await Promise.race([stopped, changed])
      console.log(why === 'stopped' ? 'Stopping.' : `${why}: starting anew.`)
      if (why === 'stopped') return
    } finally {
      for (const close of closers.reverse()) await close().catch(() => undefined)
    }
  }
}

interface Opened {
  address: string
  /** Resolves when this server has to run by other settings: announced terms take effect, or another charter was saved. */
  changed: Promise<'Announced terms take effect now' | 'Another charter was saved'>
}

async function open(config: Config, closers: Closers): Promise<Opened> {
  const home = await chooseHome(config.home, config.homeGiven)
  const places = await prepareHome(home)
  console.log(`Data folder: ${places.home}`)
  const drafted = await loadCharter(charterIn(places, config))
  refusePlaceholders(config, drafted)
  const vault = await openFileVault(places.vault, random)
  closers.push(() => vault.close())
  const databaseUrl = config.databaseUrl ?? (await ownPostgres(places, drafted, closers))
  await migrate(databaseUrl)
  const store = await createPostgresStore({ url: databaseUrl })
  closers.push(() => store.close())
  const charter = await settleTerms(store, random, clock.now(), drafted, rules)
  if (charter.version !== drafted.version) console.log(`The charter "${drafted.name}" changed; its notice runs, and the one before counts until it takes effect (see /policies).`)
  const door = guardOutbound({ rules, charter, allowed: [new URL(databaseUrl).hostname] })
  closers.push(async () => door.release())
  const log = createLog({ rules, folder: places.logs, clock, keepDays: charter.retention.logDays })
  const assembled = await assembleParts({
    charter,
    log,
    store,
    files: createDiskFiles(places.files),
    vault,
    engines: await createEngines(charter, config),
    labels: { folder: places.labels, ask: door.fetch },
    fetchPicture: remotePictures(door),
    sendNews: newsSender(door, charter),
    digestSecret: await digestSecretOf(vault),
  })
  keepContacts(assembled, door, closers)
  const relayKeys = await readEngineKeys(charter.engines.filter(({ modality }) => modality !== 'images'), readVariable, vault, assembled.sealing, places.engines)
  const parts: Parts = { ...assembled, relays: createRelays(charter.engines, { reach: door.fetch, keys: relayKeys }) }
  await writeFile(places.signingLock, await vault.publicKey(signingLock))
  const schedule = await startSchedule(parts, databaseUrl, createWitness(places.logs, door), config.databaseUrl ? undefined : places)
  closers.push(() => schedule.stop())
  const saved = Promise.withResolvers<'Another charter was saved'>()
  if (!config.charterGiven && drafted.access.who === 'owner') console.log('To offer it to others, open /set-up in the studio, or answer `gesso charter new FILE`.')
  const setUp = setUpOf(config, places, () => saved.resolve('Another charter was saved'))
  const changed = Promise.race([watchTerms(store, closers), saved.promise])
  return { address: await openDoors(config, parts, places, databaseUrl, closers, setUp), changed }
}

/** A charter that was chosen by its name or file is changed there. */
function setUpOf(config: Config, places: Places, done: () => void): HttpOptions['setUp'] {
  if (config.charterGiven) return { file: config.charter }
  const save = async (yaml: string): Promise<void> => {
    await writeCharter(places.charter, yaml)
    // The answer leaves first.
    setTimeout(done, 300)
  }
  return { file: places.charter, save }
}

/** The last time when everything else has stopped, and before the database is closed. */
function keepContacts(parts: Parts, door: Door, closers: Closers): void {
  const keep = contactKeeper(parts, 'server', door)
  const every = setInterval(() => void keep(), 10_000)
  closers.push(async () => {
    clearInterval(every)
    await parts.statistics?.flush()
    await keep()
  })
}

function watchTerms(store: Parts['store'], closers: Closers): Opened['changed'] {
  return new Promise((resolve) => {
    const startedAt = clock.now()
    const look = setInterval(() => {
      store.versions.list().then(
        (versions) => {
          if ((inForce(versions, clock.now())?.effectiveAt ?? startedAt) > startedAt) resolve('Announced terms take effect now')
        },
        () => undefined,
      )
    }, 30_000)
    closers.push(async () => clearInterval(look))
  })
}

/** @throws ConfigInvalid: whoever opens an instance to others must say who they are */
function refusePlaceholders({ host }: Config, { name, operator, messages }: Charter): void {
  if (isLoopback(host)) return
  const kept = (['mail', 'sms'] as const).find((channel) => messages[channel].adapter === 'development')
  if (kept) throw new ConfigInvalid(`The charter "${name}" sends nothing (messages.${kept}.adapter is "development"), so it listens on loopback only. Choose an adapter that sends, or none, before you set HOST=${host}.`)
  if (!/[@.]example$/i.test(operator.contact)) return
  throw new ConfigInvalid(`The charter "${name}" has the placeholder ${operator.contact} for a contact, so it listens on loopback only. Set operator.contact (and operator.name) in the charter before you set HOST=${host}.`)
}

async function openDoors(config: Config, parts: Parts, places: Places, databaseUrl: string, closers: Closers, setUp: HttpOptions['setUp']): Promise<string> {
  const { charter } = parts
  const { painterFolder, threads } = config
  const engineKeys = await readEngineKeys(charter.engines, readVariable, parts.vault, parts.sealing, places.engines)
  const worker = superviseWorker(parts, { home: places.home, databaseUrl, charter, painterFolder, threads, engineKeys })
  closers.push(() => worker.stop())
  const app = await createApp(parts, {
    allowedHosts: config.allowedHosts,
    trustedProxies: config.trustedProxies,
    verificationSecret: config.verificationSecret,
    operatorKeyHash: config.apiKey ? createHash('sha256').update(config.apiKey).digest() : undefined,
    studioFolder: join(projectFolder, 'dist/studio'),
    promises: await publishedPromises(rules, charter),
    ending: () => readNotice(places),
    setUp,
    freeBytes: () => statfs(places.home).then(({ bavail, bsize }) => bavail * bsize, () => undefined),
  })
  closers.push(() => app.close())
  app.startSideWork()
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

const isLoopback = (host: string): boolean => ['127.0.0.1', 'localhost', '::1'].includes(host)

function warnOfOpenness(config: Config, charter: Charter): void {
  if (!isLoopback(config.host) && charter.access.who === 'owner' && !config.apiKey) {
    console.log('Beyond this machine every caller needs an API key, and there is none yet: set GESSO_API_KEY.')
  }
}

function stopOnSignal(): Promise<'stopped'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve('stopped'))
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
