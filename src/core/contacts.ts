// Keeps which hosts were really contacted: by day, process, host and purpose, with counts and nothing of what was asked or by whom.

import type { Charter } from '../charter/schema.ts'
import type { ContactProcess, ContactRow } from './evidence-tables.ts'
import type { Parts } from './ports.ts'
import { dayOf } from './statistics.ts'

type Shown = Pick<ContactRow, 'host' | 'purpose' | 'opened' | 'refused' | 'beyond'>

/** What the outbound door has counted since its process began. */
export interface Counted {
  host: string
  purpose: string
  opened: number
  refused: number
}

/** Addresses that people give: their hosts would tell something of them. */
const givenByPeople = ['webhook', 'picture-by-address']

/** Days for which contacts are kept. */
export const contactDays = 90

/** Writes what was added since the last time. One that failed is written with the next. */
export function contactKeeper({ store, clock, charter }: Pick<Parts, 'store' | 'clock' | 'charter'>, place: ContactProcess, door: { record(): readonly Counted[] }): () => Promise<void> {
  const written = new Map<string, Counted>()
  let last: Promise<void> = Promise.resolve()
  async function write(): Promise<void> {
    const counts = door.record().map((one) => ({ ...one }))
    const added = counts.flatMap((now) => {
      const before = written.get(`${now.host}\n${now.purpose}`)
      const [opened, refused] = [now.opened - (before?.opened ?? 0), now.refused - (before?.refused ?? 0)]
      return (opened > 0 || refused > 0) && !isThisMachine(now.host) ? [{ host: shownHost(now, charter), purpose: now.purpose, opened, refused, beyond: isDeclared(charter, now.host) ? 0 : opened }] : []
    })
    if (added.length > 0) await store.contacts.add(merged(added).map((one): ContactRow => ({ day: dayOf(clock.now()), process: place, ...one })))
    for (const now of counts) written.set(`${now.host}\n${now.purpose}`, now)
  }
  return () => {
    last = last.then(write).catch(() => undefined)
    return last
  }
}

/** Of one host and purpose one row, as the database keeps it. */
function merged(rows: readonly Shown[]): Shown[] {
  const found = new Map<string, Shown>()
  for (const row of rows) {
    const key = `${row.host}\n${row.purpose}`
    const before = found.get(key)
    found.set(key, { ...row, opened: row.opened + (before?.opened ?? 0), refused: row.refused + (before?.refused ?? 0), beyond: row.beyond + (before?.beyond ?? 0) })
  }
  return [...found.values()]
}

/** The line of the charter that covers a host that somebody gave; else the host itself. */
function shownHost({ host, purpose }: Counted, { outbound }: Charter): string {
  if (!givenByPeople.includes(purpose)) return host
  return outbound.hosts.find((pattern) => covers(pattern, host)) ?? 'given'
}

const isDeclared = ({ outbound }: Charter, host: string): boolean => outbound.hosts.some((pattern) => covers(pattern, host))

export function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(host)
}

/** `*.example.com` stands for every host below it, `*` for every host. */
export function covers(pattern: string, host: string): boolean {
  if (pattern === '*' || pattern === host) return true
  return pattern.startsWith('*.') && host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1
}

/** Of all processes since the day before yesterday, summed. */
export async function recentContacts({ store }: Pick<Parts, 'store'>, now: Date, days = 1): Promise<ContactRow[]> {
  return store.contacts.since(dayOf(new Date(now.getTime() - days * 86_400_000)))
}
