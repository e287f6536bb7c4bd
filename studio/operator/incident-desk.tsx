// Telling everybody of an incident or a maintenance window, and how it goes on.

import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { fieldClass, Label, PickField, TextField } from '../design/field.tsx'
import { queries } from '../server-state.ts'
import { Section } from '../shell/page.tsx'
import { IncidentCard, incidentsKey, useIncidents } from '../trust/incidents.tsx'
import { useWords } from '../words/words.ts'
import { useActing } from '../console/acting.ts'
import { TroubleLine } from '../console/parts.tsx'
import * as calls from './operator-calls.ts'

const refresh = () => Promise.all([queries.invalidateQueries({ queryKey: incidentsKey }), queries.invalidateQueries({ queryKey: ['session'] })])

export function IncidentDesk() {
  const { t } = useWords()
  const list = useIncidents()
  return (
    <>
      <Section title={t('operator.incident.new')}>
        <NewIncident />
      </Section>
      <Section title={t('incidents.title')}>
        {list?.data.length === 0 && <p className="text-ink-2">{t('incidents.none')}</p>}
        <ul className="grid gap-3">
          {list?.data.map((incident) => (
            <IncidentCard key={incident.id} incident={incident}>
              {incident.over_at === null && incident.state !== 'over' && <More id={incident.id} planned={incident.kind === 'maintenance'} />}
            </IncidentCard>
          ))}
        </ul>
      </Section>
    </>
  )
}

const emptyWords = { en: '', zh: '' }
type BothWords = typeof emptyWords
const given = ({ en, zh }: BothWords) => ({ ...(en.trim() ? { en: en.trim() } : {}), ...(zh.trim() ? { zh: zh.trim() } : {}) })
const isEmpty = ({ en, zh }: BothWords) => !en.trim() && !zh.trim()

function NewIncident() {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const [kind, setKind] = useState<'incident' | 'maintenance'>('incident')
  const [title, setTitle] = useState(emptyWords)
  const [words, setWords] = useState(emptyWords)
  const [personal, setPersonal] = useState(false)
  const [starts, setStarts] = useState('')
  const [ends, setEnds] = useState('')
  const planned = kind === 'maintenance'
  const ready = !isEmpty(title) && !isEmpty(words) && (!planned || (starts !== '' && ends !== ''))
  async function tell(): Promise<void> {
    const window = planned ? { personal: false, starts_at: new Date(starts).toISOString(), ends_at: new Date(ends).toISOString() } : { personal }
    const told = await act(() => calls.openIncident({ kind, title: given(title), words: given(words), ...window }))
    if (!told) return
    setTitle(emptyWords)
    setWords(emptyWords)
    setPersonal(false)
    await refresh()
  }
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void tell()
      }}
    >
      <PickField label={t('operator.incident.kind')} value={kind} onPick={(next) => setKind(next as typeof kind)}>
        <option value="incident">{t('incidents.kinds.incident')}</option>
        <option value="maintenance">{t('incidents.kinds.maintenance')}</option>
      </PickField>
      <div className="grid gap-3 sm:grid-cols-2">
        {(['en', 'zh'] as const).map((language) => (
          <TextField key={language} lang={language} maxLength={150} label={t(`operator.incident.title.${language}`)} text={title[language]} onText={(text) => setTitle({ ...title, [language]: text })} />
        ))}
      </div>
      <Words words={words} onWords={setWords} />
      {planned ? (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField type="datetime-local" label={t('operator.incident.starts')} text={starts} onText={setStarts} />
          <TextField type="datetime-local" label={t('operator.incident.ends')} text={ends} onText={setEnds} />
        </div>
      ) : (
        <label className="flex min-h-9 items-center gap-2 coarse:min-h-11">
          <input type="checkbox" checked={personal} onChange={(event) => setPersonal(event.target.checked)} className="accent-action size-5" />
          {t('incidents.personal')}
        </label>
      )}
      <p className="text-ink-2 text-14">{t('operator.incident.hint')}</p>
      <TroubleLine text={trouble} />
      <Button type="submit" kind="action" className="w-fit" disabled={busy || !ready} title={ready ? undefined : t('operator.incident.missing')}>
        {t('operator.incident.tell')}
      </Button>
    </form>
  )
}

function Words({ words, onWords }: { words: BothWords; onWords: (words: BothWords) => void }) {
  const { t } = useWords()
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {(['en', 'zh'] as const).map((language) => (
        <Label key={language}>
          <span className="mb-1 block">{t(`operator.incident.words.${language}`)}</span>
          <textarea lang={language} rows={3} maxLength={4000} className={`${fieldClass} font-normal`} value={words[language]} onChange={(event) => onWords({ ...words, [language]: event.target.value })} />
        </Label>
      ))}
    </div>
  )
}

/** How it goes on; a planned window is only ever over, or called off. */
function More({ id, planned }: { id: string; planned: boolean }) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const [words, setWords] = useState(emptyWords)
  const [state, setState] = useState<calls.IncidentState>(planned ? 'known' : 'watching')
  const states = planned ? (['known', 'over'] as const) : (['looking', 'known', 'watching', 'over'] as const)
  return (
    <details className="border-line border-t pt-2">
      <summary className="py-1.5 font-medium coarse:py-2.5">{t('operator.incident.more')}</summary>
      <form
        className="mt-2 grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          void act(() => calls.tellMore(id, state, given(words))).then((told) => {
            if (told) setWords(emptyWords)
            return refresh()
          })
        }}
      >
        <PickField label={t('operator.incident.state')} value={state} onPick={(next) => setState(next as calls.IncidentState)}>
          {states.map((one) => (
            <option key={one} value={one}>
              {planned && one === 'known' ? t('operator.incident.unchanged') : t(`incidents.states.${one}`)}
            </option>
          ))}
        </PickField>
        <Words words={words} onWords={setWords} />
        <TroubleLine text={trouble} />
        <Button type="submit" className="w-fit" disabled={busy || isEmpty(words)} title={isEmpty(words) ? t('operator.incident.missing') : undefined}>
          {t('operator.incident.tell')}
        </Button>
      </form>
    </details>
  )
}
