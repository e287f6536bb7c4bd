// What this server holds now: how much of each kind, why, how long and where.

import type { Holdings } from '../api.ts'
import { dateAndTime } from '../pictures/dates.ts'
import { sayBytes } from '../pictures/file-names.ts'
import { Section } from '../shell/page.tsx'
import { useWords, type Say } from '../words/words.ts'

type Held = Holdings['held'][number]

export function countOf(holdings: Holdings, kind: Held['kind']): number {
  return holdings.held.find((one) => one.kind === kind)?.count ?? 0
}

/** The live numbers in one line. */
export function sayThings(say: Say, holdings: Holdings): string {
  const numbers = [
    say('data.pictures', { count: countOf(holdings, 'pictures') }),
    say('data.generations', { count: countOf(holdings, 'words') }),
    say('data.links', { count: countOf(holdings, 'shares') }),
  ]
  return numbers.join(', ')
}

export function WhatWeKeep({ holdings }: { holdings: Holdings }) {
  const { t, language } = useWords()
  const held = holdings.held.filter(({ count }) => count > 0)
  return (
    <Section title={t('data.kept')}>
      <p className="text-ink-2">{t('data.keptHint')}</p>
      {held.length === 0 && <p>{t('data.nothingHeld')}</p>}
      {held.length > 0 && (
        <table className="w-full text-left text-14">
          <thead>
            <tr>
              <th className="text-ink-2 py-1 pr-4 font-medium">{t('data.kind')}</th>
              <th className="text-ink-2 py-1 font-medium">{t('data.whyUntilWhere')}</th>
            </tr>
          </thead>
          <tbody>
            {held.map((one) => (
              <Row key={one.kind} held={one} />
            ))}
          </tbody>
        </table>
      )}
      <p className="text-ink-3 text-14">{t('data.asOf', { time: dateAndTime(new Date(holdings.at), language), sweep: dateAndTime(new Date(holdings.next_sweep), language) })}</p>
    </Section>
  )
}

function Row({ held }: { held: Held }) {
  const { t, language } = useWords()
  const until = [t(`data.ends.${held.until}`), held.next && t('data.next', { date: dateAndTime(new Date(held.next), language) })]
  return (
    <tr className="border-line border-t align-top" data-kind={held.kind} data-count={held.count}>
      <th scope="row" className="py-2 pr-4 font-normal">
        <span className="font-medium">{t(`data.held.${held.kind}`)}</span>
        <br />
        <span className="tabular-nums">{[String(held.count), held.bytes && sayBytes(held.bytes, language)].filter(Boolean).join(', ')}</span>
      </th>
      <td className="py-2">
        <p>{t(`data.reasons.${held.why}`)}</p>
        <p>{until.filter(Boolean).join(' ')}</p>
        <p className="text-ink-2">
          {held.where.map((place) => t(`data.places.${place}`)).join(' · ')} {!held.readable_by_server && <span>· {t('data.sealedFromUs')}</span>}
        </p>
      </td>
    </tr>
  )
}
