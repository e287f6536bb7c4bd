// An order on its way, or one that the server would not take: what happened and what to do.

import { RotateCcw, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../design/button.tsx'
import { focusPrompt } from '../make/ordering.ts'
import { dateAndTime } from '../pictures/dates.ts'
import { languageOf, useWords, type Language, type Say } from '../words/words.ts'
import { Frames } from './frames.tsx'
import { ProgressBar, StateLine } from './job-state.tsx'
import { dismiss, sendAgain, type Sending } from './sending.ts'
import { sayRange } from './times.ts'

const nothing: ReadonlySet<string> = new Set()

export function SendingCard({ one }: { one: Sending }) {
  const { t } = useWords()
  const { order, trouble } = one
  const state = trouble ? 'failed' : 'sending'
  return (
    <article aria-label={`${t(`job.${state}`)}: ${order.prompt}`} className="bg-paper border-line rounded-card appear min-w-0 overflow-hidden border" data-state={state}>
      <header className="grid gap-2 px-4 py-3">
        <div className="flex min-h-9 items-center justify-between gap-3 coarse:min-h-11">
          <StateLine state={state} more="" />
          {trouble && (
            <Button kind="quiet" aria-label={t('job.dismiss')} title={t('job.dismiss')} onClick={() => dismiss(one.key)}>
              <X size={18} strokeWidth={1.75} aria-hidden="true" />
            </Button>
          )}
        </div>
        {!trouble && <ProgressBar state="waiting" fraction={0} />}
      </header>
      <div className={trouble ? 'border-line border-t' : 'wide:grid-cols-[minmax(0,2fr)_minmax(13rem,1fr)] border-line grid border-t'}>
        {!trouble && (
          <div className="bg-mat p-4">
            <Frames words={order.prompt} width={order.width ?? 1} height={order.height ?? 1} pictures={order.pictures ?? 1} previews={[]} hidden={nothing} busy />
          </div>
        )}
        <div className="grid content-start gap-3 p-4">
          <p className="line-clamp-6 font-serif text-18 break-words" lang={languageOf(order.prompt)}>
            {order.prompt}
          </p>
          {trouble && (
            <>
              <div className="bg-stop-wash text-stop rounded-control px-3 py-2 text-14" role="alert">
                <p>{trouble.message || t('job.unreachable')}</p>
                <p>
                  {t('job.failedHint')} {t('job.code', { code: trouble.code })}
                </p>
              </div>
              <div className="flex flex-wrap gap-2">
                <Retry key={trouble.until} one={one} until={trouble.until ?? 0} />
                <Button kind="quiet" onClick={focusPrompt}>
                  {t('job.editWords')}
                </Button>
              </div>
            </>
          )}
        </div>
      </div>
    </article>
  )
}

/** What a limit keeps back cannot be pressed before the limit gives way. */
function Retry({ one, until }: { one: Sending; until: number }) {
  const { t, language } = useWords()
  const [left, setLeft] = useState(() => secondsTo(until))
  useEffect(() => {
    if (left <= 0) return
    const timer = setInterval(() => setLeft(secondsTo(until)), 500)
    return () => clearInterval(timer)
  }, [left, until])
  const wait = left > 0 && sayWait(t, language, left, until)
  return (
    <>
      <Button kind="action" why={wait} onClick={() => sendAgain(one)}>
        <RotateCcw size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('job.retry')}
      </Button>
      {wait && (
        <span className="text-ink-2 self-center text-14 tabular-nums" data-wait={left}>
          {wait}
        </span>
      )}
    </>
  )
}

/** Beyond an hour or so the time of the day says more than a count. */
function sayWait(t: Say, language: Language, left: number, until: number): string {
  if (left > 5400) return t('job.retryFrom', { time: dateAndTime(new Date(until), language) })
  return t('job.retryIn', { range: left > 90 ? sayRange(t, { least: left, most: left }) : t('time.seconds', { least: left }) })
}

const secondsTo = (until: number): number => Math.max(0, Math.ceil((until - Date.now()) / 1000))
