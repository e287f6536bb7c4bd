// What went wrong on this server and what is planned, newest first, each with its whole story.

import { useQuery } from '@tanstack/react-query'
import { CircleAlert, Wrench } from 'lucide-react'
import type { ReactNode } from 'react'
import { readIncidents, type Incident } from '../api.ts'
import { dateAndTime, longDate } from '../pictures/dates.ts'
import { useWords, type Language, type Say } from '../words/words.ts'

export const incidentsKey = ['incidents']

export function useIncidents() {
  return useQuery({ queryKey: incidentsKey, queryFn: readIncidents, staleTime: 10_000 }).data
}

export const inWords = (words: Incident['title'], language: Language): string => words[language] ?? words.en ?? words.zh ?? ''

/** When it was or will be. */
export function timeOf(say: Say, { kind, starts_at: starts, ends_at: ends, over_at: over }: Incident, language: Language): string {
  const at = (time: string) => dateAndTime(new Date(time), language)
  if (kind === 'maintenance' && ends) return say('incidents.window', { from: at(starts), to: at(ends) })
  return over ? say('incidents.ended', { time: at(over) }) : say('incidents.from', { time: at(starts) })
}

export function IncidentCard({ incident, children }: { incident: Incident; children?: ReactNode }) {
  const { t, language } = useWords()
  const Sign = incident.kind === 'incident' ? CircleAlert : Wrench
  const over = incident.state === 'over'
  return (
    <li className="bg-paper border-line rounded-card grid gap-2 border p-4" data-incident={incident.state}>
      <h3 className="flex items-start gap-2 font-medium">
        <Sign size={20} strokeWidth={1.75} aria-hidden="true" className={`mt-0.5 shrink-0 ${over ? 'text-ink-2' : 'text-wait'}`} />
        <span className="min-w-0 break-words">{inWords(incident.title, language)}</span>
      </h3>
      <p className={`text-14 ${over ? 'text-ink-2' : 'text-wait'}`}>
        {t(`incidents.kinds.${incident.kind}`)} · {t(`incidents.states.${incident.state}`)} · {timeOf(t, incident, language)}
      </p>
      {incident.personal && <p className="text-stop text-14">{t('incidents.personal')}</p>}
      <ol className="border-line grid gap-2 border-l-2 pl-3">
        {incident.updates.map(({ at, state, words }) => (
          <li key={at + state} className="grid gap-0.5">
            <span className="text-ink-3 text-12">
              {dateAndTime(new Date(at), language)}
              {incident.kind === 'incident' && ` · ${t(`incidents.states.${state}`)}`}
            </span>
            <span className="break-words whitespace-pre-wrap">{inWords(words, language)}</span>
          </li>
        ))}
      </ol>
      {children}
    </li>
  )
}

export function Incidents() {
  const { t, language } = useWords()
  const list = useIncidents()
  if (!list) return null
  return (
    <section aria-labelledby="incidents" className="mt-8">
      <h2 id="incidents" className="text-18 font-medium">
        {t('incidents.title')}
      </h2>
      {list.data.length === 0 && <p className="text-ink-2 mt-2">{list.since ? t('incidents.noneSince', { date: longDate(new Date(list.since), language, new Date()) }) : t('incidents.none')}</p>}
      <ul className="mt-3 grid gap-3">
        {list.data.map((incident) => (
          <IncidentCard key={incident.id} incident={incident} />
        ))}
      </ul>
    </section>
  )
}
