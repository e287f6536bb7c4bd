// The named state of an order: sign, word, colour, and what else is known.

import { Ban, Brush, CircleAlert, CircleCheck, CirclePause, Clock, Flame, Save, Send } from 'lucide-react'
import type { Generation } from '../api.ts'
import { useWords, type Say } from '../words/words.ts'
import type { LiveJob } from './progress.ts'
import { sayRange } from './times.ts'

export type JobState = 'sending' | 'waiting' | 'warming' | 'painting' | 'finishing' | 'ready' | 'stopped' | 'failed' | 'refused'

const looks = {
  sending: [Send, 'text-wait'],
  waiting: [Clock, 'text-wait'],
  warming: [Flame, 'text-wait'],
  painting: [Brush, 'text-action'],
  finishing: [Save, 'text-action'],
  ready: [CircleCheck, 'text-done'],
  stopped: [CirclePause, 'text-ink-2'],
  failed: [CircleAlert, 'text-stop'],
  refused: [Ban, 'text-wait'],
} as const

export function jobStateOf(generation: Generation, live: LiveJob | undefined): JobState {
  if (generation.state === 'finished') return 'ready'
  if (generation.state === 'cancelled') return 'stopped'
  if (generation.state === 'failed' || generation.state === 'refused') return generation.state
  const phase = live?.phase ?? generation.phase
  return phase === 'ended' ? 'finishing' : phase
}

/** The sentence beside the state's word; empty when there is nothing true to add. */
export function sayMore(say: Say, state: JobState, generation: Generation, live: LiveJob | undefined): string {
  const seconds = live?.seconds ?? generation.seconds
  const about = seconds ? say('time.about', { range: sayRange(say, seconds) }) : ''
  const joined = (...parts: string[]) => parts.filter((part) => part !== '').join(' · ')
  if (state === 'waiting') {
    const place = live?.place ?? generation.place
    return joined(place === undefined ? '' : place === 0 ? say('job.aheadNone') : say('job.ahead', { count: place }), about)
  }
  if (state === 'warming') return say('job.warmingHint')
  if (state === 'painting' && live && live.steps > 0) {
    const at = { step: live.step, steps: live.steps, picture: live.picture + 1, pictures: generation.pictures }
    return joined(generation.pictures > 1 ? say('job.stepOf', at) : say('job.step', at))
  }
  if (state === 'finishing') return say('job.finishingHint')
  if (state === 'stopped') return say('job.stoppedHint')
  if (state === 'ready' && generation.ended_at) {
    const took = (Date.parse(generation.ended_at) - Date.parse(generation.created_at)) / 1000
    return say('job.tookSeconds', { range: sayRange(say, { least: took, most: took }) })
  }
  return ''
}

export function StateLine({ state, more }: { state: JobState; more: string }) {
  const { t } = useWords()
  const [Sign, colour] = looks[state]
  return (
    <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-14">
      <span className={`flex items-center gap-1.5 font-medium ${colour}`}>
        <Sign size={18} strokeWidth={1.75} aria-hidden="true" />
        {t(`job.${state}`)}
      </span>
      {more && <span className="text-ink-2 tabular-nums">{more}</span>}
    </p>
  )
}

/** Grows only; the bar is moved by transform, so nothing around it is laid out anew. */
export function ProgressBar({ state, fraction }: { state: JobState; fraction: number }) {
  const { t } = useWords()
  const percent = Math.round(fraction * 100)
  return (
    <div className="bg-sunk h-1 overflow-hidden rounded-full" role="progressbar" aria-label={t('job.progress')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
      <div
        className={`h-full w-full origin-left rounded-full transition-transform duration-[var(--develop)] ${state === 'waiting' || state === 'warming' ? 'bg-wait' : 'bg-action'}`}
        style={{ transform: `scaleX(${fraction})` }}
      />
    </div>
  )
}
