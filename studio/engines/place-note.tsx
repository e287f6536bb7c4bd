// Beside the form: who else would get one's words, with the terms and a button to agree, before the first use.

import { Globe } from 'lucide-react'
import { useActing } from '../console/acting.ts'
import { TroubleLine } from '../console/parts.tsx'
import { Button } from '../design/button.tsx'
import { addressOf, follow } from '../shell/places.ts'
import { useWords } from '../words/words.ts'
import { agreeTo, usePlaces, type PlaceView } from './places.ts'

export function PlaceNote() {
  const { t } = useWords()
  const open = usePlaces()?.filter(({ agreed }) => !agreed) ?? []
  return (
    <div className="grid gap-2">
      {open.map((place) => (
        <OpenPlace key={place.place} place={place} />
      ))}
      <a href={addressOf('/engines')} onClick={follow('/engines')} className="text-ink-2 hover:text-action flex min-h-6 w-fit items-center text-14 underline underline-offset-2 coarse:min-h-11">
        {t('engines.all')}
      </a>
    </div>
  )
}

function OpenPlace({ place: { place, country, keeps_for: keeps, terms_url: terms, models } }: { place: PlaceView }) {
  const { t } = useWords()
  const { busy, trouble, act } = useActing()
  return (
    <aside aria-label={place} className="bg-wait-wash rounded-card grid gap-2 p-3 text-14" data-place={place}>
      <p className="flex gap-2">
        <Globe size={18} strokeWidth={1.75} aria-hidden="true" className="text-wait mt-0.5 shrink-0" />
        <span className="min-w-0 break-words">
          <strong>{models.join(', ')}</strong>: {t('engines.elsewhere', { name: place, country, keeps })} {t('engines.notAgreed')}
        </span>
      </p>
      <TroubleLine text={trouble} />
      <p className="flex flex-wrap items-center gap-3">
        <Button kind="action" disabled={busy} onClick={() => void act(() => agreeTo(place, true))}>
          {t('engines.agree')}
        </Button>
        <a href={terms} target="_blank" rel="noreferrer" className="text-action underline underline-offset-2">
          {t('engines.terms', { name: place })}
        </a>
      </p>
    </aside>
  )
}
