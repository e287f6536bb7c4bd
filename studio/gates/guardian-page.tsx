// For a guardian: what is asked, the code from their message, and their word; the same page takes it back.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Trouble } from '../api.ts'
import { TroubleLine } from '../console/parts.tsx'
import { Button } from '../design/button.tsx'
import { TextField } from '../design/field.tsx'
import { queries } from '../server-state.ts'
import { Page, Section } from '../shell/page.tsx'
import { usePlace } from '../shell/places.ts'
import { useWords } from '../words/words.ts'
import { decide, readQuestion, type Question, type Word } from './gate-calls.ts'

export function GuardianPage() {
  const { t, language } = useWords()
  const id = usePlace().split('/')[2] ?? ''
  const { data: question, isError } = useQuery({ queryKey: ['guardian', id], queryFn: () => readQuestion(id), retry: false })
  const [erased, setErased] = useState(false)
  if (erased) return <Page title={t('gates.guardian.pageTitle')} intro={t('gates.guardian.erased')}>{null}</Page>
  if (!question) return <Page title={t('gates.guardian.pageTitle')} intro={isError ? t('gates.guardian.gone') : undefined}>{null}</Page>
  return (
    <Page title={t('gates.guardian.pageTitle')}>
      <Section title={t('gates.guardian.what')}>
        <p className="text-pretty" data-guardian-text>
          {question.text[language]}
        </p>
      </Section>
      <p role="status" className="bg-sunk rounded-control px-3 py-2" data-guardian={question.state}>
        {t(`gates.guardian.states.${question.state}`)}
      </p>
      <Decision question={question} onErased={() => setErased(true)} />
    </Page>
  )
}

function Decision({ question, onErased }: { question: Question; onErased: () => void }) {
  const { t, language } = useWords()
  const [code, setCode] = useState('')
  const [trouble, setTrouble] = useState<string>()
  const given = question.state === 'given'

  async function say(word: Word): Promise<void> {
    try {
      setTrouble(undefined)
      const now = await decide(question.id, { code, word, digest: question.digest, language })
      if (word === 'erase') onErased()
      queries.setQueryData(['guardian', question.id], now)
    } catch (error) {
      setTrouble(error instanceof Trouble && error.message ? error.message : t('connection.lost'))
    }
  }

  const button = (word: Word, text: string, kind: 'plain' | 'stop' = 'plain') => (
    <Button kind={kind} size="large" className="grow" disabled={code.trim() === ''} onClick={() => void say(word)} data-word={word}>
      {text}
    </Button>
  )
  return (
    <div className="grid max-w-120 gap-4">
      <TextField label={t('gates.guardian.code')} hint={t('gates.guardian.codeHint')} text={code} onText={setCode} autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} />
      <TroubleLine text={trouble} />
      <div className="flex flex-wrap gap-2">
        {given ? button('take-back', t('gates.guardian.takeBack')) : button('give', t('gates.guardian.give'))}
        {given ? button('erase', t('gates.guardian.erase'), 'stop') : button('refuse', t('gates.guardian.refuse'))}
      </div>
    </div>
  )
}
