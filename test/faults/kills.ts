// Kills real processes at random while orders come in, then counts behind the program's back what was lost or doubled.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { startProgram, type Program, type Role } from './program.ts'

export interface KillPlan {
  home: string
  /** Kills of server, worker and engine together. */
  processKills: number
  postgresKills: number
  /** Same number, same order of victims and pauses. */
  seed: number
  hear?: (line: string) => void
}

export interface KillCount {
  kills: Record<string, number>
  seconds: number
  accepted: number
  finished: number
  /** Accepted, but not finished when all was quiet again. */
  lost: number
  /** How those ended instead: state, error code and how often they were taken, or `absent`. */
  lostAs: string[]
  /** Pictures or charges more than there should be. */
  doubled: number
  /** Pictures with a row but no whole file. */
  broken: number
  ledgerSum: string
  restarts: number
}

/** Who is hit, and how often: a frozen process comes back later than its lease. */
const victims: ReadonlyArray<{ role: Role; signal: 'SIGKILL' | 'SIGSTOP'; weight: number }> = [
  { role: 'worker', signal: 'SIGKILL', weight: 8 },
  { role: 'engine', signal: 'SIGKILL', weight: 8 },
  { role: 'engine', signal: 'SIGSTOP', weight: 1 },
  { role: 'worker', signal: 'SIGSTOP', weight: 1 },
  { role: 'server', signal: 'SIGKILL', weight: 3 },
]

export async function runKills(plan: KillPlan): Promise<KillCount> {
  const chance = dice(plan.seed)
  const startedAt = performance.now()
  const program = await startProgram(plan.home)
  try {
    await program.ready(60_000)
    const orders = new Orders(program)
    const clients = [orders.sendForever(), orders.sendForever()]
    const kills = await killAll(program, plan, chance)
    orders.enough()
    await Promise.all(clients)
    await program.ready(60_000)
    const count = await countAll(program, orders.accepted, 180_000)
    return { kills, seconds: Math.round((performance.now() - startedAt) / 1000), restarts: program.restarts(), ...count }
  } finally {
    await program.stop()
  }
}

async function killAll(program: Program, plan: KillPlan, chance: () => number): Promise<Record<string, number>> {
  const kills: Record<string, number> = {}
  const every = Math.max(1, Math.floor(plan.processKills / Math.max(1, plan.postgresKills)))
  for (let done = 0; done < plan.processKills; ) {
    const victim = pick(chance)
    await pause(chance() * 700)
    if (!(await hit(program, victim.role, victim.signal))) continue
    done++
    count(kills, `${victim.role} ${victim.signal}`)
    if (plan.postgresKills > 0 && done % every === 0 && (await hit(program, 'postgres', 'SIGKILL'))) count(kills, 'postgres SIGKILL')
    if (done % 20 === 0) plan.hear?.(`${done} of ${plan.processKills} kills`)
  }
  return kills
}

/** Waits until there is such a process. false when none came up for ten seconds. */
async function hit(program: Program, role: Role, signal: 'SIGKILL' | 'SIGSTOP'): Promise<boolean> {
  let pid: number | undefined
  for (let tries = 0; tries < 100 && !(pid = program.pidOf(role)); tries++) await pause(100)
  if (!pid) return false
  try {
    process.kill(pid, signal)
    if (signal === 'SIGSTOP') setTimeout(() => wake(pid), 4_000)
    return true
  } catch {
    return false
  }
}

function wake(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT')
  } catch {
    // Somebody has ended it while it was frozen, which is as it should be.
  }
}

/** Clients that send each order with a repeat key until the program has said yes to it. */
class Orders {
  readonly accepted = new Set<string>()
  readonly #program: Program
  #sent = 0
  #enough = false

  constructor(program: Program) {
    this.#program = program
  }

  enough(): void {
    this.#enough = true
  }

  async sendForever(): Promise<void> {
    while (!this.#enough) {
      const number = this.#sent++
      const order = { prompt: `order ${number}`, pictures: 1 + (number % 2), seed: number }
      const id = await this.#send(order, `kill-${number}`)
      if (id) this.accepted.add(id)
      // About what the killed program can draw: the backlog must not become the test.
      await pause(400)
    }
  }

