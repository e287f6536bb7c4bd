// What is known of a running order, from the news about it: progress that never goes back.

import type { GenerationNews, Phase } from '../api.ts'

export interface LiveJob {
  phase: Phase
  /** False while the news still tell what the order's own state, read earlier, has told already. */
  caughtUp: boolean
  /** 0 to 1; never smaller than it was. */
  fraction: number
  picture: number
  step: number
  steps: number
  place: number | undefined
  seconds: { least: number; most: number } | undefined
  /** The newest preview of each picture. */
  previews: Array<string | undefined>
}

const order: Phase[] = ['waiting', 'warming', 'painting', 'finishing', 'ended']

export function startLive(pictures: number, phase: Phase = 'waiting'): LiveJob {
  return { phase, caughtUp: phase === 'waiting', fraction: 0, picture: 0, step: 0, steps: 0, place: undefined, seconds: undefined, previews: Array.from({ length: pictures }) }
}

/**
 * An order that lost its engine goes back to the line: the state says so, while the bar stays where it was until the
 * second try has passed that point.
 */
export function hear(live: LiveJob, news: GenerationNews, pictures: number): LiveJob {
  if (live.phase === 'ended') return live
  const back = order.indexOf(news.phase) < order.indexOf(live.phase)
  const again = back && live.caughtUp && news.state === 'waiting'
  const phase = back && !again ? live.phase : news.phase
  const next: LiveJob = { ...live, phase, caughtUp: live.caughtUp || !back, place: news.place ?? (phase === 'waiting' ? live.place : undefined), seconds: news.seconds ?? live.seconds }
  if (phase === 'painting' && news.step && news.steps) {
    const picture = news.picture ?? 0
    const done = (picture * news.steps + news.step) / (pictures * news.steps)
    next.picture = picture
    next.step = news.step
    next.steps = news.steps
    next.fraction = Math.max(live.fraction, Math.min(done, 1) * 0.96)
  }
  if (phase === 'finishing') next.fraction = Math.max(live.fraction, 0.97)
  if (phase === 'ended' && news.state === 'finished') next.fraction = 1
  if (news.preview) next.previews = live.previews.map((known, number) => (number === (news.picture ?? 0) ? news.preview?.data_url : known))
  return next
}
