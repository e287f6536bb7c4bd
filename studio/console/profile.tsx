// Who one is here: name, contacts, the account's name, a new organisation, signing out, and closing the account.

import { useState } from 'react'
import { exportAddress, type RightsRequest } from '../api.ts'
import { Button, buttonClass } from '../design/button.tsx'
import { PickField, TextField } from '../design/field.tsx'
import { longDate } from '../pictures/dates.ts'
import { tellOthers } from '../shell/other-windows.ts'
import { Section } from '../shell/page.tsx'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'
import { useActing } from './acting.ts'
import * as calls from './calls.ts'
import { Carrying } from './carrying.tsx'
import type { PartProps } from './console-page.tsx'
import { TroubleLine } from './parts.tsx'

function signedOut(): void {
  tellOthers()
  location.assign('/')
}

export function Profile({ me, account }: PartProps) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const [name, setName] = useState(me.name)
  const save = async () => (await act(() => calls.changeMe({ name }))) && speak(t('console.saved'))
  return (
    <>
      <Section title={t('console.you')}>
        <form
          className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end"
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <TextField label={t('entry.name')} autoComplete="name" maxLength={80} text={name} onText={setName} />
          <Button type="submit" className="min-h-9" disabled={busy} why={name === me.name && t('app.nothingChanged')}>
            {t('console.save')}
          </Button>
        </form>
        <TroubleLine text={trouble} />
        <Contact kind="mail" value={me.mail} />
        <Contact kind="phone" value={me.phone} />
        <p className="text-ink-3 text-14 break-all">{t('console.personId', { id: me.id })}</p>
        <Button className="justify-self-start" disabled={busy} onClick={() => void act(calls.signOut).then((done) => done && signedOut())}>
          {t('console.signOut')}
        </Button>
      </Section>
      <Carrying />
      <Organisation account={account} />
      {account.role === 'owner' && <Closing account={account} />}
    </>
  )
}

/** A new contact counts once the code that reached it was entered. */
function Contact({ kind, value }: { kind: 'mail' | 'phone'; value: string | null }) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [ticket, setTicket] = useState<string>()
  const [code, setCode] = useState('')
  async function send(): Promise<void> {
    if (!ticket) return setTicket(await act(() => calls.addContact(kind === 'mail' ? { mail: text } : { phone: text })))
    if (!(await act(() => calls.confirmContact(ticket, code.trim())))) return
    setOpen(false)
    setTicket(undefined)
    speak(t('console.saved'))
  }
  return (
    <div className="border-line grid gap-2 border-t pt-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 break-words">
          <span className="text-ink-2 text-14">{t(`entry.${kind}`)}</span>
          <br />
          {value ?? <span className="text-ink-3">{t('console.noContact')}</span>}
        </p>
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(value ? 'console.change' : 'console.add')}
          <span className="sr-only">: {t(`entry.${kind}`)}</span>
        </Button>
      </div>
      {open && (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            void send()
          }}
        >
          {ticket ? (
            <TextField label={t('entry.code')} inputMode="numeric" autoComplete="one-time-code" required autoFocus text={code} onText={setCode} />
          ) : (
            <TextField label={t(`entry.${kind}`)} type={kind === 'mail' ? 'email' : 'tel'} required autoFocus text={text} onText={setText} />
          )}
          <TroubleLine text={trouble} />
          <Button type="submit" className="justify-self-start" disabled={busy}>
            {ticket ? t('console.goOn') : t('entry.sendCode')}
          </Button>
        </form>
      )}
    </div>
  )
}

function Organisation({ account }: { account: calls.Account }) {
  const { t } = useWords()
  const rename = useActing()
  const make = useActing()
  const [name, setName] = useState(account.name)
  const [newName, setNewName] = useState('')
  const [kind, setKind] = useState<'university' | 'enterprise'>('enterprise')
  const mayName = account.role === 'owner' || account.role === 'admin'
  async function create(): Promise<void> {
    const made = await make.act(async () => calls.switchAccount((await calls.createAccount(kind, newName.trim())).id))
    if (made) location.reload()
  }
  return (
    <Section title={t('console.account')}>
      <p className="text-ink-2 text-14 break-all">
        {t(`console.kinds.${account.kind}`)} · {account.role && t(`console.roles.${account.role}`)} · {account.id}
      </p>
      {mayName && (
        <form
          className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end"
          onSubmit={(event) => {
            event.preventDefault()
            void rename.act(() => calls.renameAccount(name.trim()))
          }}
        >
          <TextField label={t('console.accountName')} maxLength={120} required text={name} onText={setName} />
          <Button type="submit" className="min-h-9" disabled={rename.busy} why={(name.trim() === account.name || name.trim() === '') && t('app.nothingChanged')}>
            {t('console.save')}
          </Button>
        </form>
      )}
      <TroubleLine text={rename.trouble} />
      <details className="border-line border-t pt-3">
        <summary className="py-1.5 font-medium coarse:py-2.5">{t('console.newOrganisation')}</summary>
        <form
          className="mt-2 grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto_auto] sm:items-end"
          onSubmit={(event) => {
            event.preventDefault()
            void create()
          }}
        >
          <TextField label={t('console.organisationName')} maxLength={120} required text={newName} onText={setNewName} />
          <PickField label={t('console.kind')} value={kind} onPick={(next) => setKind(next as typeof kind)}>
            <option value="enterprise">{t('console.kinds.enterprise')}</option>
            <option value="university">{t('console.kinds.university')}</option>
          </PickField>
          <Button type="submit" className="min-h-9" disabled={make.busy} why={newName.trim() === '' && t('app.fillFirst')}>
            {t('console.open')}
          </Button>
        </form>
        <TroubleLine text={make.trouble} />
      </details>
    </Section>
  )
}

/** A copy first; then the word, and everything is gone but what law keeps. */
function Closing({ account }: { account: calls.Account }) {
  const { t, language } = useWords()
  const { act, busy, trouble } = useActing()
  const [typed, setTyped] = useState('')
  const [taken, setTaken] = useState(false)
  const [noted, setNoted] = useState<RightsRequest>()
  const word = t('console.closeWord')
  async function close(): Promise<void> {
    const request = await act(() => calls.closeAccount(taken ? 'taken' : 'not-wanted'))
    if (!request) return
    if (request.state === 'open') setNoted(request as RightsRequest)
    else location.assign('/')
  }
  if (noted) {
    return (
      <Section title={t('console.closing')}>
        <p role="status" data-closing={noted.id}>
          {t('console.closingNoted', { id: noted.id, date: longDate(new Date(noted.due_at), language, new Date()) })}
        </p>
      </Section>
    )
  }
  return (
    <Section title={t('console.closing')}>
      <p>{t(account.kind === 'individual' ? 'console.closingHintOwn' : 'console.closingHint')}</p>
      <a href={exportAddress} download className={buttonClass({}, 'justify-self-start')} onClick={() => setTaken(true)}>
        {t('console.takeCopy')}
      </a>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          void close()
        }}
      >
        <TextField label={t('console.closeType', { word })} autoComplete="off" autoCapitalize="off" spellCheck={false} text={typed} onText={setTyped} />
        <TroubleLine text={trouble} />
        <Button type="submit" kind="stop" className="justify-self-start" disabled={busy} why={typed.trim().toLowerCase() !== word && t('app.typeWord')}>
          {t('console.closeNow')}
        </Button>
      </form>
    </Section>
  )
}
