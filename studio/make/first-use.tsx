// What pictures made here are and are not: shown once for each version of the rules, in nobody's way.

import { Info } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { Button } from '../design/button.tsx'
import { useSession } from '../server-state.ts'
import { isFirstLook } from '../shell/first-look.ts'
import { addressOf, follow } from '../shell/places.ts'
import { choose, preferences } from '../shell/preferences.ts'
import { useStore } from '../stores.ts'
import { bringWords, useWords } from '../words/words.ts'

const DemoList = lazy(async () => {
  const [{ DemoList: list }] = await Promise.all([import('./demo-list.tsx'), bringWords('policies')])
  return { default: list }
})

export function FirstUse() {
  const { t } = useWords()
  const session = useSession()
  const { noticesSeen } = useStore(preferences)
  // Who opens the page for the first time has read nothing: the place is taken before the session is known.
  if (session ? session.kind === 'none' : !isFirstLook()) return null
  if (session?.demo) return <Suspense><DemoList session={session} /></Suspense>
  const notice = session && `outputs@${session.terms.version ?? session.charter.version}`
  if (notice && noticesSeen.includes(notice)) return null
  return (
    <aside aria-label={t('make.firstUse')} className="bg-action-wash rounded-card flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3" data-notice={notice}>
      <Info size={20} strokeWidth={1.75} aria-hidden="true" className="text-action mt-0.5 shrink-0" />
      <p className="min-w-0 grow basis-64 text-14 text-pretty">
        {t('make.firstUseText')}{' '}
        <a href={addressOf('/trust')} className="text-action underline underline-offset-2" onClick={follow('/trust')}>
          {t('make.firstUseMore')}
        </a>
      </p>
      <Button disabled={!notice} onClick={() => choose({ noticeSeen: notice })}>{t('make.firstUseSeen')}</Button>
    </aside>
  )
}
