// Across every page: what stands between somebody and their first picture, and where to see to it.

import { DoorOpen } from 'lucide-react'
import type { Session } from '../api.ts'
import { buttonClass } from '../design/button.tsx'
import { addressOf, follow } from '../shell/places.ts'
import { useWords } from '../words/words.ts'

const goals = { open: '/age', under: '/age', 'guardian-needed': '/age', guarded: '/age', advised: '/policies', refused: '/regions', unknown: '/regions' } as const

export function GateBanner({ gate, place }: { gate: Session['gate']; place: string }) {
  const { t } = useWords()
  const shown = gate.region !== 'served' ? gate.region : gate.age
  if (shown === 'free' || shown === 'not-asked' || shown === 'guarded') return null
  const goal = goals[shown]
  if (place === goal || (shown === 'advised' && place !== '/')) return null
  return (
    <aside className="bg-wait-wash text-wait flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 text-14" aria-label={t(`gates.banners.${shown}`)} data-banner="gate">
      <span className="flex min-w-0 grow items-center gap-2">
        <DoorOpen size={18} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
        {t(`gates.banners.${shown}`)}
      </span>
      <a href={addressOf(goal)} onClick={follow(goal)} className={buttonClass()}>
        {t(shown === 'open' ? 'gates.answer' : shown === 'advised' ? 'gates.terms' : 'gates.read')}
      </a>
    </aside>
  )
}
