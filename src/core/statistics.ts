// Counts use without telling who: coarse facts by day, visitors by marks whose key is destroyed when the day is over.

import { leave } from './aggregates.ts'
import type { Cell, FigureRow } from './evidence-tables.ts'
import type { Bytes, KeyName, Parts } from './ports.ts'

/** What is known of one request; `visitor` is used for the mark and kept nowhere. */
export type Visit = Pick<Cell, 'figure' | 'route' | 'language' | 'device'> & { visitor: string }

export interface Statistics {
  /** Never throws and never waits for the database. */
  note(visit: Visit): void
  /** Writes down what was noted; what is of a day that is over by then is dropped. */
  flush(): Promise<void>
}

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

const keyOf = (day: string): KeyName => `visits/${day}`

/** Milliseconds from the first note until what was noted is written. */
const flushEvery = 5_000
/** Different cells and marks in memory; beyond that they are written at once. */
const mostHeld = 2_000

/** What waits in memory to be written; of one day. */
interface Held {
  day: string
  counts: Map<string, Cell & { amount: number }>
  marks: Map<string, Cell & { visitor: Bytes }>
}

type Needs = Pick<Parts, 'store' | 'vault' | 'sealing' | 'clock' | 'log'>

export function createStatistics(parts: Needs): Statistics {
  const { clock, store } = parts
  let held: Held | undefined
  let since = 0
  let salt: { day: string; secret: Promise<Bytes> } | undefined
  let last: Promise<void> = Promise.resolve()

  async function take({ visitor, ...facts }: Visit): Promise<void> {
    const now = clock.now()
    const day = dayOf(now)
    if (salt?.day !== day) salt = { day, secret: saltOf(parts, day) }
    const mark = markOf(parts, await salt.secret, visitor)
    if (held?.day !== day) held = { day, counts: new Map(), marks: new Map() }
    const cell: Cell = { day, ...facts }
    const name = [facts.figure, facts.route, facts.language, facts.device].join('\n')
    if (held.counts.size === 0) since = now.getTime()
    held.counts.set(name, { ...cell, amount: (held.counts.get(name)?.amount ?? 0) + 1 })
    held.marks.set(`${name}\n${String(mark)}`, { ...cell, visitor: mark })
    if (now.getTime() - since >= flushEvery || held.marks.size >= mostHeld) await write()
  }

  async function write(): Promise<void> {
    const full = held
    held = undefined
    if (!full || full.day !== dayOf(clock.now())) return
    await store.visits.add([...full.counts.values()], [...full.marks.values()])
  }

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    last = last.then(work).catch(() => {
      salt = undefined
      parts.log.write({ level: 'warning', event: 'visit-uncounted' })
    })
    return last
  }
  return { note: (visit) => void inTurn(() => take(visit)), flush: () => inTurn(write) }
}

async function saltOf({ vault }: Pick<Parts, 'vault'>, day: string): Promise<Bytes> {
  await vault.publicKey(keyOf(day))
  const secret = await vault.privateKey(keyOf(day))
  if (!secret) throw new Error('the key of today\'s visits is gone')
  return secret
}

/** Sixteen bytes that nobody can make again without the day's key. */
function markOf({ sealing }: Pick<Parts, 'sealing'>, secret: Bytes, visitor: string): Bytes {
  return sealing.authenticate(secret, `visit ${visitor}`).slice(0, 16)
}

/** Ends every day that is over: what may leave is kept, the rest and the day's key are destroyed. Returns how many days. */
export async function closeDays(parts: Parts, now: Date): Promise<number> {
  const today = dayOf(now)
  const { store, vault } = parts
  await parts.statistics?.flush()
  const open = (await store.visits.days()).filter((day) => day < today)
  for (const day of open) {
    await store.keptFigures.write(await leave(parts, await store.visits.figuresOf(day)))
    await store.visits.removeDay(day)
  }
  const keys = (await vault.names('visits/')).filter((name) => name < keyOf(today))
  if (keys.length > 0) await vault.destroy(keys)
  return open.length
}

/** Today so far and the days before, each figure through the same exit. */
export async function readStatistics(parts: Parts, days: number): Promise<FigureRow[]> {
  const now = parts.clock.now()
  await parts.statistics?.flush()
  const today = await leave(parts, await parts.store.visits.figuresOf(dayOf(now)))
  const before = await parts.store.keptFigures.since(dayOf(new Date(now.getTime() - days * 86_400_000)))
  return [...before.filter(({ day }) => day < dayOf(now)), ...today]
}