  async #send(order: object, key: string): Promise<string | undefined> {
    for (;;) {
      try {
        const answer = await fetch(`${this.#program.address}/v1/generations`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify(order),
          signal: AbortSignal.timeout(5_000),
        })
        const body = (await answer.json()) as { id: string }
        if (answer.status === 202) return body.id
        if (answer.status === 429 && this.#enough) return undefined
      } catch {
        // Nobody answered: nothing is known, so the same order is sent again with the same key.
      }
      await pause(200)
    }
  }
}

/** With its own SQL and its own look at the disk; the program is only asked to be alive. */
async function countAll(program: Program, accepted: Set<string>, patience: number): Promise<Omit<KillCount, 'kills' | 'seconds' | 'restarts'>> {
  const database = new pg.Client({ connectionString: databaseUrlOf(program.home) })
  await database.connect()
  try {
    const end = performance.now() + patience
    const unfinished = `select count(*)::int as n from generations where state in ('waiting', 'running')`
    while ((await database.query<{ n: number }>(unfinished)).rows[0]?.n && performance.now() < end) await pause(250)
    const rows = await database.query<{ id: string; state: string; error: string | null; pictures: number; images: number; numbers: number; captures: number; transfers: number; attempts: number }>(`
      select g.id, g.state, g.error, g.pictures, g.attempts,
        (select count(*)::int from images i where i.generation = g.id) as images,
        (select count(distinct number)::int from images i where i.generation = g.id) as numbers,
        (select count(*)::int from ledger_transfers t where t.generation = g.id and t.kind = 'capture') as captures,
        (select count(*)::int from ledger_transfers t where t.generation = g.id) as transfers
      from generations g`)
    const good = rows.rows.filter((row) => row.state === 'finished' && row.images === row.pictures && row.captures === 1)
    const finished = new Set(good.map((row) => row.id))
    const lost = [...accepted].filter((id) => !finished.has(id))
    const ends = new Map(rows.rows.map(({ id, state, error, attempts }) => [id, `${state}: ${error ?? 'no error'}, taken ${attempts} times`]))
    const sum = await database.query<{ sum: string }>(`select coalesce(sum(amount), 0)::text as sum from ledger_entries`)
    return {
      accepted: accepted.size,
      finished: finished.size,
      lost: lost.length,
      lostAs: lost.map((id) => ends.get(id) ?? 'absent'),
      doubled: rows.rows.filter((row) => row.images > row.pictures || row.images !== row.numbers || row.captures > 1 || row.transfers > 2).length,
      broken: await countBroken(database, program.home),
      ledgerSum: sum.rows[0]?.sum ?? '?',
    }
  } finally {
    await database.end()
  }
}

async function countBroken(database: pg.Client, home: string): Promise<number> {
  const sizes = new Map<string, number>()
  for (const entry of readdirSync(join(home, 'files'), { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) sizes.set(entry.name, readFileSync(join(entry.parentPath, entry.name)).length)
  }
  const { rows } = await database.query<{ id: string; size: number }>(`select id, size::int from images`)
  return rows.filter(({ id, size }) => (sizes.get(id) ?? 0) <= size || !sizes.has(`${id}-small`)).length
}

/** The program's own PostgreSQL writes its address into its folder for the operator. */
export function databaseUrlOf(home: string): string {
  return readFileSync(join(home, 'postgres.url'), 'utf8').trim()
}

function count(kills: Record<string, number>, name: string): void {
  kills[name] = (kills[name] ?? 0) + 1
}

function pick(chance: () => number): (typeof victims)[number] {
  let at = chance() * victims.reduce((sum, victim) => sum + victim.weight, 0)
  for (const victim of victims) if ((at -= victim.weight) < 0) return victim
  return victims[0] as (typeof victims)[number]
}

/** Park and Miller's generator: the same seed gives the same run, as far as processes allow. */
function dice(seed: number): () => number {
  let state = (seed % 2147483646) + 1
  return () => (state = (state * 48271) % 2147483647) / 2147483647
}
