// For operators: say something to everybody who is here, and see how the mails of each notice went, in counts.

import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { gesso, take, takeNothing } from '../api.ts'
import { useActing } from '../console/acting.ts'
import { Badge, Line, TroubleLine } from '../console/parts.tsx'
import { Button } from '../design/button.tsx'
import { fieldClass, Label } from '../design/field.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { queries } from '../server-state.ts'
import { Section } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'

const empty = { enSubject: '', enText: '', zhSubject: '', zhText: '' }
type Draft = typeof empty

export function Told() {
  const { t, language } = useWords()
  const { data } = useQuery({ queryKey: ['operator', 'told'], queryFn: () => take(gesso.GET('/v1/announcements')), staleTime: 0, refetchInterval: 5000 })
  const again = () => queries.invalidateQueries({ queryKey: ['operator', 'told'] })
  return (
    <>
      <Say onSaid={again} />
      <Section title={t('operator.told')}>
        <p className="text-ink-2 text-14">{t('operator.toldHint')}</p>
        <ul>
          {data?.data.map(({ id, kind, words, at, mail, mails, last_at: last }) => (
            <Line
              key={id}
              actions={
                kind === 'announcement' && (
                  <Button onClick={() => void takeNothing(gesso.DELETE('/v1/announcements/{id}', { params: { path: { id } } })).then(again)}>{t('operator.takeBack')}</Button>
                )
              }
            >
              <p className="flex flex-wrap items-center gap-2">
                <Badge>{t(`operator.toldKinds.${kind}`)}</Badge>
                <span className="font-medium">{(words?.[language] ?? words?.en ?? words?.zh)?.subject}</span>
                <span className="text-ink-2 text-14">{dateAndTime(new Date(at), language)}</span>
              </p>
              {mail && (
                <p className="text-14" data-mails={id}>
                  {t('operator.mails', mails)} {last && t('operator.lastMail', { time: dateAndTime(new Date(last), language) })}
                </p>
              )}
            </Line>
          ))}
        </ul>
        {data?.data.length === 0 && <p>{t('operator.nothingTold')}</p>}
      </Section>
    </>
  )
}

function Say({ onSaid }: { onSaid: () => Promise<void> }) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const [draft, setDraft] = useState<Draft>(empty)
  const [mail, setMail] = useState(false)
  const words = (subject: string, text: string) => (subject.trim() && text.trim() ? { subject: subject.trim(), text: text.trim() } : undefined)

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault()
    const [en, zh] = [words(draft.enSubject, draft.enText), words(draft.zhSubject, draft.zhText)]
    const said = await act(() => take(gesso.POST('/v1/announcements', { body: { ...(en ? { en } : {}), ...(zh ? { zh } : {}), mail } })))
    if (said) setDraft(empty)
    await onSaid()
  }

  const fields = [['enSubject', false], ['enText', true], ['zhSubject', false], ['zhText', true]] as const
  return (
    <Section title={t('operator.say')}>
      <p className="text-ink-2 text-14">{t('operator.sayHint')}</p>
      <form className="grid gap-3" onSubmit={(event) => void send(event)}>
        {fields.map(([name, long]) => (
          <div key={name} className="grid gap-1">
            <Label htmlFor={`say-${name}`}>{t(`operator.sayFields.${name}`)}</Label>
            {long ? (
              <textarea id={`say-${name}`} rows={3} className={fieldClass} value={draft[name]} onChange={(event) => setDraft({ ...draft, [name]: event.target.value })} />
            ) : (
              <input id={`say-${name}`} maxLength={150} className={fieldClass} value={draft[name]} onChange={(event) => setDraft({ ...draft, [name]: event.target.value })} />
            )}
          </div>
        ))}
        <label className="flex min-h-9 items-center gap-3 coarse:min-h-11">
          <input type="checkbox" className="accent-action size-5" checked={mail} onChange={(event) => setMail(event.target.checked)} />
          {t('operator.sayByMail')}
        </label>
        <TroubleLine text={trouble} />
        <Button kind="action" type="submit" disabled={busy} className="w-fit">
          {t('operator.sayNow')}
        </Button>
      </form>
    </Section>
  )
}
