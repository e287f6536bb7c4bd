// What the library shows: filters, what was found, the words of pictures in sight, and what is selected.

import { useEffect, useMemo, useState } from 'react'
import { readSome, searchGenerations, type BriefImage, type Generation, type Search } from '../api.ts'
import type { Made } from '../pictures/pages.ts'
import { createStore, useStore } from '../stores.ts'

export interface Filter {
  words: string
  style: string
  model: string
  shape: '' | NonNullable<Search['shape']>
  /** Id of a board, `favourites`, or `soon` for what goes within days. */
  board: string
}

export const noFilter: Filter = { words: '', style: '', model: '', shape: '', board: '' }
export const filter = createStore<Filter>(noFilter)
export const changeFilter = (change: Partial<Filter>): void => filter.set((now) => ({ ...now, ...change }))

export const selecting = createStore(false)
export const selected = createStore<ReadonlySet<string>>(new Set())

export function stopSelecting(): void {
  selecting.set(false)
  selected.set(new Set())
}

export function toggle(image: string): void {
  selecting.set(true)
  selected.set((now) => {
    const next = new Set(now)
    if (!next.delete(image)) next.add(image)
    return next
  })
}

/** Opened generations, by id: asked for as their pictures come into sight. */
export const opened = createStore<ReadonlyMap<string, Generation>>(new Map())
/** Generations that the server no longer has, though a list from before names them. */
export const missing = createStore<ReadonlySet<string>>(new Set())
const asked = new Set<string>()
let pending: string[] = []
let timer: ReturnType<typeof setTimeout> | undefined
const mostAtOnce = 100

export function keepOpened(generations: readonly Generation[]): void {
  if (generations.length === 0) return
  opened.set((known) => {
    const next = new Map(known)
    for (const one of generations) next.set(one.id, one)
    return next
  })
}

/** Scrolling on asks for many in a row; those still wanted a moment later go out together. */
export function openSoon(generations: readonly string[]): void {
  const wanted = generations.filter((id) => !asked.has(id) && !opened.get().has(id) && !missing.get().has(id))
  if (wanted.length === 0) return
  for (const id of wanted) asked.add(id)
  pending.push(...wanted)
  clearTimeout(timer)
  timer = setTimeout(flush, 80)
}

function flush(): void {
  const ids = [...new Set(pending)]
  pending = []
  for (let at = 0; at < ids.length; at += mostAtOnce) {
    const some = ids.slice(at, at + mostAtOnce)
    readSome(some)
      .then((found) => {
        keepOpened(found)
        const gone = some.filter((id) => !found.some((one) => one.id === id))
        if (gone.length > 0) missing.set((known) => new Set([...known, ...gone]))
      })
      .catch(() => undefined)
      // Asked for again when they come into sight once more.
      .finally(() => some.forEach((id) => asked.delete(id)))
  }
}

/** With the session or by hand: nothing of it stays in the page. */
export function forgetLibrary(): void {
  filter.set(noFilter)
  opened.set(new Map())
  missing.set(new Set())
  stopSelecting()
}

/** The picture with what made it; undefined while its words are on their way. */
export function madeOf(image: BriefImage, known: ReadonlyMap<string, Generation>): Made | undefined {
  const generation = known.get(image.generation)
  const full = generation?.images.find((one) => one.id === image.id)
  return generation && full && { generation, image: full }
}

interface Found {
  ids: ReadonlySet<string>
  done: boolean
  failed: boolean
}

const searches = ({ words, style, model, shape }: Filter): boolean => [words.trim(), style, model, shape].some((one) => one !== '')

/** Ids of what the server finds, as it finds them; undefined when nothing is searched for. */
function useFound(wanted: Filter): Found | undefined {
  const [found, setFound] = useState<Found>()
  const { words, style, model, shape } = wanted
  const active = searches(wanted)
  useEffect(() => {
    if (!active) return setFound(undefined)
    const stop = new AbortController()
    const ids = new Set<string>()
    async function look(): Promise<void> {
      for (let before: string | null | undefined; before !== null; ) {
        const page = await searchGenerations({ words, style: style || null, model: model || null, shape: shape || null, before, limit: 100 }, stop.signal)
        keepOpened(page.data)
        for (const { images } of page.data) for (const { id } of images) ids.add(id)
        before = page.next
        if (!stop.signal.aborted) setFound({ ids: new Set(ids), done: before === null, failed: false })
      }
    }
    const wait = setTimeout(() => {
      look().catch(() => !stop.signal.aborted && setFound({ ids, done: true, failed: true }))
    }, 250)
    return () => {
      clearTimeout(wait)
      stop.abort()
    }
  }, [active, words, style, model, shape])
  return active ? (found ?? { ids: new Set(), done: false, failed: false }) : undefined
}

export const daysToldBefore = 3
const day = 86_400_000

export const goesSoon = ({ deadline }: Pick<BriefImage, 'deadline'>, now: number, days = daysToldBefore): boolean =>
  deadline !== null && Date.parse(deadline) - now < days * day

/** What the filters leave, in the order of the list. */
export function useShown(images: readonly BriefImage[], hidden: ReadonlySet<string>) {
  const wanted = useStore(filter)
  const found = useFound(wanted)
  const shown = useMemo(() => {
    const now = Date.now()
    const fits = ({ board }: Filter, image: BriefImage) => board === '' || (board === 'soon' ? goesSoon(image, now) : image.boards.includes(board))
    return images.filter((image) => !hidden.has(image.id) && fits(wanted, image) && (found?.ids.has(image.id) ?? true))
  }, [images, hidden, wanted, found])
  return { shown, searching: found !== undefined && !found.done, failed: found?.failed ?? false, wanted }
}
