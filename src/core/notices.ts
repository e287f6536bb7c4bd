// Notices to everybody who is here: a significant change of the terms, or something the operator says; in the studio for all, by mail to those with an account.

import { newId } from './birth.ts'
import { accountIn, type Caller } from './callers.ts'
import { Stated, type Language } from './errors.ts'
import { goingSoon, tellsGoing, type Going } from './going.ts'
import type { NoticeRow, NoticeWords } from './notice-tables.ts'
import type { Parts, Random } from './ports.ts'
import { changePreferences, readPreferences } from './preferences.ts'
import { sessionIdOf } from './session-life.ts'
import type { BriefVersion } from './terms.ts'

/** Newest notices that anybody is shown. */
export const mostShown = 30
const page = 200

export interface Notice {
  id: string
  at: Date
  /** What was told to everybody; absent for what only they are told. */
  row?: NoticeRow
  /** Pictures of theirs that go by themselves. */
  going?: Going
  /** What it is about, for a change of the terms. */
  version?: BriefVersion
  read: boolean
}

const seenAs = (id: string): string => `notice@${id}`

/** Whether mails leave this server for people with an account. */
export function sendsNotices({ access, messages }: Parts['charter']): boolean {
  return access.who === 'accounts' && messages.mail.adapter !== 'none'
}

/** Whether people can have a mail before pictures of theirs go by themselves. */
export const mailsGoing = (charter: Parts['charter']): boolean => sendsNotices(charter) && tellsGoing(charter)

export function termsNotice(random: Random, version: string, announcedAt: Date, mail: boolean): NoticeRow {
  return { id: newId('ntc', random), kind: 'terms', version, mail, announcedAt, due: 0, sent: 0, failed: 0, bounced: 0, ...(mail ? {} : { mailedAt: announcedAt }) }
}

/** First the pictures of theirs that go soon; then, newest first, what was said since they came, and what is announced still. */
export async function listNotices(parts: Parts, caller: Caller, listed = parts.store.versions.list()): Promise<Notice[]> {
  const { store, clock } = parts
  const [rows, versions, came, { notices_seen: seen = [] }, going] = await Promise.all([
    store.notices.list(100),
    listed,
    cameAt(parts, caller.owner),
    readPreferences(parts, caller),
    goingSoon(parts, caller.owner),
  ])
  const now = clock.now()
  const shown = rows.flatMap((row): Notice[] => {
    const version = versions.find(({ id }) => id === row.version)
    if (row.kind === 'terms' && !version) return []
    const coming = version !== undefined && version.effectiveAt > now
    if (!coming && row.announcedAt < came) return []
    return [{ id: row.id, at: row.announcedAt, row, ...(version ? { version } : {}), read: seen.includes(seenAs(row.id)) }]
  })
  const own: Notice[] = going ? [{ id: going.id, at: going.since, going, read: seen.includes(seenAs(going.id)) }] : []
  return [...own, ...shown].slice(0, mostShown)
}

/** Remembered sealed, among the preferences of whoever read it. */
export async function markRead(parts: Parts, caller: Caller, ids: readonly string[]): Promise<void> {
  const known = new Set((await listNotices(parts, caller)).filter(({ read }) => !read).map(({ id }) => id))
  const fresh = ids.filter((id) => known.has(id))
  if (fresh.length > 0) await changePreferences(parts, caller, { notices_seen: fresh.map(seenAs) })
}

async function cameAt({ store }: Parts, owner: string): Promise<Date> {
  const session = sessionIdOf(owner)
  const account = accountIn(owner)
  const found = session !== undefined ? await store.sessions.get(session) : account !== undefined ? await store.accounts.get(account) : undefined
  return found?.createdAt ?? new Date(0)
}

/** Says something to everybody who is here. @throws Stated `field_invalid` without words */
export async function say(parts: Parts, words: NoticeWords, mail: boolean): Promise<NoticeRow> {
  if (!words.en && !words.zh) throw new Stated('field_invalid', { field: 'en', reason: 'give words in English, in Chinese, or in both.' }, 'en')
  const now = parts.clock.now()
  const mails = mail && sendsNotices(parts.charter)
  const row: NoticeRow = { id: newId('ntc', parts.random), kind: 'announcement', words, mail: mails, announcedAt: now, due: 0, sent: 0, failed: 0, bounced: 0, ...(mails ? {} : { mailedAt: now }) }
  await parts.store.notices.insert(row)
  return row
}

/**
 * Puts the mails of every notice on their way, one for each person; goes on where it was interrupted. The days of notice
 * of a version begin when the last of its mails is on its way. Returns how many were put on their way.
 */
export async function mailNotices(parts: Parts, mostNow = 2000): Promise<{ mails: number; left: number }> {
  let mails = 0
  const notices = await parts.store.notices.unmailed()
  let left = notices.length
  for (const notice of notices) {
    let cursor = notice.cursor
    for (;;) {
      if (mails >= mostNow) return { mails, left }
      const people = await parts.store.people.find('people', cursor === undefined ? [] : [{ column: 'id', is: '>', value: cursor }], { limit: page, sort: { column: 'id', newestFirst: false } })
      const reached = people.filter(({ mailVerified }) => mailVerified === true)
      for (const { id, language } of reached) await mailOne(parts, notice, String(id), language === 'zh' ? 'zh' : 'en')
      cursor = people.length > 0 ? String(people.at(-1)?.id) : cursor
      const done = people.length < page
      mails += reached.length
      await finishPage(parts, notice, { ...(cursor === undefined ? {} : { cursor }), due: reached.length, ...(done ? { mailedAt: parts.clock.now() } : {}) })
      if (done) break
    }
    left--
  }
  return { mails, left }
}

async function mailOne(parts: Parts, notice: NoticeRow, person: string, language: Language): Promise<void> {
  if (notice.kind === 'terms') {
    const version = (await parts.store.versions.list()).find(({ id }) => id === notice.version)
    if (!version) return
    const values = { from: version.effectiveAt.toISOString().slice(0, 10), link: `${parts.charter.operator.site ?? ''}/policies` }
    return parts.messages.send({ to: { person }, template: 'terms-change', values, language, notice: notice.id })
  }
  const words = notice.words?.[language] ?? notice.words?.en ?? notice.words?.zh
  if (words) await parts.messages.send({ to: { person }, template: 'notice', values: words, language, notice: notice.id })
}

async function finishPage({ store }: Parts, notice: NoticeRow, done: { cursor?: string; due: number; mailedAt?: Date }): Promise<void> {
  await store.transaction(async (tables) => {
    await tables.notices.progress(notice.id, done)
    if (done.mailedAt && notice.version !== undefined) await tables.versions.noticed(notice.version, done.mailedAt)
  })
}
