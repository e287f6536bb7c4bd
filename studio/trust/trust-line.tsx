// One short line under Create: where the words go and how long the pictures stay, with the way to the promises.

import { ShieldCheck } from 'lucide-react'
import { Suspense } from 'react'
import type { Session } from '../api.ts'
import { useModels, useSession } from '../server-state.ts'
import { page } from '../shell/pages.tsx'
import { addressOf, follow } from '../shell/places.ts'
import { useWords, type Say } from '../words/words.ts'

function sayHowLong(say: Say, days: Session['retention']['image_days']): string {
  if (days === 'until-deleted') return say('trust.lineUntilDeleted')
  return days === 'session' ? say('trust.lineUntilSessionEnds') : say('trust.lineKept', { count: days })
}

const PlaceNote = page('PlaceNote', () => import('../engines/place-note.tsx'), 'engines', 'console')

export function TrustLine() {
  const { t } = useWords()
  const session = useSession()
  const here = useModels().every((model) => model.sends_data_to === 'here')
  // The room of the line, until it can be said.
  if (!session) return <div className="min-h-[4.375rem] coarse:min-h-[5.75rem]" />
  const facts = [
    session.access === 'owner' && here ? t('trust.lineLocal') : t('trust.lineSession'),
    sayHowLong(t, session.retention.image_days),
    t('trust.linePromises', { count: session.promises.length }),
  ]
  return (
    <div className="grid gap-1">
      <a
        href={addressOf('/trust')}
        className="text-ink-2 hover:text-action flex min-h-6 items-start gap-1.5 text-14 underline decoration-transparent underline-offset-2 hover:decoration-current coarse:min-h-11 coarse:items-center"
        onClick={follow('/trust')}
      >
        <ShieldCheck size={18} strokeWidth={1.75} aria-hidden="true" className="text-done mt-0.5 shrink-0" />
        <span className="flex flex-wrap gap-x-1">
          {facts.map((fact, number) => (
            <span key={fact}>{number < facts.length - 1 ? `${fact} ·` : fact}</span>
          ))}
        </span>
      </a>
      {!here && (
        <Suspense>
          <PlaceNote />
        </Suspense>
      )}
      {session.terms.version && (
        <a href={addressOf('/policies')} onClick={follow('/policies')} className="text-ink-2 hover:text-action flex min-h-6 w-fit items-center text-14 underline underline-offset-2 coarse:min-h-11">
          {t('trust.lineTerms')}
        </a>
      )}
    </div>
  )
}
