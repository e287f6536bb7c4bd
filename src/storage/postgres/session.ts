// The one lasting connection of a process: hears of generations, and holds the locks whose end tells that a worker is gone.

import { Client } from 'pg'
import type { GenerationState } from '../../core/rows.ts'
import { cleanError, connectionOptions } from './connection.ts'
import { advisoryLocks, lockNumber } from './locks.ts'

export interface Session {
  /** The number of the lock that this holder holds at this moment, if it does. */
  lockOf(holder: string): number | undefined
  hold(holder: string): Promise<void>
  release(holder: string): Promise<void>
  close(): Promise<void>
}

type Hear = (id: string, state: GenerationState) => void

/** Generations whose end may have been missed while the connection was away; more than that start anew anyway. */
const mostMissed = 1000

/** @throws Stated `storage_unavailable` when the first connection fails; later ones are tried until they succeed */
export async function openSession(url: string, hear: Hear): Promise<Session> {
  const wanted = new Set<string>()
  const held = new Set<string>()
  let client: Client | undefined
  let closed = false

  async function connect(): Promise<void> {
    const next = new Client({ ...connectionOptions(url), query_timeout: 5_000 })
    next.on('error', () => undefined)
    next.on('notification', ({ payload }) => tell(payload ?? '', hear))
    try {
      await next.connect()
      await next.query('listen gesso_generations')
    } catch (error) {
      void next.end().catch(() => undefined)
      throw cleanError(error)
    }
    next.on('end', () => lost(next))
    client = next
    await lockAll()
  }

  function lost(which: Client): void {
    if (client !== which) return
    client = undefined
    held.clear()
    if (!closed) void reconnect()
  }

  async function reconnect(): Promise<void> {
    for (let pause = 50; !closed && !client; pause = Math.min(pause * 2, 1_000)) {
      await new Promise((resolve) => setTimeout(resolve, pause).unref())
      if (closed) return
      await connect().then(catchUp).catch(() => undefined)
    }
  }

  /** A dead connection's lock can outlive it for a moment; until then leases end by time alone. */
  async function lockAll(): Promise<void> {
    for (const holder of wanted) {
      if (held.has(holder) || !client) continue
      const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1, $2) as locked', [advisoryLocks.lease, lockNumber(holder)])
      if (rows[0]?.locked) held.add(holder)
    }
  }

  async function catchUp(): Promise<void> {
    const missed = await client?.query<{ id: string; state: string }>(
      `(select id, state from generations where ended_at is not null order by ended_at desc limit $1)
       union all (select id, state from generations where state = 'waiting' order by turn limit $1)`,
      [mostMissed],
    )
    for (const { id, state } of missed?.rows ?? []) tell(`${id} ${state}`, hear)
  }

  /** Notices a connection that died without a word. */
  const pulse = setInterval(() => {
    const asked = client
    if (!asked) return
    asked.query('select 1').then(lockAll).catch(() => void asked.end().catch(() => undefined))
  }, 2_000).unref()

  await connect()
  return {
    lockOf: (holder) => (held.has(holder) ? lockNumber(holder) : undefined),
    async hold(holder) {
      wanted.add(holder)
      await lockAll().catch((error: unknown) => {
        throw cleanError(error)
      })
    },
    async release(holder) {
      wanted.delete(holder)
      if (!held.delete(holder)) return
      await client?.query('select pg_advisory_unlock($1, $2)', [advisoryLocks.lease, lockNumber(holder)]).catch(() => undefined)
    },
    async close() {
      closed = true
      clearInterval(pulse)
      await client?.end().catch(() => undefined)
    },
  }
}

function tell(payload: string, hear: Hear): void {
  const [id, state] = payload.split(' ')
  if (id && state) hear(id, state as GenerationState)
}
