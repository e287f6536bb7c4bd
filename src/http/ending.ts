// Waits until a generation has ended, by the news and by looking at the row: another server may have drawn it.

import { Stated } from '../core/errors.ts'
import type { Parts } from '../core/ports.ts'
import { endStates, type GenerationRow } from '../core/rows.ts'

/** Milliseconds between looks at the row when no news come. */
const lookEvery = 1000

/** @throws Stated `gone` when the row vanished, `shutting_down` when the server stops; whatever `stop` gives otherwise */
export async function waitForEnd(parts: Parts, id: string, signals: { closing?: AbortSignal; hungUp: AbortSignal }): Promise<GenerationRow> {
  let wake = () => {}
  const forgetNews = parts.announcements.subscribe(id, 0, (event) => {
    if (endStates.includes(event.state)) wake()
  })
  const forgetRows = parts.store.onGeneration((which, state) => {
    if (which === id && endStates.includes(state)) wake()
  })
  const stop = () => wake()
  const all = [signals.closing, signals.hungUp].filter((signal) => signal !== undefined)
  for (const signal of all) signal.addEventListener('abort', stop)
  try {
    for (;;) {
      const news = new Promise<void>((resolve) => (wake = resolve))
      const row = await parts.store.generations.get(id)
      if (!row) throw new Stated('gone')
      if (endStates.includes(row.state)) return row
      if (all.some((signal) => signal.aborted)) throw new Stated('shutting_down')
      await orSoon(news, lookEvery)
    }
  } finally {
    forgetNews()
    forgetRows()
    for (const signal of all) signal.removeEventListener('abort', stop)
  }
}

/** Resolves with the promise or after some milliseconds, whichever is first. */
export async function orSoon(promise: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const soon = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)))
  await Promise.race([promise, soon]).finally(() => clearTimeout(timer))
}
