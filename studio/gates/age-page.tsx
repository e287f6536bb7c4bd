// The question about age as a calm page, and what follows from the answer.

import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Trouble } from '../api.ts'
import { TroubleLine } from '../console/parts.tsx'
import { Button, buttonClass } from '../design/button.tsx'
import { NumberField, PickField } from '../design/field.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { useSession } from '../server-state.ts'
import { Page, Section } from '../shell/page.tsx'
import { addressOf, follow } from '../shell/places.ts'
import { useWords } from '../words/words.ts'
import { answerAge, readAge, type Age } from './gate-calls.ts'
import { GuardianAsked } from './guardian-asked.tsx'

export function AgePage() {
  const { t } = useWords()
  const { data: age, isError } = useQuery({ queryKey: ['age'], queryFn: readAge, staleTime: 0 })
  if (!age) return <Page title={t('gates.age.title')}>{isError && <TroubleLine text={t('gates.failed')} />}</Page>
  if (age.state === 'under') return <TooYoung age={age} />
  if (age.state === 'open') return <Question />
  return (
    <Page title={t(age.guardian ? 'gates.guardian.title' : 'gates.age.title')}>
      {age.guardian ? <GuardianAsked guardian={age.guardian} /> : <Onward text={t(age.state === 'not-asked' ? 'gates.age.notAsked' : age.state === 'advised' ? 'gates.age.advised' : 'gates.age.done')} />}
    </Page>
  )
}

function Question() {
  const { t, language } = useWords()
  const [year, setYear] = useState('')
  const [month, setMonth] = useState('')
  const [trouble, setTrouble] = useState<string>()
  const names = Array.from({ length: 12 }, (_, number) => new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2000, number, 1))))

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault()
    try {
      setTrouble(undefined)
      await answerAge(Number(year), Number(month))
    } catch (error) {
      setTrouble(error instanceof Trouble && error.message ? error.message : t('connection.lost'))
    }
  }

  return (
    <Page title={t('gates.age.title')} intro={t('gates.age.intro')}>
      <form className="grid max-w-96 gap-4" onSubmit={(event) => void send(event)} data-age-question>
        <NumberField label={t('gates.age.year')} value={year} onText={setYear} inputMode="numeric" maxLength={4} required />
        <PickField label={t('gates.age.month')} value={month} onPick={setMonth} required>
          <option value="">{t('gates.age.choose')}</option>
          {names.map((name, number) => (
            <option key={name} value={number + 1}>
              {name}
            </option>
          ))}
        </PickField>
        <TroubleLine text={trouble} />
        <Button type="submit" kind="action" size="large" disabled={!/^\d{4}$/.test(year) || month === ''}>
          {t('gates.age.send')}
        </Button>
      </form>
    </Page>
  )
}

function TooYoung({ age }: { age: Age }) {
  const { t, language } = useWords()
  return (
    <Page title={t('gates.age.underTitle')} intro={t('gates.age.under')}>
      {age.again_at && <p>{t('gates.age.again', { time: dateAndTime(new Date(age.again_at), language) })}</p>}
      <a href={addressOf('/data')} className={buttonClass({ size: 'large' }, 'justify-self-start')} onClick={follow('/data')}>
        {t('gates.age.yours')}
      </a>
    </Page>
  )
}

function Onward({ text }: { text: string }) {
  const { t } = useWords()
  const nobody = useSession()?.kind === 'none'
  const path = nobody ? '/sign-in' : '/'
  return (
    <Section title={text}>
      <a href={addressOf(path)} className={buttonClass({ kind: 'action', size: 'large' }, 'justify-self-start')} onClick={follow(path)}>
        {t(nobody ? 'gates.age.signUp' : 'gates.age.make')}
      </a>
    </Section>
  )
}
