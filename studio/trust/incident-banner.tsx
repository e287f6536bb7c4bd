// Across every page while something is wrong, and from a week before a maintenance window to its end.

import { CircleAlert, Wrench } from 'lucide-react'
import type { Incident } from '../api.ts'
import { addressOf, follow } from '../shell/places.ts'
import { useWords } from '../words/words.ts'
import { inWords, timeOf } from './incidents.tsx'

export function IncidentBanner({ incident }: { incident: Incident }) {
  const { t, language } = useWords()
  const Sign = incident.kind === 'incident' ? CircleAlert : Wrench
  const title = inWords(incident.title, language)
  return (
    <aside className="bg-wait-wash text-wait flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-14" aria-label={t(`incidents.kinds.${incident.kind}`)} data-banner="incident">
      <span className="flex min-w-0 grow items-center gap-2">
        <Sign size={18} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
        <span className="min-w-0 break-words">{t(`incidents.banner.${incident.kind}`, { title, window: timeOf(t, incident, language) })}</span>
      </span>
      <a href={addressOf('/trust')} onClick={follow('/trust')} className="flex min-h-6 items-center underline underline-offset-2 coarse:min-h-11">
        {t('incidents.more')}
      </a>
    </aside>
  )
}
