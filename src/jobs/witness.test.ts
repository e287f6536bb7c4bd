// The probes that look at the world: a log line of another shape and a connection that was let out are seen.

import { appendFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCharter } from '../charter/load.ts'
import type { Parts } from '../core/ports.ts'
import { createLog } from '../log.ts'
import { guardOutbound } from '../outbound/door.ts'
import { contactKeeper } from '../core/contacts.ts'
import { createMemoryStore } from '../storage/memory.ts'
import { rules } from '../trust/index.ts'
import { localStaysLocal } from '../trust/local-stays-local.ts'
import { promptsStayOutOfLogs } from '../trust/prompts-stay-out-of-logs.ts'
import { createWitness } from './witness.ts'

let logs: string
beforeAll(async () => {
  logs = await mkdtemp(join(tmpdir(), 'gesso-witness-'))
})
afterAll(() => rm(logs, { recursive: true }))

const now = new Date('2026-11-22T12:00:00Z')
const charter = readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 } })
const store = createMemoryStore()
const parts = { charter, store, clock: { now: () => now } } as Parts

test('what stands in the log is read as it lies there', async () => {
  const log = createLog({ rules, folder: logs, clock: { now: () => now } })
  log.write({ level: 'info', event: 'request', route: '/v1/images/:id', method: 'GET', status: 200, milliseconds: 3 })
  log.write({ level: 'warning', event: 'hold-opened' })
  log.write({ level: 'error', event: 'request-broke', code: 'TypeError', reference: '0123456789ab' })
  const look = () => promptsStayOutOfLogs.probe?.(parts, now, createWitness(logs))
  expect(await look()).toEqual({ holds: true, numbers: { linesRead: 3, linesOfAnotherShape: 0, oldestLogDays: 0 } })
  const place = join(logs, 'gesso-2026-11-22.log')
  await appendFile(place, '{"level":"info","time":"2026-11-22T12:00Z","event":"request","prompt":"a red fox"}\n')
  expect(await look()).toEqual({ holds: false, numbers: { linesRead: 4, linesOfAnotherShape: 1, oldestLogDays: 0 } })
  await appendFile(place, 'a red fox\n{"level":"info","time":"2026-11-22T12:00:07Z","event":"request"}\n{"level":"info","time":"2026-11-22T12:00Z","event":"request","route":"/v1/a red fox"}\n')
  expect(await look()).toMatchObject({ holds: false, numbers: { linesOfAnotherShape: 4 } })
})

test('a file of the log goes when its days are over, and one that stayed is seen', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gesso-log-days-'))
  const clock = { at: Date.parse('2026-11-22T12:00:00Z'), now: () => new Date(clock.at) }
  const kept = { ...parts, charter: { ...charter, retention: { ...charter.retention, logDays: 30 } } } as Parts
  const look = () => promptsStayOutOfLogs.probe?.(kept, clock.now(), createWitness(folder))
  const log = createLog({ rules, folder, clock, keepDays: 30 })
  const live = (days: number): void => {
    for (let day = 0; day < days; day++) {
      log.write({ level: 'info', event: 'hold-opened' })
      clock.at += 86_400_000
    }
    log.write({ level: 'info', event: 'hold-opened' })
  }
  live(30)
  await writeFile(join(folder, 'notes.txt'), 'not ours')
  expect([(await readdir(folder)).filter((name) => name.startsWith('gesso-')).length, await look()]).toEqual([31, expect.objectContaining({ holds: true })])
  expect((await readdir(folder)).sort()[0]).toBe('gesso-2026-11-22.log')
  live(5)
  expect((await readdir(folder)).sort()).toEqual([...Array.from({ length: 31 }, (_, day) => `gesso-${new Date(clock.at - (30 - day) * 86_400_000).toISOString().slice(0, 10)}.log`), 'notes.txt'])
  expect(await look()).toMatchObject({ holds: true, numbers: { oldestLogDays: 30 } })
  // One that nobody took away.
  await writeFile(join(folder, `gesso-${new Date(clock.at - 32 * 86_400_000).toISOString().slice(0, 10)}.log`), '')
  expect(await look()).toMatchObject({ holds: false, numbers: { oldestLogDays: 32 } })
  await rm(folder, { recursive: true })
})

test('what was let out of the door is counted', async () => {
  const door = guardOutbound({ rules, charter })
  const open = guardOutbound({ rules: [], charter, dial: () => ({ host: '127.0.0.1', port: 9 }) })
  const look = (record: Pick<typeof door, 'record'>) => localStaysLocal.probe?.(parts, now, createWitness(logs, record))
  try {
    expect(() => door.connect({ host: 'models.example', port: 443, purpose: 'draw' })).toThrow()
    door.connect({ host: '127.0.0.1', port: 9, purpose: 'draw' }).on('error', () => undefined)
    expect(await look(door)).toEqual({ holds: true, numbers: { connectionsHere: 1, connectionsBeyond: 0, connectionsRefused: 1 } })
    open.connect({ host: 'models.example', port: 443, purpose: 'draw' }).on('error', () => undefined)
    expect(await look(open)).toMatchObject({ holds: false, numbers: { connectionsBeyond: 1 } })
  } finally {
    open.release()
  }
})

test('what the worker let out is seen too, and what somebody gave is not named', async () => {
  const counts = [
    { host: '127.0.0.1', purpose: 'engine', opened: 5, refused: 0 },
    { host: 'models.example', purpose: 'engine', opened: 1, refused: 2 },
    { host: 'ann.example', purpose: 'webhook', opened: 0, refused: 1 },
  ]
  const keep = contactKeeper(parts, 'worker', { record: () => counts })
  await keep()
  await keep()
  counts[1] = { host: 'models.example', purpose: 'engine', opened: 3, refused: 2 }
  await keep()
  const row = { day: '2026-11-22', process: 'worker', opened: 0, refused: 0, beyond: 0 }
  expect(await store.contacts.since('2026-11-22')).toEqual([
    { ...row, host: 'given', purpose: 'webhook', refused: 1 },
    { ...row, host: 'models.example', purpose: 'engine', opened: 3, refused: 2, beyond: 3 },
  ])
  expect(await localStaysLocal.probe?.(parts, now, createWitness(logs))).toMatchObject({ holds: false, numbers: { connectionsBeyond: 3, connectionsRefused: 3 } })
})
