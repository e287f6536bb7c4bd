// What became of the orders of the last 24 hours: a bar for each hour, and the same as a table.

import { useId } from 'react'
import { useWords } from '../words/words.ts'
import type { OverviewHour } from './operator-calls.ts'

const kinds = ['finished', 'cancelled', 'refused', 'failed'] as const
const fills = { finished: 'fill-done', cancelled: 'fill-ink-3', refused: 'fill-wait', failed: 'fill-stop' } as const
const inks = { finished: 'bg-done', cancelled: 'bg-ink-3', refused: 'bg-wait', failed: 'bg-stop' } as const
const hours = 24
const height = 100
const step = 20

export function HourPlot({ hours: given, now }: { hours: readonly OverviewHour[]; now: Date }) {
  const { t, language } = useWords()
  const title = useId()
  const ends = Math.floor(now.getTime() / 3_600_000)
  const byHour = new Map(given.map((hour) => [Math.floor(Date.parse(hour.at) / 3_600_000), hour]))
  const bars = Array.from({ length: hours }, (_, index) => byHour.get(ends - hours + 1 + index))
  const most = Math.max(1, ...given.map((hour) => kinds.reduce((sum, kind) => sum + hour[kind], 0)))
  const clock = (at: number) => new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(at * 3_600_000)
  return (
    <figure className="grid gap-2">
      <svg viewBox={`0 0 ${hours * step} ${height + 16}`} role="img" aria-labelledby={title} className="h-auto w-full">
        <title id={title}>{t('operator.now.plot', { most })}</title>
        <line x1="0" x2={hours * step} y1={height + 0.5} y2={height + 0.5} className="stroke-line-2" strokeWidth="1" />
        {bars.map((hour, index) => hour && <Bar key={hour.at} hour={hour} x={index * step + 2} most={most} />)}
        {[0, 6, 12, 18, 23].map((index) => (
          <text key={index} x={index * step + step / 2} y={height + 13} textAnchor={index === 0 ? 'start' : index === 23 ? 'end' : 'middle'} className="fill-ink-2 text-[10px]">
            {clock(ends - hours + 1 + index)}
          </text>
        ))}
      </svg>
      <figcaption className="text-ink-2 flex flex-wrap gap-x-4 gap-y-1 text-14">
        {kinds.map((kind) => (
          <span key={kind} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={`size-3 rounded-[2px] ${inks[kind]}`} />
            {t(`operator.now.kinds.${kind}`)}
          </span>
        ))}
      </figcaption>
      <details>
        <summary className="text-ink-2 py-1 text-14 coarse:py-2.5">{t('operator.now.asTable')}</summary>
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t('operator.now.asTable')}>
          <table className="w-full text-14 tabular-nums">
            <thead>
              <tr className="text-left">
                <th className="pr-3 font-medium">{t('operator.now.hour')}</th>
                {kinds.map((kind) => (
                  <th key={kind} className="pr-3 font-medium">
                    {t(`operator.now.kinds.${kind}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {given.map((hour) => (
                <tr key={hour.at} className="border-line border-t">
                  <td className="pr-3">{clock(Date.parse(hour.at) / 3_600_000)}</td>
                  {kinds.map((kind) => (
                    <td key={kind}>{hour[kind]}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}

function Bar({ hour, x, most }: { hour: OverviewHour; x: number; most: number }) {
  let below = 0
  return kinds.map((kind) => {
    const tall = (hour[kind] / most) * (height - 4)
    below += tall
    return tall > 0 ? <rect key={kind} x={x} y={height - below} width={step - 4} height={tall} className={fills[kind]} /> : null
  })
}
