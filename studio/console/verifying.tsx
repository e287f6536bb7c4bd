// Real-name verification: the form, the papers, and how it stands.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { TextField } from '../design/field.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { Section } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'
import { useActing } from './acting.ts'
import * as calls from './calls.ts'
import type { PartProps } from './console-page.tsx'
import { Badge, Line, TroubleLine } from './parts.tsx'

const tones = { none: 'plain', waiting: 'careful', verified: 'good', refused: 'bad', expired: 'careful' } as const

export function Verifying({ account }: PartProps) {
  const { t, language } = useWords()
  const { data: all = [] } = useQuery({ queryKey: ['console', 'verifications', account.id], queryFn: calls.listVerifications })
  const waiting = all.find((one) => one.state === 'waiting')
  const may = account.role === 'owner' || account.role === 'admin'
  return (
    <>
      <Section title={t('console.names.verification')}>
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={tones[account.verification]}>{t(`console.verifications.${account.verification}`)}</Badge>
          {account.verified_until && t('console.verifiedUntil', { time: dateAndTime(new Date(account.verified_until), language) })}
        </p>
        <p className="text-ink-2">{t('console.verifyHint')}</p>
        <ul>
          {all.map((one) => (
            <Line key={one.id}>
              {t(`console.verifications.${one.state}`)} · {dateAndTime(new Date(one.asked_at), language)} {one.reason && <code className="text-14">{one.reason}</code>}
            </Line>
          ))}
        </ul>
      </Section>
      {may && waiting && <Papers count={waiting.papers} />}
      {may && !waiting && account.verification !== 'verified' && <Form organisation={account.kind !== 'individual'} />}
    </>
  )
}

function Form({ organisation }: { organisation: boolean }) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const [name, setName] = useState('')
  const [number, setNumber] = useState('')
  const [country, setCountry] = useState('')
  const [representative, setRepresentative] = useState('')
  const form = { name: name.trim(), number: number.trim(), country: country.trim().toUpperCase(), ...(organisation && { representative: representative.trim() }) }
  return (
    <Section title={t('console.verify')}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void act(() => calls.askVerification(form))
        }}
      >
        <TextField label={t('console.paperName')} maxLength={120} required text={name} onText={setName} />
        <TextField label={t(organisation ? 'console.licenceNumber' : 'console.paperNumber')} maxLength={60} required autoComplete="off" text={number} onText={setNumber} />
        <TextField label={t('console.country')} hint={t('console.countryHint')} maxLength={2} required text={country} onText={setCountry} />
        {organisation && <TextField label={t('console.representative')} maxLength={120} required text={representative} onText={setRepresentative} />}
        <TroubleLine text={trouble} />
        <Button type="submit" kind="action" className="justify-self-start" disabled={busy}>
          {t('console.send')}
        </Button>
      </form>
    </Section>
  )
}

function Papers({ count }: { count: number }) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  return (
    <Section title={t('console.papers')}>
      <p>{t('console.papersHint', { count })}</p>
      <TroubleLine text={trouble} />
      <label className="border-line-2 rounded-control hover:bg-sunk focus-within:outline-action flex min-h-11 items-center justify-self-start border px-4 focus-within:outline-2">
        {t('console.addPaper')}
        <input
          type="file"
          accept="image/jpeg,image/png,application/pdf"
          className="sr-only"
          disabled={busy}
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) void act(() => calls.addPaper(file))
          }}
        />
      </label>
    </Section>
  )
}
