// The server at a glance: the line, the last day, storage, promises; counted anew every few seconds.

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { sayBytes } from '../pictures/file-names.ts'
import { addressOf, follow } from '../shell/places.ts'
import { Section } from '../shell/page.tsx'
import { useWords, type Say } from '../words/words.ts'
import { Line } from '../console/parts.tsx'
import { HourPlot } from './hour-plot.tsx'
import * as calls from './operator-calls.ts'

const everySeconds = 5

export function Overview() {
  const { t, language } = useWords()
  const { data, isError, dataUpdatedAt } = useQuery({ queryKey: ['operator', 'overview'], queryFn: calls.readOverview, staleTime: 0, refetchInterval: everySeconds * 1000 })
  if (!data) return isError ? <p role="alert">{t('share.failed')}</p> : null
  const { line, ended, kept, promises } = data
  const number = new Intl.NumberFormat(language)
  const sum = (of: 'finished' | 'failed' | 'refused' | 'cancelled') => ended.hours.reduce((total, hour) => total + hour[of], 0)
  return (
    <>
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-3" data-overview>
        <Tile name={t('operator.now.line')} value={number.format(line.waiting + line.running)} careful={(line.oldest_waiting_seconds ?? 0) > 120}>
          {line.oldest_waiting_seconds === null ? t('operator.now.nobodyWaits') : t('operator.now.oldest', { time: duration(t, line.oldest_waiting_seconds * 1000, language) })}
        </Tile>
        <Tile name={t('operator.now.finished')} value={number.format(sum('finished'))}>
          {t('operator.now.others', { failed: number.format(sum('failed')), refused: number.format(sum('refused')), cancelled: number.format(sum('cancelled')) })}
        </Tile>
        <Tile name={t('operator.now.median')} value={ended.median_ms === null ? '–' : duration(t, ended.median_ms, language)}>
          {ended.p95_ms === null ? t('operator.now.noTimes') : t('operator.now.most', { time: duration(t, ended.p95_ms, language) })}
        </Tile>
        <Tile name={t('operator.now.kept')} value={number.format(kept.images)}>
          {t('operator.now.bytes', { used: sayBytes(kept.bytes, language), free: kept.free_bytes === null ? '–' : sayBytes(kept.free_bytes, language) })}
        </Tile>
        <Tile name={t('operator.now.promises')} value={number.format(promises.hold)} bad={promises.broken.length > 0}>
          <a href={addressOf('/trust')} onClick={follow('/trust')} className="underline underline-offset-2">
            {promises.broken.length > 0 ? t('operator.now.broken', { names: promises.broken.join(', ') }) : t('operator.now.unchecked', { count: promises.unchecked })}
          </a>
        </Tile>
      </dl>
      <Section title={t('operator.now.day')}>
        <HourPlot hours={ended.hours} now={new Date(data.at)} />
      </Section>
      <Section title={t('operator.now.errors')}>
        {ended.errors.length === 0 && <p className="text-ink-2">{t('operator.now.noErrors')}</p>}
        <ul>
          {ended.errors.map(({ code, count }) => (
            <Line key={code}>
              <code>{code}</code> · {number.format(count)}
            </Line>
          ))}
        </ul>
      </Section>
      <p className="text-ink-3 text-14">{t('operator.now.counted', { time: new Intl.DateTimeFormat(language, { timeStyle: 'medium' }).format(dataUpdatedAt) })}</p>
    </>
  )
}

function Tile({ name, value, careful, bad, children }: { name: string; value: string; careful?: boolean; bad?: boolean; children: ReactNode }) {
  const tone = bad ? 'text-stop' : careful ? 'text-wait' : ''
  return (
    <div className="bg-paper border-line rounded-card grid content-start border p-3">
      <dt className="text-ink-2 text-14">{name}</dt>
      <dd className="min-w-0">
        <span className={`block text-28 leading-tight font-medium tabular-nums ${tone}`}>{value}</span>
        <span className={`text-14 break-words ${tone || 'text-ink-2'}`}>{children}</span>
      </dd>
    </div>
  )
}

function duration(say: Say, milliseconds: number, language: string): string {
  const seconds = milliseconds / 1000
  const figure = (value: number) => new Intl.NumberFormat(language, { maximumSignificantDigits: 2 }).format(value)
  return seconds < 90 ? say('operator.now.seconds', { amount: figure(seconds) }) : say('operator.now.minutes', { amount: figure(seconds / 60) })
}
