// For a child: have a guardian asked, and see how it stands.

import { useState, type FormEvent } from 'react'
import { Trouble } from '../api.ts'
import { TroubleLine } from '../console/parts.tsx'
import { Button, buttonClass } from '../design/button.tsx'
import { TextField } from '../design/field.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { queries } from '../server-state.ts'
import { Section } from '../shell/page.tsx'
import { addressOf, follow } from '../shell/places.ts'
import { useWords } from '../words/words.ts'
import { askGuardian, type Age } from './gate-calls.ts'

type Guardian = NonNullable<Age['guardian']>

export function GuardianAsked({ guardian }: { guardian: Guardian }) {
  const { t, language } = useWords()
  if (guardian.state === 'given') {
    return (
      <Section title={t('gates.guardian.given')}>
        <a href={addressOf('/')} className={buttonClass({ kind: 'action', size: 'large' }, 'justify-self-start')} onClick={follow('/')}>
          {t('gates.age.make')}
        </a>
      </Section>
    )
  }
  const standing = guardian.state === 'open' ? t('gates.guardian.open', { time: dateAndTime(new Date(guardian.open_until ?? ''), language) }) : guardian.state === 'none' ? undefined : t(`gates.guardian.${guardian.state}`)
  return (
    <>
      <p>{t('gates.guardian.intro')}</p>
      {standing && (
        <div role="status" className="bg-wait-wash text-wait rounded-control flex flex-wrap items-center gap-3 px-3 py-2" data-guardian={guardian.state}>
          <span className="grow">{standing}</span>
          <Button onClick={() => void queries.invalidateQueries({ queryKey: ['age'] })}>{t('gates.guardian.look')}</Button>
        </div>
      )}
      <AskForm ways={guardian.ways} />
      <Section title={t('gates.guardian.what')}>
        <p className="text-14 text-pretty">{guardian.text[language]}</p>
      </Section>
    </>
  )
}

function AskForm({ ways }: { ways: Guardian['ways'] }) {
  const { t, language } = useWords()
  const [mail, setMail] = useState('')
  const [phone, setPhone] = useState('')
  const [trouble, setTrouble] = useState<string>()

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault()
    try {
      setTrouble(undefined)
      await askGuardian(mail ? { mail } : { phone }, language)
    } catch (error) {
      setTrouble(error instanceof Trouble && error.message ? error.message : t('connection.lost'))
    }
  }

  return (
    <form className="grid max-w-96 gap-4" onSubmit={(event) => void send(event)}>
      {ways.includes('mail') && <TextField label={t('gates.guardian.mail')} text={mail} onText={setMail} type="email" autoComplete="off" />}
      {ways.includes('phone') && <TextField label={t('gates.guardian.phone')} text={phone} onText={setPhone} type="tel" autoComplete="off" />}
      <TroubleLine text={trouble} />
      <Button type="submit" kind="action" size="large" disabled={mail === '' && phone === ''}>
        {t('gates.guardian.send')}
      </Button>
    </form>
  )
}
