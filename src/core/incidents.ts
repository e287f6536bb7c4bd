// Incidents and maintenance windows: the operator tells them, everybody can read them, nobody can take them back.

import { newId } from './birth.ts'
import { Stated } from './errors.ts'
import type { IncidentRow, IncidentState, StatusWords } from './incident-tables.ts'
import type { Parts } from './ports.ts'

/** What is to be told; `startsAt` absent = now. */
export interface Telling {
  title: StatusWords
  words: StatusWords
  personal?: boolean
  startsAt?: Date
  endsAt?: Date
}

const mostListed = 100
/** A planned window is shown on every page so long before it begins. */
const shownAhead = 7 * 86_400_000

/** @throws Stated `field_invalid` without words, or when it would begin later than now */
export async function openIncident(parts: Parts, { title, words, personal = false, startsAt }: Telling): Promise<IncidentRow> {
  checkWords(title, 'title')
  const now = parts.clock.now()
  if (startsAt && startsAt > now) throw new Stated('field_invalid', { field: 'starts_at', reason: 'an incident began already; plan what comes as maintenance.' }, 'starts_at')
  return insert(parts, { kind: 'incident', title, personal, announcedAt: now, startsAt: startsAt ?? now, updates: [{ at: now.toISOString(), state: 'looking', words }] })
}

/** @throws Stated `field_invalid` without words, for a beginning that has passed, or an end before the beginning */
export async function planMaintenance(parts: Parts, { title, words, startsAt, endsAt }: Telling): Promise<IncidentRow> {
  checkWords(title, 'title')
  const now = parts.clock.now()
  if (!startsAt || startsAt <= now) throw new Stated('field_invalid', { field: 'starts_at', reason: 'a window is planned: it begins in the future.' }, 'starts_at')
  if (!endsAt || endsAt <= startsAt) throw new Stated('field_invalid', { field: 'ends_at', reason: 'it ends after it begins.' }, 'ends_at')
  return insert(parts, { kind: 'maintenance', title, personal: false, announcedAt: now, startsAt, endsAt, updates: [{ at: now.toISOString(), state: 'known', words }] })
}

async function insert({ store, random }: Parts, row: Omit<IncidentRow, 'id'>): Promise<IncidentRow> {
  const whole = { id: newId('inc', random), ...row }
  await store.incidents.insert(whole)
  return whole
}

/** @throws Stated `not_found`; `field_invalid` without words, or for one that is over */
export async function tellMore({ store, clock }: Parts, id: string, state: IncidentState, words: StatusWords): Promise<IncidentRow> {
  checkWords(words, 'words')
  if (!(await store.incidents.get(id))) throw new Stated('not_found')
  const now = clock.now()
  if (!(await store.incidents.add(id, { at: now.toISOString(), state, words }, state === 'over' ? now : undefined))) throw new Stated('field_invalid', { field: 'state', reason: 'this one is over. Open another if it comes back.' }, 'state')
  const row = await store.incidents.get(id)
  if (!row) throw new Stated('not_found')
  return row
}

export function listIncidents({ store }: Parts): Promise<IncidentRow[]> {
  return store.incidents.list(mostListed)
}

/** Whether it goes on at that moment. A window that was not told to be over ends at its planned end. */
export function goesOn({ startsAt, endsAt, overAt }: IncidentRow, now: Date): boolean {
  return startsAt <= now && overAt === undefined && (endsAt === undefined || endsAt > now)
}

/** What every page tells: what goes on, else the next window of the coming week. */
export function incidentNow({ store, clock }: Parts): Promise<IncidentRow | undefined> {
  const now = clock.now()
  return store.incidents.current(now, new Date(now.getTime() + shownAhead))
}

function checkWords(words: StatusWords, field: string): void {
  if (!words.en && !words.zh) throw new Stated('field_invalid', { field, reason: 'give words in English, in Chinese, or in both.' }, field)
}
