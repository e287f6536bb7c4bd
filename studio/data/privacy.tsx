// Optional purposes, the browser's own signal, what is logged, and how to ask for anything else.

import { useId, useState } from 'react'
import { askOperator, choosePurpose, Trouble, type Holdings, type RequestKind, type RightsRequest, type Session } from '../api.ts'
import { Button } from '../design/button.tsx'
import { fieldClass, Label } from '../design/field.tsx'
import { longDate } from '../pictures/dates.ts'
import { readAgain } from '../server-state.ts'
import { Section } from '../shell/page.tsx'
import { choose, preferences } from '../shell/preferences.ts'
import { speak } from '../shell/speaking.ts'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'

export function Privacy({ privacy, logs }: { privacy: Session['privacy']; logs: Holdings['logs'] }) {
  const { t, language } = useWords()
  const signal = privacy.global_privacy_control
  return (
    <Section title={t('data.privacy')}>
      {privacy.purposes.length > 0 && <p>{t('data.privacyIntro')}</p>}
      <ul className="grid gap-1 empty:hidden">
        {privacy.purposes.map(({ purpose, allowed, usual, text }) => (
          <li key={purpose}>
            <label className="flex min-h-8 items-center gap-3 coarse:min-h-11">
              <input
                type="checkbox"
                role="switch"
                className="accent-action size-5 shrink-0"
                checked={allowed !== usual}
                disabled={signal}
                onChange={(event) =>
                  void choosePurpose(purpose, event.target.checked !== usual)
                    .catch(() => speak(t('share.failed')))
                    .then(readAgain)
                }
              />
              {text[language]}
            </label>
          </li>
        ))}
      </ul>
      <Suggestions />
      <p>{t('data.privacyNever')}</p>
      <ul className="grid list-disc gap-1 pl-5" data-never>
        {privacy.never.map((purpose) => (
          <li key={purpose}>{t(`data.purposes.${purpose}`)}</li>
        ))}
      </ul>
      <p className="text-ink-2 text-14" data-signal={signal}>
        {signal ? t('data.signalOn') : t('data.signalOff')}
      </p>
      <h3 className="mt-2 font-medium">{t('data.logged')}</h3>
      <p className="text-ink-2">{t('data.loggedText')}</p>
      <ul className="text-14 grid gap-1">
        {logs.map(({ kind, fields, days }) => (
          <li key={kind}>
            {t(`data.loggedLines.${kind}`)}: <code className="break-words">{fields.join(', ')}</code>. {t('data.loggedDays', { count: days })}
          </li>
        ))}
      </ul>
      <Ask />
    </Section>
  )
}

/** Nobody's words but their own, and nothing is kept for it that is not kept anyway. */
function Suggestions() {
  const { t } = useWords()
  const { suggestions } = useStore(preferences)
  return (
    <label className="flex min-h-8 items-center gap-3 coarse:min-h-11">
      <input type="checkbox" role="switch" className="accent-action size-5 shrink-0" checked={suggestions} onChange={(event) => choose({ suggestions: event.target.checked })} />
      <span className="grid">
        <span>{t('data.suggestions')}</span>
        <span className="text-ink-3 text-14">{t('data.suggestionsHint')}</span>
      </span>
    </label>
  )
}

const kinds: RequestKind[] = ['access', 'correction', 'objection']

function Ask() {
  const { t, language } = useWords()
  const id = useId()
  const [kind, setKind] = useState<RequestKind>('access')
  const [words, setWords] = useState('')
  const [noted, setNoted] = useState<RightsRequest>()
  const [trouble, setTrouble] = useState<string>()
  async function send(): Promise<void> {
    setTrouble(undefined)
    try {
      setNoted(await askOperator(kind, words))
      setWords('')
    } catch (error) {
      setTrouble((error instanceof Trouble && error.message) || t('share.failed'))
    }
  }
  return (
    <>
      <h3 className="mt-2 font-medium">{t('data.ask')}</h3>
      <p className="text-ink-2">{t('data.askIntro')}</p>
      <div className="flex flex-wrap items-end gap-2">
        <div className="grid min-w-0 grow gap-1">
          <Label htmlFor={id}>{t('data.askKind')}</Label>
          <select id={id} className={fieldClass} value={kind} onChange={(event) => setKind(event.target.value as RequestKind)}>
            {kinds.map((one) => (
              <option key={one} value={one}>
                {t(`data.askKinds.${one}`)}
              </option>
            ))}
          </select>
        </div>
        <div className="grid w-full gap-1">
          <Label htmlFor={`${id}-words`}>{t('data.askWords')}</Label>
          <textarea id={`${id}-words`} className={fieldClass} rows={3} maxLength={2000} value={words} onChange={(event) => setWords(event.target.value)} aria-describedby={`${id}-hint`} />
          <p id={`${id}-hint`} className="text-ink-3 text-12">
            {t('data.askWordsHint')}
          </p>
        </div>
        <Button className="min-h-9" why={kind === 'correction' && words.trim() === '' && t('app.fillFirst')} onClick={() => void send()}>
          {t('data.askSend')}
        </Button>
      </div>
      <p role="status" className="text-14 break-words">
        {trouble ?? (noted && t('data.asked', { id: noted.id, date: longDate(new Date(noted.due_at), language, new Date()) }))}
      </p>
    </>
  )
}
