// On somebody's own machine that others may try: what is collected, shown and agreed to before the first prompt.

import { useState } from 'react'
import { answerTerms, type Session } from '../api.ts'
import { Button } from '../design/button.tsx'
import { queries } from '../server-state.ts'
import { addressOf, follow } from '../shell/places.ts'
import { useWords } from '../words/words.ts'
import type { demo as sentences } from '../words/en-policies.ts'

export function DemoList({ session }: { session: Session }) {
  const { t, language } = useWords()
  const [trouble, setTrouble] = useState(false)
  const { demo, retention, terms } = session
  if (!demo) return null

  async function agree(): Promise<void> {
    setTrouble(false)
    await answerTerms(terms.version ?? '', true, language).catch(() => setTrouble(true))
    await queries.invalidateQueries({ queryKey: ['session'] })
  }

  return (
    <aside aria-label={t('demo.title')} className="bg-wait-wash rounded-card grid gap-2 p-4" data-demo>
      <h2 className="font-serif text-22 font-medium">{t('demo.title')}</h2>
      <p>{t('demo.intro')}</p>
      <ul className="list-disc pl-5">
        {demo.collects.map((one) => (
          <li key={one}>{t(`demo.collects.${one as keyof typeof sentences.collects}`)}</li>
        ))}
      </ul>
      <p>{typeof retention.image_days === 'number' ? t('demo.days', { count: retention.image_days }) : t('demo.session')}</p>
      {trouble && <p role="alert">{t('connection.lost')}</p>}
      <div className="flex flex-wrap items-center gap-3">
        <Button kind="action" onClick={() => void agree()}>
          {t('demo.agree')}
        </Button>
        <a href={addressOf('/policies/privacy')} onClick={follow('/policies/privacy')} className="text-action underline underline-offset-2">
          {t('demo.more')}
        </a>
      </div>
    </aside>
  )
}
