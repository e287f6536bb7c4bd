// Signing in and up, by every way the charter offers.

import { Fingerprint, LogIn } from 'lucide-react'
import { useId, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../design/button.tsx'
import { Choices } from '../design/choice.tsx'
import { TextField } from '../design/field.tsx'
import { Section } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'
import { useActing } from './acting.ts'
import * as calls from './calls.ts'
import { CodeForm, NewPasswordForm, SecondStepForm } from './code-forms.tsx'
import { TroubleLine } from './parts.tsx'

type Way = 'mail' | 'phone' | 'password'
type Step = { at: 'start' } | { at: 'code'; ticket: string; to: string } | { at: 'reset'; ticket: string; to: string } | { at: 'second' }

/** What another site's answer left in the address. */
const arrived = (): string | null => new URLSearchParams(location.search).get('sign-in')

export function SignInForms({ onDone }: { onDone: () => void }) {
  const { t } = useWords()
  const { data: ways } = useQuery({ queryKey: ['ways'], queryFn: calls.readWays })
  const [step, setStep] = useState<Step>(arrived() === 'second-step' ? { at: 'second' } : { at: 'start' })
  const failed = arrived() === 'failed' && step.at === 'start'
  const entered = (signedIn: calls.SignedIn) => (signedIn.state === 'second-step' ? setStep({ at: 'second' }) : onDone())
  if (!ways) return <p className="text-ink-2">{t('app.loading')}</p>
  const none = !ways.mail_code && !ways.phone_code && !ways.password && !ways.passkey && ways.providers.length === 0
  if (none) return <p>{t('entry.noWays')}</p>
  if (step.at === 'second') return <SecondStepForm onDone={entered} />
  if (step.at === 'code') return <CodeForm {...step} onDone={entered} onBack={() => setStep({ at: 'start' })} />
  if (step.at === 'reset') return <NewPasswordForm {...step} least={ways.password?.least ?? 10} onBack={() => setStep({ at: 'start' })} />
  return (
    <>
      {failed && <TroubleLine text={t('entry.providerFailed')} />}
      <Start ways={ways} onStep={setStep} onEntered={entered} />
    </>
  )
}

interface StartProps {
  ways: calls.Ways
  onStep: (step: Step) => void
  onEntered: (signedIn: calls.SignedIn) => void
}

function Start({ ways, onStep, onEntered }: StartProps) {
  const { t } = useWords()
  const label = useId()
  const { act, busy, trouble, clear } = useActing()
  const offered = [ways.mail_code && 'mail', ways.phone_code && 'phone', ways.password && 'password'].filter((way) => typeof way === 'string') as Way[]
  const [way, setWay] = useState<Way | undefined>(offered[0])
  const [isNew, setIsNew] = useState(false)
  const [given, setGiven] = useState<Given>({ mail: '', phone: '', password: '', name: '' })
  const { mail, phone, password, name } = given
  const signsUp = way === 'password' && isNew

  async function send(): Promise<void> {
    const to = way === 'phone' ? phone : mail
    if (way === 'password' && !isNew) {
      const signedIn = await act(() => calls.enterPassword(mail, password))
      if (signedIn) onEntered(signedIn)
      return
    }
    const ticket = await act(() => (signsUp ? calls.signUp(mail, password, name) : calls.askCode(way === 'phone' ? { phone } : { mail })))
    if (ticket) onStep({ at: 'code', ticket, to })
  }
  async function reset(): Promise<void> {
    const ticket = await act(() => calls.askReset(mail))
    if (ticket) onStep({ at: 'reset', ticket, to: mail })
  }
  return (
    <>
      {way && (
        <Section title={signsUp ? t('entry.up') : ways.sign_up && way !== 'password' ? t('entry.inOrUp') : t('entry.in')}>
          {offered.length > 1 && (
            <div className="grid gap-1">
              <span id={label} className="sr-only">
                {t('entry.way')}
              </span>
              <Choices<Way>
                labelledBy={label}
                value={way}
                choices={offered.map((one) => ({ value: one, label: t(`entry.ways.${one}`) }))}
                onChoose={(next) => {
                  setWay(next)
                  clear()
                }}
              />
            </div>
          )}
          <form
            className="grid gap-4"
            onSubmit={(event) => {
              event.preventDefault()
              void send()
            }}
          >
            <StartFields way={way} signsUp={signsUp} least={ways.password?.least ?? 10} given={given} onGive={(part) => setGiven((now) => ({ ...now, ...part }))} />
            <TroubleLine text={trouble} />
            <Button type="submit" kind="action" size="large" disabled={busy}>
              {signsUp ? t('entry.up') : way === 'password' ? t('entry.in') : t('entry.sendCode')}
            </Button>
            {way === 'password' && <BesidePassword isNew={isNew} mayBeNew={ways.sign_up} mail={mail} onNew={() => setIsNew(!isNew)} onReset={() => void reset()} />}
          </form>
        </Section>
      )}
      <Others ways={ways} onEntered={onEntered} />
    </>
  )
}

interface Given {
  mail: string
  phone: string
  password: string
  name: string
}

interface StartFieldsProps {
  way: Way
  signsUp: boolean
  /** Fewest characters of a password. */
  least: number
  given: Given
  onGive: (part: Partial<Given>) => void
}

function StartFields({ way, signsUp, least, given, onGive }: StartFieldsProps) {
  const { t } = useWords()
  return (
    <>
      {signsUp && <TextField label={t('entry.name')} autoComplete="name" maxLength={80} text={given.name} onText={(name) => onGive({ name })} />}
      {way === 'phone' ? (
        <TextField label={t('entry.phone')} hint={t('entry.phoneHint')} type="tel" autoComplete="tel" required text={given.phone} onText={(phone) => onGive({ phone })} />
      ) : (
        <TextField label={t('entry.mail')} type="email" autoComplete="username" required text={given.mail} onText={(mail) => onGive({ mail })} />
      )}
      {way === 'password' && (
        <TextField
          label={t('entry.password')}
          hint={signsUp ? t('entry.passwordHint', { least }) : undefined}
          type="password"
          autoComplete={signsUp ? 'new-password' : 'current-password'}
          required
          text={given.password}
          onText={(password) => onGive({ password })}
        />
      )}
    </>
  )
}

function BesidePassword({ isNew, mayBeNew, mail, onNew, onReset }: { isNew: boolean; mayBeNew: boolean; mail: string; onNew: () => void; onReset: () => void }) {
  const { t } = useWords()
  return (
    <div className="flex flex-wrap justify-between gap-2">
      {mayBeNew && (
        <Button kind="quiet" onClick={onNew}>
          {isNew ? t('entry.haveOne') : t('entry.haveNone')}
        </Button>
      )}
      {!isNew && (
        <Button kind="quiet" disabled={mail === ''} title={mail === '' ? t('entry.mailFirst') : undefined} onClick={onReset}>
          {t('entry.forgot')}
        </Button>
      )}
    </div>
  )
}

function Others({ ways, onEntered }: Pick<StartProps, 'ways' | 'onEntered'>) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const passkey = ways.passkey && 'PublicKeyCredential' in window
  if (!passkey && ways.providers.length === 0) return null
  return (
    <Section title={t('entry.others')}>
      {passkey && (
        <Button
          size="large"
          disabled={busy}
          onClick={() =>
            void act(calls.enterPasskey).then((signedIn) => signedIn && onEntered(signedIn))
          }
        >
          <Fingerprint size={20} strokeWidth={1.75} aria-hidden="true" />
          {t('entry.byPasskey')}
        </Button>
      )}
      {ways.providers.map(({ id, name }) => (
        <Button key={id} size="large" disabled={busy} onClick={() => void act(() => calls.leaveForProvider(id)).then((url) => url && location.assign(url))}>
          <LogIn size={20} strokeWidth={1.75} aria-hidden="true" />
          {t('entry.byProvider', { name })}
        </Button>
      ))}
      <TroubleLine text={trouble} />
    </Section>
  )
}
