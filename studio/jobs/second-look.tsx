// A second look at a refusal, asked of the operator: what is sent is shown before it is sent.

import { Scale } from 'lucide-react'
import { useState } from 'react'
import { askOperator, Trouble, type Generation, type RightsRequest } from '../api.ts'
import { Button } from '../design/button.tsx'
import { Modal } from '../design/modal.tsx'
import { longDate } from '../pictures/dates.ts'
import { languageOf, useWords } from '../words/words.ts'

export function SecondLook({ generation }: { generation: Generation }) {
  const { t, language } = useWords()
  const [open, setOpen] = useState(false)
  const [noted, setNoted] = useState<RightsRequest>()
  const [trouble, setTrouble] = useState<string>()
  async function send(): Promise<void> {
    setTrouble(undefined)
    try {
      setNoted(await askOperator('objection', `${generation.id} · ${generation.error?.code ?? ''}\n${generation.error?.message ?? ''}\n\n${generation.prompt}`.slice(0, 2000)))
      setOpen(false)
    } catch (error) {
      setTrouble((error instanceof Trouble && error.message) || t('second.failed'))
    }
  }
  if (noted) return <p className="text-14 w-full break-words" role="status">{t('second.sent', { id: noted.id, date: longDate(new Date(noted.due_at), language, new Date()) })}</p>
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Scale size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('second.ask')}
      </Button>
      {open && (
        <Modal title={t('second.title')} closeLabel={t('app.close')} onClose={() => setOpen(false)}>
          <p>{t('second.intro')}</p>
          <blockquote className="bg-sunk rounded-control p-3 font-serif break-words" lang={languageOf(generation.prompt)}>
            {generation.prompt}
          </blockquote>
          {trouble && (
            <p role="alert" className="text-stop">
              {trouble}
            </p>
          )}
          <Button kind="action" size="large" onClick={() => void send()}>
            {t('second.send')}
          </Button>
        </Modal>
      )}
    </>
  )
}
