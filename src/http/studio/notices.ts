// Notices over HTTP: what a caller was told, what they have read, and the operator's log of what was told to everybody.

import type { Language } from '../../core/errors.ts'
import { Stated } from '../../core/errors.ts'
import type { Going } from '../../core/going.ts'
import type { NoticeRow } from '../../core/notice-tables.ts'
import { listNotices as list, mailsGoing, markRead, say, type Notice } from '../../core/notices.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { announcementSchema, readNoticesSchema, type NoticeBody, type ToldBody } from '../schemas/notices.ts'

export async function listNotices({ parts, caller, language }: AskOfCaller): Promise<Response> {
  const data = (await list(parts, caller)).map((notice) => describe(notice, language))
  return json({ object: 'list', unread: data.filter(({ read }) => !read).length, data, mails_going: caller.person !== undefined && mailsGoing(parts.charter) })
}

export async function readNotices(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, readNoticesSchema)
  await markRead(ask.parts, ask.caller, value.ids)
  return listNotices(ask)
}

export async function announce(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, announcementSchema)
  const { en, zh, mail } = value
  return json(describeTold(await say(ask.parts, { ...(en ? { en } : {}), ...(zh ? { zh } : {}) }, mail)), 201)
}

export async function listAnnouncements({ parts }: AskOfCaller): Promise<Response> {
  return json({ object: 'list', data: (await parts.store.notices.list(100)).map(describeTold) })
}

/** @throws Stated `not_found` for what is not there, and for the notice of a change */
export async function removeAnnouncement({ parts, path }: AskOfCaller): Promise<Response> {
  const row = await parts.store.notices.get(path('id'))
  if (row?.kind !== 'announcement') throw new Stated('not_found')
  await parts.store.notices.remove(row.id)
  return new Response(null, { status: 204 })
}

const titles = {
  terms: { en: (day: string) => `The terms change on ${day}`, zh: (day: string) => `条款将于 ${day} 变更` },
  controller: { en: (day: string) => `Somebody else answers for this server from ${day} on`, zh: (day: string) => `自 ${day} 起，本服务器由另一方负责` },
} as const
const advice = {
  terms: { en: 'Read what changes. After that day nothing new is made for you until you accept; you can take or erase what is yours at any time.', zh: '请阅读变更内容。该日之后，在您接受之前不会为您制作新内容；您随时可以取走或删除属于您的内容。' },
  controller: { en: 'Read who. After that day nothing of yours is worked with until you accept; you can take or erase what is yours at any time.', zh: '请查看由谁负责。该日之后，在您接受之前不会处理您的任何内容；您随时可以取走或删除属于您的内容。' },
} as const

const goes = {
  en: ({ images, days }: Going) => ({
    title: `${images === 1 ? 'One picture goes' : `${images} pictures go`} by ${images === 1 ? 'itself' : 'themselves'} within ${days === 1 ? 'a day' : `${days} days`}`,
    text: 'Under Pictures they are marked with a clock. Download what you want to keep, or take a copy of everything here on this page.',
  }),
  zh: ({ images, days }: Going) => ({ title: `有 ${images} 张图片将在 ${days} 天内自动消失`, text: '在“图片”页中，这些图片带有时钟标记。请下载您想保留的内容，或在本页取走全部副本。' }),
}

function describe({ id, at: told, row, going, version, read }: Notice, language: Language): NoticeBody {
  const at = told.toISOString()
  if (going) return { id, kind: 'pictures', ...goes[language](going), at, effective_at: going.first.toISOString(), changes: [], read }
  if (version) {
    const kind = version.changes.some((change) => change.kind === 'controller') ? 'controller' : 'terms'
    const effective = version.effectiveAt.toISOString()
    return { id, kind: 'terms', title: titles[kind][language](effective.slice(0, 10)), text: advice[kind][language], at, effective_at: effective, changes: version.changes, read }
  }
  const words = row?.words?.[language] ?? row?.words?.en ?? row?.words?.zh
  return { id, kind: 'announcement', title: words?.subject ?? '', text: words?.text ?? '', at, effective_at: null, changes: [], read }
}

function describeTold({ id, kind, version, words, announcedAt, mail, mailedAt, due, sent, failed, bounced, lastAt }: NoticeRow): ToldBody {
  return {
    id,
    kind,
    version: version ?? null,
    words: words ?? null,
    at: announcedAt.toISOString(),
    mail,
    mailed_at: mailedAt?.toISOString() ?? null,
    mails: { due, waiting: Math.max(0, due - sent - failed - bounced), sent, failed, bounced },
    last_at: lastAt?.toISOString() ?? null,
  }
}
