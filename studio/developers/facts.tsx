// Facts of a model, name by name; where it answers is said in the same way of models of every kind.

import type { ReactNode } from 'react'
import type { Model } from '../api.ts'
import { useWords } from '../words/words.ts'
import type { OtherModel } from './other-call.ts'

type Row = readonly [name: string, value: ReactNode]

export function Facts({ rows }: { rows: readonly Row[] }) {
  return (
    <dl className="grid grid-cols-[minmax(6.5rem,2fr)_minmax(0,5fr)] items-baseline gap-x-4 gap-y-2">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-2 text-14">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Here, or elsewhere: with whom, in which country and for how long they keep what they get. */
export function Place({ model: { place } }: { model: Model | OtherModel }) {
  const { t } = useWords()
  return place ? t('engines.elsewhere', { name: place.name, country: place.country, keeps: place.keeps_for }) : t('engines.here')
}

/** The rows of a page of facts about the place: the place itself and, elsewhere, the terms there. */
export function usePlaceRows(model: Model | OtherModel): Row[] {
  const { t } = useWords()
  const { place } = model
  const where: Row = [t('dev.facts.place'), <Place key="place" model={model} />]
  if (!place?.terms_url) return [where]
  return [
    where,
    [
      t('dev.facts.terms'),
      <a key="terms" href={place.terms_url} target="_blank" rel="noreferrer" className="text-action underline underline-offset-2">
        {t('engines.terms', { name: place.name })}
      </a>,
    ],
  ]
}
