// What guards the sign-in: password, second step, passkeys, other sites, and where one is signed in.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { TextField } from '../design/field.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { Section } from '../shell/page.tsx'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'
import { useActing } from './acting.ts'
import * as calls from './calls.ts'
import type { PartProps } from './console-page.tsx'
import { deviceName } from './device-name.ts'
import { Badge, Line, ShownOnce, TroubleLine } from './parts.tsx'

export function Security({ me }: PartProps) {
  const { data: ways } = useQuery({ queryKey: ['ways'], queryFn: calls.readWays })
  if (!ways) return null
  return (
    <>
      <SignIns />
      {ways.password && <Password me={me} least={ways.password.least} />}
      {ways.second_factor && <SecondFactor me={me} />}
      {ways.passkey && <Passkeys me={me} />}
      {ways.providers.length > 0 && <Logins me={me} ways={ways} />}
    </>
  )
}

function SignIns() {
  const { t, language } = useWords()
  const { act, busy, trouble } = useActing()
  const { data: all = [] } = useQuery({ queryKey: ['console', 'sign-ins'], queryFn: calls.listSignIns })
  const when = (time: string) => dateAndTime(new Date(time), language)
  return (
    <Section title={t('console.signIns')}>
      <ul>
        {all.map((one) => (
          <Line
            key={one.id}
            actions={
              !one.current && (
                <Button disabled={busy} onClick={() => void act(() => calls.endSignIn(one.id))}>
                  {t('console.endSignIn')}
                  <span className="sr-only">: {deviceName(one.browser)}</span>
                </Button>
              )
            }
          >
            <p className="flex flex-wrap items-center gap-2">
              <span title={one.browser}>{deviceName(one.browser)}</span> {one.current && <Badge tone="good">{t('console.thisOne')}</Badge>}
            </p>
            <p className="text-ink-2 text-14">{t('console.signInTimes', { since: when(one.signed_in_at), seen: when(one.last_seen_at) })}</p>
          </Line>
        ))}
      </ul>
      <TroubleLine text={trouble} />
      {all.length > 1 && (
        <Button className="justify-self-start" disabled={busy} onClick={() => void act(calls.signOutElsewhere)}>
          {t('console.endOthers')}
        </Button>
      )}
    </Section>
  )
}

function Password({ me, least }: { me: calls.Me; least: number }) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const [password, setPassword] = useState('')
  async function save(): Promise<void> {
    if (!(await act(() => calls.choosePassword(password)))) return
    setPassword('')
    speak(t('console.saved'))
  }
  return (
    <Section title={t('entry.password')}>
      <p className="text-ink-2">{t(me.password ? 'console.hasPassword' : 'console.noPassword')}</p>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField label={t('entry.newPassword')} hint={t('entry.passwordHint', { least })} type="password" autoComplete="new-password" required text={password} onText={setPassword} />
        <TroubleLine text={trouble} />
        <Button type="submit" className="justify-self-start" disabled={busy} why={password === '' && t('app.fillFirst')}>
          {t('console.save')}
        </Button>
      </form>
    </Section>
  )
}

