// Entry of the worker process: draws for the server that started it, and ends when that server is gone.

import { assembleParts, machineClock } from '../assemble.ts'
import { contactKeeper } from '../core/contacts.ts'
import { createEngines } from '../engines/index.ts'
import { createLog } from '../log.ts'
import { countBuffersAsHeap } from '../memory.ts'
import { createDiskFiles } from '../storage/files-on-disk.ts'
import { createPostgresStore } from '../storage/postgres/store.ts'
import { rules } from '../trust/index.ts'
import { guardOutbound } from '../outbound/door.ts'
import { createAnnouncements } from './announcements.ts'
import { askForQueueKeys } from './queue-keys.ts'
import { startEngineWatch } from './engine-watch.ts'
import { startWorker } from './worker.ts'
import type { FromWorker, ToWorker, WorkerOrders } from './worker-messages.ts'
import { homeOf } from '../home.ts'

const say = (message: FromWorker): void => {
  if (process.connected) process.send?.(message)
}

async function begin(orders: WorkerOrders): Promise<void> {
  countBuffersAsHeap()
  const { charter } = orders
  const places = homeOf(orders.home)
  const door = guardOutbound({ rules, charter, allowed: [new URL(orders.databaseUrl).hostname] })
  const log = createLog({ rules, folder: places.logs, clock: machineClock, keepDays: charter.retention.logDays })
  const store = await createPostgresStore({ url: orders.databaseUrl, holder: orders.holder })
  const engines = await createEngines(charter, { ...orders, reach: door.fetch, keys: orders.engineKeys })
  const parts = await assembleParts({
    charter,
    log,
    store,
    files: createDiskFiles(places.files),
    vault: askForQueueKeys(process),
    engines,
    labels: { folder: places.labels, ask: door.fetch },
    announcements: createAnnouncements((event) => say({ kind: 'news', event })),
  })
  const watch = startEngineWatch(parts, orders.holder)
  const keep = contactKeeper(parts, 'worker', door)
  const contacts = setInterval(() => void keep(), 10_000)
  await watch.obey().catch(() => log.write({ level: 'warning', event: 'controls-unread' }))
  const worker = startWorker(parts, orders.holder)
  const alive = setInterval(() => say({ kind: 'alive' }), 1_000)
  let ending = false
  const end = async (): Promise<void> => {
    if (ending) return
    ending = true
    clearInterval(alive)
    watch.stop()
    await worker.stop()
    await Promise.all(engines.map((engine) => engine.close()))
    clearInterval(contacts)
    await keep()
    await store.close().catch(() => undefined)
    process.exit(0)
  }
  process.on('message', (message: ToWorker) => {
    if (message.kind === 'stop') void end()
  })
  process.on('disconnect', () => {
    setTimeout(() => process.exit(1), 3_000).unref()
    void end()
  })
  // A terminal sends Ctrl-C to the whole group; the server decides when its worker stops.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => void end())
  say({ kind: 'started' })
}

// The server may be gone before this process is at work; then nobody else would end it.
process.once('disconnect', () => setTimeout(() => process.exit(1), 5_000))

process.once('message', (message: ToWorker) => {
  if (message.kind === 'begin') {
    begin(message.orders).catch((error: unknown) => {
      console.error(`The worker could not start: ${error instanceof Error ? error.message : 'unknown reason'}`)
      process.exit(1)
    })
  }
})
