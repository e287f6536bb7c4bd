// A copy of everything, and the end of everything: two buttons of the same size.

import { Download, Eraser } from 'lucide-react'
import { useState } from 'react'
import { eraseEverything, exportAddress, type RightsRequest, type Session } from '../api.ts'
import { Button, buttonClass } from '../design/button.tsx'
import { longDate } from '../pictures/dates.ts'
import { Section } from '../shell/page.tsx'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'
import { Confirm } from './confirm.tsx'
import { showEnded, startEmpty } from './ended.ts'
import { ReceiptView } from './receipt.tsx'

export function TakeOrErase({ session, things }: { session: Session; things: string }) {
  const { t, language } = useWords()
  const [asked, setAsked] = useState(false)
  const [request, setRequest] = useState<RightsRequest>()
  const { deletion, review_reason: reason } = session.rights
  async function erase(): Promise<void> {
    const answer = await eraseEverything()
    // For a visitor it is the end of the session.
    if (session.kind === 'session' && answer.receipt) return showEnded(answer.receipt)
    setAsked(false)
    setRequest(answer)
    if (!answer.receipt) return
    await startEmpty()
    speak(t('data.erased'))
  }
  return (
    <Section title={t('data.take')}>
      <p className="text-ink-2">{deletion === 'reviewed' ? t('data.takeReviewed', { reason: reason ?? '' }) : t('data.takeIntro')}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        <div className="grid content-start gap-2">
          <a href={exportAddress} download className={buttonClass({ size: 'large' })} data-act="export">
            <Download size={18} strokeWidth={1.75} aria-hidden="true" />
            {t('data.export')}
          </a>
          <p className="text-ink-2 text-14">{t('data.exportHint')}</p>
        </div>
        <div className="grid content-start gap-2">
          <Button kind="stop" size="large" data-act="erase" onClick={() => setAsked(true)}>
            <Eraser size={18} strokeWidth={1.75} aria-hidden="true" />
            {t('data.erase')}
          </Button>
          <p className="text-ink-2 text-14">{t('data.eraseHint')}</p>
        </div>
      </div>
      {request && !request.receipt && <p className="bg-wait-wash text-wait rounded-control p-3 break-words">{t('data.waiting', { id: request.id, date: longDate(new Date(request.due_at), language, new Date()) })}</p>}
      {request?.receipt && (
        <>
          <p className="text-done font-medium">{t('data.erased')}</p>
          <ReceiptView receipt={request.receipt} />
        </>
      )}
      {asked && (
        <Confirm
          title={t('data.eraseTitle')}
          hint={t('data.eraseList', { things })}
          act={t('data.eraseNow')}
          word={t('data.eraseWord')}
          offerExport
          onClose={() => setAsked(false)}
          onAct={erase}
        />
      )}
    </Section>
  )
}
