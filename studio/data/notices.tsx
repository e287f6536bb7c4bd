// Notices: what everybody was told since they came, and pictures of one's own that go soon. Opening one marks it as read.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { gesso, take } from '../api.ts'
import { dateAndTime } from '../pictures/dates.ts'
import { Changes } from '../policies/changes.tsx'
import { queries } from '../server-state.ts'
import { addressOf, follow } from '../shell/places.ts'
import { Section } from '../shell/page.tsx'
import { choose, preferences } from '../shell/preferences.ts'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'

export function Notices() {
  const { t, language } = useWords()
  const { data } = useQuery({ queryKey: ['notices', language], queryFn: () => take(gesso.GET('/v1/notices')), staleTime: 0 })
  const [open, setOpen] = useState<string>()
  if (!data || (data.data.length === 0 && !data.mails_going)) return null

  async function show(id: string, read: boolean): Promise<void> {
    setOpen(open === id ? undefined : id)
    if (read) return
    await take(gesso.POST('/v1/notices/read', { body: { ids: [id] } })).catch(() => undefined)
    await Promise.all([queries.invalidateQueries({ queryKey: ['notices'] }), queries.invalidateQueries({ queryKey: ['session'] })])
  }

  return (
    <Section title={t('notices.title')}>
      {data.mails_going && <MailGoing />}
      {data.data.length > 0 && <p className="text-ink-2 text-14">{t('notices.hint')}</p>}
      <ul className="grid gap-1 empty:hidden" data-notices>
        {data.data.map((notice) => (
          <li key={notice.id} data-read={notice.read}>
            <button type="button" aria-expanded={open === notice.id} className="flex min-h-11 w-full flex-wrap items-baseline gap-x-3 text-left" onClick={() => void show(notice.id, notice.read)}>
              <span className={`min-w-0 break-words underline underline-offset-2 ${notice.read ? '' : 'font-medium'}`}>{notice.title}</span>
              <span className="text-ink-2 text-14">
                {dateAndTime(new Date(notice.at), language)} · {t(notice.read ? 'notices.read' : 'notices.unread')}
              </span>
            </button>
            {open === notice.id && (
              <div className="grid gap-2 pb-2">
                <p className="break-words whitespace-pre-wrap">{notice.text}</p>
                <Changes changes={notice.changes} />
                {notice.kind === 'pictures' && (
                  <a href={addressOf('/pictures')} onClick={follow('/pictures')} className="text-action w-fit underline underline-offset-2">
                    {t('notices.toPictures')}
                  </a>
                )}
                {notice.kind === 'terms' && (
                  <a href={addressOf('/policies')} onClick={follow('/policies')} className="text-action w-fit underline underline-offset-2">
                    {t('app.termsRead')}
                  </a>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function MailGoing() {
  const { t } = useWords()
  const { mailGoing } = useStore(preferences)
  return (
    <label className="flex min-h-8 items-center gap-3 coarse:min-h-11">
      <input type="checkbox" role="switch" className="accent-action size-5 shrink-0" checked={mailGoing} onChange={(event) => choose({ mailGoing: event.target.checked })} />
      <span className="grid">
        <span>{t('notices.mailGoing')}</span>
        <span className="text-ink-3 text-14">{t('notices.mailGoingHint')}</span>
      </span>
    </label>
  )
}
