// After the end of a session: its receipt where it ended in this window, and the way to a new one.

import { Button } from '../design/button.tsx'
import type { Receipt } from '../api.ts'
import { LiveRegion } from '../shell/notices.tsx'
import { useWords } from '../words/words.ts'
import { ReceiptView } from './receipt.tsx'

export function EndedPage({ receipt }: { receipt: Receipt | 'elsewhere' }) {
  const { t } = useWords()
  return (
    <main className="mx-auto grid w-full max-w-[44rem] min-w-0 gap-6 px-4 py-6 sm:py-12">
      <h1 className="font-serif text-28 font-medium">{t('data.ended')}</h1>
      <p className="text-ink-2">{t(receipt === 'elsewhere' ? 'data.endedElsewhere' : 'data.endedHint')}</p>
      {receipt !== 'elsewhere' && <ReceiptView receipt={receipt} />}
      {/* The page is loaded anew: nothing of the old one stays in it. */}
      <Button kind="action" size="large" className="justify-self-start" onClick={() => location.replace('/' + location.search)}>
        {t(receipt === 'elsewhere' ? 'data.goOn' : 'data.startNew')}
      </Button>
      <LiveRegion />
    </main>
  )
}
