// The second pages of signing in: the code that was sent, a new password by code, the second step.

import { useState, type ReactNode } from 'react'
import { Button } from '../design/button.tsx'
import { TextField } from '../design/field.tsx'
import { Section } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'
import { useActing } from './acting.ts'
import * as calls from './calls.ts'
import { TroubleLine } from './parts.tsx'

interface CodeFormProps {
  ticket: string
  to: string
  onDone: (signedIn: calls.SignedIn) => void
  onBack: () => void
}

export function CodeForm({ ticket, to, onDone, onBack }: CodeFormProps) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const [code, setCode] = useState('')
  const send = async () => {
    const signedIn = await act(() => calls.enterCode(ticket, code.trim()))
    if (signedIn) onDone(signedIn)
  }
  return (
    <Form title={t('entry.enterCode')} busy={busy} trouble={trouble} act={t('console.goOn')} onSend={send} onBack={onBack}>
      <p className="break-words">{t('entry.codeSent', { to })}</p>
      <Code text={code} onText={setCode} />
    </Form>
  )
}

export function NewPasswordForm({ ticket, to, least, onBack }: { ticket: string; to: string; least: number; onBack: () => void }) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const [done, setDone] = useState(false)
  const send = async () => setDone((await act(() => calls.enterReset(ticket, code.trim(), password))) !== undefined)
  if (done) {
    return (
      <Section title={t('entry.passwordChanged')}>
        <p>{t('entry.passwordChangedHint')}</p>
        <Button kind="action" size="large" onClick={onBack}>
          {t('entry.in')}
        </Button>
      </Section>
    )
  }
  return (
    <Form title={t('entry.newPassword')} busy={busy} trouble={trouble} act={t('entry.newPassword')} onSend={send} onBack={onBack}>
      <p className="break-words">{t('entry.codeSent', { to })}</p>
      <Code text={code} onText={setCode} />
      <TextField label={t('entry.newPassword')} hint={t('entry.passwordHint', { least })} type="password" autoComplete="new-password" required text={password} onText={setPassword} />
    </Form>
  )
}

export function SecondStepForm({ onDone }: { onDone: (signedIn: calls.SignedIn) => void }) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const [byRecovery, setByRecovery] = useState(false)
  const [text, setText] = useState('')
  const send = async () => {
    const signedIn = await act(() => calls.enterSecondStep(byRecovery ? { recovery_code: text.trim() } : { code: text.trim() }))
    if (signedIn) onDone(signedIn)
  }
  return (
    <Form title={t('entry.second')} busy={busy} trouble={trouble} act={t('console.goOn')} onSend={send}>
      <p>{byRecovery ? t('entry.recoveryHint') : t('entry.secondHint')}</p>
      {byRecovery ? <TextField label={t('entry.recovery')} autoComplete="off" autoFocus required text={text} onText={setText} /> : <Code text={text} onText={setText} />}
      <Button
        kind="quiet"
        className="justify-self-start"
        onClick={() => {
          setByRecovery(!byRecovery)
          setText('')
        }}
      >
        {byRecovery ? t('entry.byApp') : t('entry.byRecovery')}
      </Button>
    </Form>
  )
}

function Code({ text, onText }: { text: string; onText: (text: string) => void }) {
  const { t } = useWords()
  return <TextField label={t('entry.code')} inputMode="numeric" autoComplete="one-time-code" autoFocus required maxLength={12} className="border-line-2 bg-paper rounded-control min-h-11 w-full border px-3 text-22 tracking-[0.3em] tabular-nums" text={text} onText={onText} />
}

interface FormProps {
  title: string
  busy: boolean
  trouble: string | undefined
  act: string
  onSend: () => Promise<void>
  onBack?: () => void
  children: ReactNode
}

function Form({ title, busy, trouble, act, onSend, onBack, children }: FormProps) {
  const { t } = useWords()
  return (
    <Section title={title}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void onSend()
        }}
      >
        {children}
        <TroubleLine text={trouble} />
        <Button type="submit" kind="action" size="large" disabled={busy}>
          {act}
        </Button>
        {onBack && (
          <Button kind="quiet" onClick={onBack}>
            {t('entry.back')}
          </Button>
        )}
      </form>
    </Section>
  )
}
