// The numbers under which the operator is filed or registered, region by region; nothing where the charter gives none.

import { useLabelFacts } from '../server-state.ts'
import { en } from '../words/en.ts'
import { useWords, type Say } from '../words/words.ts'

const nameOfRegion = (say: Say, region: string): string =>
  region in en.trust.regions ? say(`trust.regions.${region as keyof typeof en.trust.regions}`) : region

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
