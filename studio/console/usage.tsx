// What the account used so far today, and what it may.

import { useQuery } from '@tanstack/react-query'
import { dateAndTime } from '../pictures/dates.ts'
import { PartLink } from '../shell/part-link.tsx'
import { Section } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'
import * as calls from './calls.ts'
import type { PartProps } from './console-page.tsx'

export function Usage(_: PartProps) {
  const { t, language } = useWords()
  const { data: limits } = useQuery({ queryKey: ['console', 'limits'], queryFn: calls.readLimits, staleTime: 0 })
  if (!limits) return <p className="text-ink-2">{t('app.loading')}</p>
  const { concurrency, requests, pictures_today: pictures, free_pictures_today: free } = limits
  const until = (time: string) => t('console.anewAt', { time: dateAndTime(new Date(time), language) })
  return (
    <Section title={t('console.names.usage')}>
      {limits.tier && <p>{t('console.tier', { tier: t(`console.tiers.${limits.tier}`) })}</p>}
      <Bar name={t('console.unfinished')} used={concurrency.used} most={concurrency.most} />
      {requests && <Bar name={t('console.requests')} used={requests.per_minute - requests.left} most={requests.per_minute} />}
      {pictures && <Bar name={t('console.picturesToday')} used={pictures.used} most={pictures.most} note={until(pictures.until)} />}
      {free && free.most > 0 && <Bar name={t('console.freeToday')} used={free.used} most={free.most} note={until(free.until)} />}
      <p className="-mx-3">
        <PartLink path="/developers/requests">{t('console.eachRequest')}</PartLink>
      </p>
    </Section>
  )
}

function Bar({ name, used, most, note }: { name: string; used: number; most: number; note?: string }) {
  const { t } = useWords()
  const share = most > 0 ? Math.min(used / most, 1) : 0
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span>{name}</span>
        <span className="tabular-nums">{t('console.ofMost', { used, most })}</span>
      </p>
      <div className="bg-sunk h-2 overflow-hidden rounded-full" role="meter" aria-label={name} aria-valuemin={0} aria-valuemax={most} aria-valuenow={used}>
        <div className={`h-full w-full origin-left rounded-full ${share >= 0.9 ? 'bg-wait' : 'bg-action'}`} style={{ transform: `scaleX(${share})` }} />
      </div>
      {note && <p className="text-ink-3 text-14">{note}</p>}
    </div>
  )
}