/** In force once a code of the app was entered; its secret and the recovery codes are shown this once. */
function SecondFactor({ me }: { me: calls.Me }) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const [begun, setBegun] = useState<{ address: string; recovery_codes: string[] }>()
  const [recovery, setRecovery] = useState<string[]>()
  const [code, setCode] = useState('')
  const secret = begun && new URL(begun.address).searchParams.get('secret')
  async function confirm(): Promise<void> {
    if (!begun || !(await act(() => calls.confirmSecondFactor(code.trim())))) return
    setRecovery(begun.recovery_codes)
    setBegun(undefined)
  }
  return (
    <Section title={t('console.second')}>
      <p className="text-ink-2">{t(me.second_factor ? 'console.secondOn' : 'console.secondOff')}</p>
      {recovery && <ShownOnce title={t('console.recoveryCodes')} hint={t('console.recoveryHint')} lines={recovery} onDone={() => setRecovery(undefined)} />}
      {begun && (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            void confirm()
          }}
        >
          <p>{t('console.secondBegin')}</p>
          <p className="bg-sunk rounded-control p-3 font-mono text-16 break-all select-all" data-secret>
            {secret}
          </p>
          <a className="text-action justify-self-start underline underline-offset-2" href={begun.address}>
            {t('console.openApp')}
          </a>
          <TextField label={t('entry.code')} inputMode="numeric" autoComplete="one-time-code" required text={code} onText={setCode} />
          <Button type="submit" kind="action" className="justify-self-start" disabled={busy}>
            {t('console.secondStart')}
          </Button>
        </form>
      )}
      <TroubleLine text={trouble} />
      {!begun && (
        <div className="flex flex-wrap gap-2">
          {me.second_factor ? (
            <>
              <Button disabled={busy} onClick={() => void act(calls.newRecoveryCodes).then(setRecovery)}>
                {t('console.newRecovery')}
              </Button>
              <Button kind="stop" disabled={busy} onClick={() => void act(calls.removeSecondFactor)}>
                {t('console.secondEnd')}
              </Button>
            </>
          ) : (
            <Button disabled={busy} onClick={() => void act(calls.prepareSecondFactor).then(setBegun)}>
              {t('console.secondAsk')}
            </Button>
          )}
        </div>
      )}
    </Section>
  )
}

function Passkeys({ me }: { me: calls.Me }) {
  const { t, language } = useWords()
  const { act, busy, trouble } = useActing()
  const [name, setName] = useState('')
  const able = 'PublicKeyCredential' in window
  return (
    <Section title={t('console.passkeys')}>
      <p className="text-ink-2">{t('console.passkeysHint')}</p>
      <ul>
        {me.passkeys.map((key) => (
          <Line
            key={key.id}
            actions={
              <Button disabled={busy} onClick={() => void act(() => calls.removePasskey(key.id))}>
                {t('console.remove')}
                <span className="sr-only">: {key.name}</span>
              </Button>
            }
          >
            {key.name || t('console.passkey')} <span className="text-ink-2 text-14">{dateAndTime(new Date(key.created_at), language)}</span>
          </Line>
        ))}
      </ul>
      <form
        className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end"
        onSubmit={(event) => {
          event.preventDefault()
          void act(() => calls.addPasskey(name.trim()).then(() => true)).then((done) => done && setName(''))
        }}
      >
        <TextField label={t('console.passkeyName')} maxLength={60} text={name} onText={setName} />
        <Button type="submit" className="min-h-9" disabled={busy || !able} title={able ? undefined : t('console.passkeyUnable')}>
          {t('console.passkeyAdd')}
        </Button>
      </form>
      <TroubleLine text={trouble} />
    </Section>
  )
}

function Logins({ me, ways }: { me: calls.Me; ways: calls.Ways }) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const free = ways.providers.filter(({ id }) => !me.logins.some((login) => login.provider === id))
  return (
    <Section title={t('entry.others')}>
      <ul>
        {me.logins.map((login) => (
          <Line
            key={login.id}
            actions={
              <Button disabled={busy} onClick={() => void act(() => calls.unlinkLogin(login.id))}>
                {t('console.unlink')}
                <span className="sr-only">: {login.name}</span>
              </Button>
            }
          >
            {login.name}
          </Line>
        ))}
        {free.map((provider) => (
          <Line
            key={provider.id}
            actions={
              <Button disabled={busy} onClick={() => void act(() => calls.linkProvider(provider.id)).then((url) => url && location.assign(url))}>
                {t('console.link')}
                <span className="sr-only">: {provider.name}</span>
              </Button>
            }
          >
            {provider.name}
          </Line>
        ))}
      </ul>
      <TroubleLine text={trouble} />
    </Section>
  )
}
