// Across every page, once the operator has announced it: when this server ends, and the way to take a copy.

import { DoorClosed } from 'lucide-react'
import { exportAddress } from '../api.ts'
import { buttonClass } from '../design/button.tsx'
import { longDate } from '../pictures/dates.ts'
import { useSession } from '../server-state.ts'
import { useWords } from '../words/words.ts'

export function EndingBanner() {
  const { t, language } = useWords()
  const session = useSession()
  if (!session?.ending) return null
  return (
    <aside className="bg-wait-wash text-wait flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 text-14" aria-label={t('ending.name')} data-banner="ending">
      <span className="flex min-w-0 grow items-center gap-2">
        <DoorClosed size={18} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
        {t('ending.banner', { date: longDate(new Date(session.ending.not_before), language, new Date(session.server_time)) })}
      </span>
      {session.kind !== 'none' && (
        <a href={exportAddress} download className={buttonClass()}>
          {t('ending.take')}
        </a>
      )}
    </aside>
  )
}
