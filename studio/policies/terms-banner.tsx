// Across every page: terms that will change, terms that changed and wait for a yes, and notices that nobody has read yet.

import { FileClock } from 'lucide-react'
import { useState } from 'react'
import { answerTerms, Trouble } from '../api.ts'
import { Button, buttonClass } from '../design/button.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { queries, useSession } from '../server-state.ts'
import { addressOf, follow, usePlace } from '../shell/places.ts'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'

export function TermsBanner() {
  const { t, language } = useWords()
  const terms = useSession()?.terms
  const [trouble, setTrouble] = useState('')
  const place = usePlace()
  if (!terms) return null
  if (!terms.must_accept && !terms.upcoming_at) return terms.unread > 0 && place !== '/data' ? <NewNotices count={terms.unread} /> : null

  async function accept(version: string): Promise<void> {
    try {
      await answerTerms(version, true, language)
      setTrouble('')
      speak(t('app.termsAccepted'))
    } catch (error) {
      setTrouble(error instanceof Trouble && error.message ? error.message : t('connection.lost'))
    }
    await queries.invalidateQueries({ queryKey: ['session'] })
  }

  return (
    <aside className="bg-wait-wash text-wait flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 text-14" aria-label={t('app.terms')} data-banner="terms">
      <span className="flex min-w-0 grow items-center gap-2">
        <FileClock size={18} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
        {terms.new_controller ? t('app.controllerChanged') : terms.must_accept ? t('app.termsChanged') : t('app.termsWillChange', { time: dateAndTime(new Date(terms.upcoming_at ?? ''), language) })}
      </span>
      {trouble && <span role="alert">{trouble}</span>}
      <a href={addressOf('/policies')} onClick={follow('/policies')} className={buttonClass()}>
        {t('app.termsRead')}
      </a>
      {terms.must_accept && terms.version && (
        <>
          <a href={addressOf('/data')} onClick={follow('/data', () => void answerTerms(terms.version ?? '', false, language).catch(() => undefined))} className={buttonClass()}>
            {t('app.termsLeave')}
          </a>
          <Button kind="action" onClick={() => void accept(terms.version ?? '')}>
            {t('app.termsAccept')}
          </Button>
        </>
      )}
    </aside>
  )
}

function NewNotices({ count }: { count: number }) {
  const { t } = useWords()
  return (
    <aside className="bg-wait-wash text-wait flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 text-14" aria-label={t('app.terms')} data-banner="notices">
      <span className="min-w-0 grow">{t('app.newNotices', { count })}</span>
      <a href={addressOf('/data')} onClick={follow('/data')} className={buttonClass()}>
        {t('app.readNotices')}
      </a>
    </aside>
  )
}
