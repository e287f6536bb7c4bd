// Follows one generation to its end: the news as they come, and the row itself, for what other processes did.

import type { Language } from '../../core/errors.ts'
import type { Parts } from '../../core/ports.ts'
import { endStates, type GenerationEvent, type GenerationRow } from '../../core/rows.ts'
import { standingOf, type Standing } from '../describe.ts'
import { orSoon } from '../ending.ts'
import { sentenceOfEnd } from '../errors.ts'
import type { EventBody } from '../schemas/generation.ts'

export interface Told {
  event: EventBody
  kind: 'state' | 'progress' | 'preview'
  /** Number of the news it comes from; none for what the row alone tells. */
  number?: number
}

/** Milliseconds between looks at the row and the line. */
const lookEvery = 1_000

/** One entry for each thing to tell; undefined after each look, so that the teller can show signs of life. */
export async function* follow(parts: Parts, id: string, after: number, over: AbortSignal, language: Language): AsyncGenerator<Told | undefined> {
  const ear = openEar(parts, id, after, over)
  let told = ''
  try {
    while (!over.aborted) {
      const changed = ear.changed()
      const row = await parts.store.generations.get(id)
      const standing: Standing = row ? await standingOf(parts, row) : { phase: 'ended' }
      for (const news of ear.take()) {
        if (endStates.includes(news.state)) continue
        // Whoever wants it stopped, or forgotten, sees no more of it.
        if (news.preview && (!row || row.cancelAsked)) continue
        const kind = news.preview ? 'preview' : news.step === undefined ? 'state' : 'progress'
        if (kind === 'state') told = marksOf(news.phase, standing.place)
        yield { event: fromNews(news, standing), kind, number: news.number }
      }
      if (!row || endStates.includes(row.state)) return yield { event: fromRow(id, row, standing, language), kind: 'state', number: ear.newest() }
      const marks = marksOf(standing.phase, standing.place)
      if (marks !== told) yield { event: fromRow(id, row, standing, language), kind: 'state' }
      told = marks
      yield undefined
      await orSoon(changed, lookEvery)
    }
  } finally {
    ear.close()
  }
}

const marksOf = (phase: string, place: number | undefined): string => `${phase} ${phase === 'waiting' ? place : ''}`

/** Collects news until they are taken; of progress and previews a slow listener gets the newest only. */
function openEar(parts: Parts, id: string, after: number, over: AbortSignal) {
  let news: GenerationEvent[] = []
  let newest = after
  let wake = () => {}
  const hear = (event: GenerationEvent) => {
    news = news.filter((old) => old.step === undefined || event.step === undefined || Boolean(old.preview) !== Boolean(event.preview))
    news.push(event)
    newest = event.number
    wake()
  }
  const forgetNews = parts.announcements.subscribe(id, after, hear)
  const forgetRows = parts.store.onGeneration((which) => {
    if (which === id) wake()
  })
  const stop = () => wake()
  over.addEventListener('abort', stop)
  return {
    /** Resolves when there is something new since it was called. */
    changed: () => new Promise<void>((resolve) => (wake = resolve)),
    take: () => news.splice(0),
    newest: () => newest || undefined,
    close() {
      forgetNews()
      forgetRows()
      over.removeEventListener('abort', stop)
    },
  }
}

function fromRow(id: string, row: GenerationRow | undefined, { phase, place, seconds, timings }: Standing, language: Language): EventBody {
  return {
    generation: id,
    state: row?.state ?? 'cancelled',
    phase,
    place: place ?? null,
    seconds: seconds ?? null,
    timings: timings ?? null,
    picture: null,
    step: null,
    steps: null,
    preview: null,
    error: row?.error ? { code: row.error, message: sentenceOfEnd(row.error, row, language) } : null,
  }
}

function fromNews(news: GenerationEvent, { place, seconds, timings }: Standing): EventBody {
  const { preview } = news
  return {
    generation: news.generation,
    state: news.state,
    phase: news.phase,
    place: news.place ?? place ?? null,
    seconds: news.seconds ?? seconds ?? null,
    timings: timings ?? null,
    picture: news.picture ?? null,
    step: news.step ?? null,
    steps: news.steps ?? null,
    preview: preview ? { data_url: `data:${preview.mime};base64,${Buffer.from(preview.bytes).toString('base64')}` } : null,
    error: null,
  }
}
