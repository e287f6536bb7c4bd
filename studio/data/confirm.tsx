// Asks before something goes for good: what goes, a copy first, and a word to type where everything is meant.

import { useId, useState } from 'react'
import { exportAddress, Trouble } from '../api.ts'
import { Button, buttonClass } from '../design/button.tsx'
import { fieldClass, Label } from '../design/field.tsx'
import { Modal } from '../design/modal.tsx'
import { useWords } from '../words/words.ts'

interface ConfirmProps {
  title: string
  hint: string
  act: string
  /** To be typed first. */
  word?: string
  offerExport: boolean
  onClose: () => void
  onAct: () => Promise<void>
}

export function Confirm({ title, hint, act, word, offerExport, onClose, onAct }: ConfirmProps) {
  const { t } = useWords()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const ready = word === undefined || typed.trim().toLowerCase() === word
  async function carryOut(): Promise<void> {
    if (!ready) return
    setBusy(true)
    try {
      await onAct()
    } catch (error) {
      setTrouble((error instanceof Trouble && error.message) || t('share.failed'))
      setBusy(false)
    }
  }
  return (
    <Modal title={title} closeLabel={t('app.close')} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void carryOut()
        }}
      >
        <p className="text-pretty">{hint}</p>
        {word !== undefined && (
          <div className="grid gap-1">
            <Label htmlFor={id}>{t('data.eraseType', { word })}</Label>
            <input id={id} className={fieldClass} autoComplete="off" autoCapitalize="off" spellCheck={false} value={typed} onChange={(event) => setTyped(event.target.value)} />
          </div>
        )}
        {trouble && (
          <p role="alert" className="text-stop">
            {trouble}
          </p>
        )}
        <div className="grid gap-2 sm:grid-cols-2">
          {offerExport && (
            <a href={exportAddress} download className={buttonClass({ size: 'large' }, 'sm:col-span-2')}>
              {t('data.export')}
            </a>
          )}
          <Button size="large" onClick={onClose}>
            {t('data.cancel')}
          </Button>
          <Button kind="stop" size="large" type="submit" disabled={busy} why={!ready && t('app.typeWord')}>
            {busy ? t('data.working') : act}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
