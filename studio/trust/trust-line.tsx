// One short line under Create: where the words go and how long the pictures stay, with the way to the promises.

import { ShieldCheck } from 'lucide-react'
import { useModels, useSession } from '../server-state.ts'
import { addressOf, goTo } from '../shell/places.ts'
import { useWords } from '../words/words.ts'

export function TrustLine() {
  const { t } = useWords()
  const session = useSession()
  const here = useModels().every((model) => model.sends_data_to === 'here')
  if (!session) return null
  const facts = [
    session.access === 'owner' && here ? t('trust.lineLocal') : t('trust.lineSession'),
    session.retention.image_days === null ? t('trust.lineUntilDeleted') : t('trust.lineKept', { count: session.retention.image_days }),
    t('trust.linePromises', { count: session.promises.length }),
  ]
  return (
    <a
      href={addressOf('/trust')}
      className="text-ink-2 hover:text-action flex min-h-6 items-start gap-1.5 text-14 underline decoration-transparent underline-offset-2 hover:decoration-current coarse:min-h-11 coarse:items-center"
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        goTo('/trust')
      }}
    >
      <ShieldCheck size={18} strokeWidth={1.75} aria-hidden="true" className="text-done mt-0.5 shrink-0" />
      <span className="text-pretty">{facts.join(' · ')}</span>
    </a>
  )
}
