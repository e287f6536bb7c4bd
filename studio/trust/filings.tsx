// The numbers under which the operator is filed or registered, region by region; nothing where the charter gives none.

import { useLabelFacts } from '../server-state.ts'
import { useWords, type Say } from '../words/words.ts'

const named = ['eu', 'china', 'california', 'india'] as const

function nameOfRegion(say: Say, region: string): string {
  const known = named.find((one) => one === region)
  return known ? say(`trust.regions.${known}`) : region
}

export function Filings() {
  const { t } = useWords()
  const filings = Object.entries(useLabelFacts()?.filings ?? {})
  if (filings.length === 0) return null
  return (
    <footer className="text-ink-2 mt-8 text-14">
      <h2 className="font-medium">{t('trust.filings')}</h2>
      <dl className="mt-1 grid gap-x-4 sm:grid-cols-[max-content_minmax(0,1fr)]">
        {filings.map(([region, number]) => (
          <div key={region} className="contents" data-filing={region}>
            <dt>{nameOfRegion(t, region)}</dt>
            <dd className="text-ink min-w-0 break-words">{number}</dd>
          </div>
        ))}
      </dl>
    </footer>
  )
}
