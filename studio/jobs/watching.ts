// Follows unfinished orders: the first in line by events, the rest by asking now and then.

import { useEffect, useRef } from 'react'
import { connectionLost, readGeneration, watchGeneration, type Generation } from '../api.ts'
import { keepGeneration } from '../server-state.ts'
import { createStore } from '../stores.ts'
import { hear, startLive, type LiveJob } from './progress.ts'

/** A browser opens six connections to one address; streams must leave room for everything else. */
const mostStreams = 3
const askEvery = 3000

export const lives = createStore<ReadonlyMap<string, LiveJob>>(new Map())

function setLive({ id, pictures, phase }: Generation, change: (now: LiveJob) => LiveJob): void {
  lives.set((all) => new Map(all).set(id, change(all.get(id) ?? startLive(pictures, phase))))
}

async function ask(id: string): Promise<void> {
  try {
    keepGeneration(await readGeneration(id))
  } catch {
    // Asked again soon; the events tell whether the server is away.
  }
}

function follow(generation: Generation): () => void {
  const { id, pictures } = generation
  return watchGeneration(id, (news) => {
    setLive(generation, (now) => hear(now, news, pictures))
    if (news.phase === 'ended') void ask(id)
  })
}

export function useWatching(unfinished: Generation[]): void {
  const streams = useRef(new Map<string, () => void>())
  const ids = unfinished.map((generation) => generation.id).join()
  const latest = useRef(unfinished)
  latest.current = unfinished

  useEffect(() => {
    const open = streams.current
    const wanted = latest.current.slice(-mostStreams)
    for (const [id, stop] of open) {
      if (wanted.some((generation) => generation.id === id)) continue
      stop()
      open.delete(id)
    }
    for (const generation of wanted) if (!open.has(generation.id)) open.set(generation.id, follow(generation))
    if (ids === '') return
    const timer = setInterval(() => {
      const followed = latest.current.filter((generation) => open.has(generation.id) && lives.get().get(generation.id)?.phase !== 'ended')
      for (const generation of latest.current) if (!followed.includes(generation) || connectionLost.get()) void ask(generation.id)
    }, askEvery)
    return () => clearInterval(timer)
  }, [ids])

  useEffect(() => {
    const open = streams.current
    return () => {
      for (const stop of open.values()) stop()
      open.clear()
    }
  }, [])
}
