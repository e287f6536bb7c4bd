// How somebody likes the studio: kept sealed here, so that nothing of it is kept in their browser.

import type { Belonging } from './belongings.ts'
import type { Caller } from './callers.ts'
import { SealBroken } from './errors.ts'
import type { Parts } from './ports.ts'

export interface Preferences {
  language?: 'en' | 'zh'
  theme?: 'system' | 'light' | 'dark'
  /** Whether the drawer of fine settings is open. */
  advanced?: boolean
  /** Whether single keys work as shortcuts. */
  single_keys?: boolean
  /** Whether earlier prompts of their own are suggested while they write; off until they ask for it. */
  suggestions?: boolean
  /** Whether a mail tells them of pictures that go soon; off until they ask for it. */
  mail_going?: boolean
  /** What was read and put away: e.g. `outputs@hosted@2f9c`. */
  notices_seen?: string[]
}

/** Newest notices that are remembered as seen. */
export const mostNotices = 40

const objectId = 'preferences'
const personOf = (caller: Caller): string => caller.person?.id ?? ''

/** Nothing for somebody who never chose anything, and where the owner's key no longer fits. */
export async function readPreferences({ store, sealing }: Parts, caller: Caller): Promise<Preferences> {
  // What was kept before people were told apart is everybody's start.
  const row = (await store.preferences.get(caller.owner, personOf(caller))) ?? (await store.preferences.get(caller.owner, ''))
  const key = row && (await caller.unlock())
  if (!key) return {}
  try {
    return JSON.parse(new TextDecoder().decode(sealing.open(objectId, [key], row.sealed))) as Preferences
  } catch (error) {
    if (error instanceof SealBroken) return {}
    throw error
  }
}

/** What the change leaves out stays; null goes back to usual. */
export async function changePreferences(parts: Parts, caller: Caller, change: { [Name in keyof Preferences]?: Preferences[Name] | null }): Promise<Preferences> {
  const { store, sealing, clock } = parts
  const now = await readPreferences(parts, caller)
  const seen = [...new Set([...(now.notices_seen ?? []), ...(change.notices_seen ?? [])])].slice(-mostNotices)
  const merged = { ...now, ...change, ...(seen.length > 0 && { notices_seen: seen }) }
  const next = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null && value !== undefined)) as Preferences
  const sealed = sealing.seal(objectId, [caller.ownerKey], new TextEncoder().encode(JSON.stringify(next)))
  await store.preferences.write({ owner: caller.owner, person: personOf(caller), sealed, changedAt: clock.now() })
  return next
}

export const preferencesHad: Belonging = {
  kind: 'preferences',
  tables: ['preferences'],
  why: 'to-know-you',
  until: 'you-erase-all',
  where: ['database'],
  readableByServer: 'not-of-sessions',
  staysWhenCleared: true,
  count: async ({ store }, owner) => ({ count: await store.preferences.countOf(owner) }),
  remove: (tables, { owner }) => tables.preferences.removeOf(owner),
  async *copy(parts, caller) {
    yield { path: 'preferences.json', content: await readPreferences(parts, caller) }
  },
}
