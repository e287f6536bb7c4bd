// A visitor's session: when it ends by itself, and how to clear it, start anew or end it now.

import { useState } from 'react'
import { clearSession, endSession, resetSession, type Receipt, type Session } from '../api.ts'
import { Button } from '../design/button.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { Section } from '../shell/page.tsx'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'
import { Confirm } from './confirm.tsx'
import { showEnded, startEmpty } from './ended.ts'
import { ReceiptView } from './receipt.tsx'

const acts = { clear: clearSession, reset: resetSession, end: endSession } as const
export type Act = keyof typeof acts

export function SessionBox({ session }: { session: Session }) {
  const { t, language } = useWords()
  const [asked, setAsked] = useState<Act>()
  const [receipt, setReceipt] = useState<Receipt>()
  const { ends } = session
  if (!ends) return null
  const when = (time: string) => dateAndTime(new Date(time), language)
  return (
    <Section title={t('data.session')}>
      <p>{t('data.sessionIntro')}</p>
      <p data-ends={ends.most_at}>
        {t('data.sessionIdle', { idle: when(ends.idle_at), most: when(ends.most_at) })} {ends.at_end === 'erase' ? t('data.sessionErase') : t('data.sessionKeep')}
      </p>
      <div className="grid gap-2 sm:grid-cols-3">
        <Button size="large" onClick={() => setAsked('clear')}>
          {t('data.clear')}
        </Button>
        <Button size="large" onClick={() => setAsked('reset')}>
          {t('data.reset')}
        </Button>
        <Button kind="stop" size="large" onClick={() => setAsked('end')}>
          {t('data.end')}
        </Button>
      </div>
      {receipt && <ReceiptView receipt={receipt} />}
      {asked && <ConfirmAct act={asked} offerExport={session.rights.offer_export} onClose={() => setAsked(undefined)} onReceipt={setReceipt} />}
    </Section>
  )
}

interface ConfirmActProps {
  act: Act
  offerExport: boolean
  onClose: () => void
  onReceipt?: (receipt: Receipt) => void
}

export function ConfirmAct({ act, offerExport, onClose, onReceipt }: ConfirmActProps) {
  const { t } = useWords()
  async function carryOut(): Promise<void> {
    const receipt = await acts[act]()
    if (act === 'end') return showEnded(receipt)
    onClose()
    onReceipt?.(receipt)
    await startEmpty()
    speak(t('data.erased'))
  }
  return <Confirm title={t(`data.acts.${act}.title`)} hint={t(`data.acts.${act}.hint`)} act={t(`data.acts.${act}.now`)} offerExport={offerExport} onClose={onClose} onAct={carryOut} />
}
