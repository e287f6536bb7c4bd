// All pictures under their days, thousands of them: only those near the sight are in the page.

import { Check, Star, TimerReset } from 'lucide-react'
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type SyntheticEvent } from 'react'
import { smallAddressOf, type BriefImage } from '../api.ts'
import { dayName, longDate } from '../pictures/dates.ts'
import { view } from '../pictures/viewed.ts'
import { useStore } from '../stores.ts'
import { languageOf, useWords } from '../words/words.ts'
import { gap, headingHeight, inSight, layOut, step, topOf, type Layout, type Sight } from './layout.ts'
import { goesSoon, opened, openSoon, selected, selecting, toggle } from './library-state.ts'

/** How far beyond the screen pictures are made ready, in pixels; after a leap first only what is in sight, so that no frame has to make them all. */
const ahead = { usual: 700, afterLeap: 80 }

interface GridProps {
  images: readonly BriefImage[]
  onFavourite: (image: BriefImage) => void
  onDelete: (image: BriefImage) => void
}

export function Grid({ images, onFavourite, onDelete }: GridProps) {
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const { width, top, bottom } = useWindow(box)
  const layout = useMemo(() => layOut(images.map((image) => image.created_at), width, width < 560 ? 104 : 152), [images, width])
  const sights = useMemo(() => (width > 0 ? inSight(layout, top, bottom) : []), [layout, top, bottom, width])
  const marked = useStore(selected)
  const choosing = useStore(selecting)
  const [current, setCurrent] = useState<string>()
  const anchor = useRef<number>(undefined)
  const wantsFocus = useRef(false)

  useEffect(() => openSoon(sights.flatMap(({ from, to }) => images.slice(from, to).map((image) => image.generation))), [sights, images])
  useEffect(() => {
    if (!wantsFocus.current || !current) return
    const node = box.current?.querySelector<HTMLElement>(`[data-picture="${CSS.escape(current)}"]`)
    if (!node) return
    wantsFocus.current = false
    node.focus({ preventScroll: true })
  })

  const stop = images.some((image) => image.id === current) ? current : images[sights[0]?.from ?? 0]?.id

  function goTo(at: number): void {
    const image = images[at]
    if (!image) return
    setCurrent(image.id)
    wantsFocus.current = true
    scrollToRow(box.current, layout, at)
  }

  function choose(at: number, far: boolean): void {
    const image = images[at]
    if (!image) return
    if (far && anchor.current !== undefined) {
      const [from, to] = [Math.min(anchor.current, at), Math.max(anchor.current, at)]
      selecting.set(true)
      selected.set((now) => new Set([...now, ...images.slice(from, to + 1).map((one) => one.id)]))
    } else toggle(image.id)
    anchor.current = at
  }

  function pressed(event: KeyboardEvent<HTMLElement>): void {
    const at = images.findIndex((image) => image.id === (event.target as HTMLElement).dataset['picture'])
    const image = images[at]
    if (!image || event.altKey || event.nativeEvent.isComposing) return
    const withMod = event.ctrlKey || event.metaKey
    if (withMod && event.key.toLowerCase() === 'a') {
      selecting.set(true)
      selected.set(new Set(images.map((one) => one.id)))
    } else if (withMod) return
    else if (event.key === ' ') choose(at, event.shiftKey)
    else if (event.key === '.') onFavourite(image)
    else if (event.key === 'Delete') {
      const next = images[at + 1] ?? images[at - 1]
      setCurrent(next?.id)
      wantsFocus.current = true
      onDelete(image)
    } else {
      const to = step(layout, images.length, at, event.key)
      if (to === undefined) return
      goTo(to)
    }
    event.preventDefault()
  }

  function clicked(event: MouseEvent, at: number): void {
    setCurrent(images[at]?.id)
    if (choosing || event.shiftKey || event.ctrlKey || event.metaKey) choose(at, event.shiftKey)
    else if (images[at]) view(images[at].id)
  }

  const latest = useRef({ clicked, choose })
  latest.current = { clicked, choose }
  const onClick = useCallback((event: MouseEvent, at: number) => latest.current.clicked(event, at), [])
  const onLong = useCallback((at: number) => latest.current.choose(at, false), [])

  return (
    <div ref={box} role="group" aria-label={t('library.grid')} className="relative" style={{ height: layout.height }} onKeyDown={pressed}>
      {sights.map((sight) => (
        <Day key={sight.day.key} sight={sight} layout={layout} images={images} stop={stop} marked={marked} choosing={choosing} onClick={onClick} onLong={onLong} />
      ))}
    </div>
  )
}

interface DayProps {
  sight: Sight
  layout: Layout
  images: readonly BriefImage[]
  stop: string | undefined
  marked: ReadonlySet<string>
  choosing: boolean
  onClick: (event: MouseEvent, at: number) => void
  onLong: (at: number) => void
}

function Day({ sight: { day, from, to }, layout, images, stop, marked, choosing, onClick, onLong }: DayProps) {
  const { t, language } = useWords()
  const name = dayName(day.date, new Date())
  const known = useStore(opened)
  const now = Date.now()
  const labelOf = (image: BriefImage, words: string | undefined, at: number): string => {
    const facts = [words ?? t('library.wordless', { number: at + 1 }), image.boards.includes('favourites') && t('library.isFavourite'), goesSoon(image, now) && t('library.isSoon')]
    const said = facts.filter(Boolean).join(', ')
    return choosing ? t('library.choose', { words: said }) : t('picture.open', { words: said })
  }
  return (
    <section aria-labelledby={`day-${day.key}`} className="absolute inset-x-0" style={{ top: day.top, height: day.height }}>
      <h2 id={`day-${day.key}`} className="bg-ground text-ink-2 sticky top-13 z-10 flex items-center gap-2 text-14 font-medium wide:top-0" style={{ height: headingHeight }}>
        {name ? t(`history.${name}`) : longDate(day.date, language, new Date())}
        <span className="text-ink-3 font-normal tabular-nums">{day.count}</span>
      </h2>
      <ul>
        {images.slice(from, to).map((image, number) => {
          const place = from + number - day.start
          const words = known.get(image.generation)?.prompt
          return (
            <Tile
              key={image.id}
              image={image}
              label={labelOf(image, words, from + number)}
              language={words && languageOf(words)}
              at={from + number}
              of={images.length}
              column={place % layout.columns}
              top={headingHeight + Math.floor(place / layout.columns) * layout.row}
              side={layout.row - gap}
              columns={layout.columns}
              isStop={stop === image.id}
              isMarked={marked.has(image.id)}
              choosing={choosing}
              soon={goesSoon(image, now)}
              onClick={onClick}
              onLong={onLong}
            />
          )
        })}
      </ul>
    </section>
  )
}

interface TileProps {
  image: BriefImage
  /** Its words and what else is to be known of it, as screen readers say it. */
  label: string
  language: string | undefined
  at: number
  of: number
  column: number
  top: number
  side: number
  columns: number
  isStop: boolean
  isMarked: boolean
  choosing: boolean
  soon: boolean
  onClick: (event: MouseEvent, at: number) => void
  onLong: (at: number) => void
}

const Tile = memo(function Tile({ image, label, language, at, of, column, top, side, columns, isStop, isMarked, choosing, soon, onClick, onLong }: TileProps) {
  const favourite = image.boards.includes('favourites')
  return (
    <li aria-setsize={of} aria-posinset={at + 1} className="absolute [contain:layout_style]" style={{ left: `calc((100% + ${gap}px) * ${column / columns})`, top, width: `calc((100% + ${gap}px) / ${columns} - ${gap}px)`, height: side }}>
      <button
        type="button"
        data-picture={image.id}
        tabIndex={isStop ? 0 : -1}
        aria-label={label}
        aria-pressed={choosing ? isMarked : undefined}
        lang={language}
        className={`on-picture bg-mat rounded-picture relative grid size-full place-items-center overflow-hidden p-1 ${isMarked ? 'ring-action ring-3' : ''} ${choosing ? '' : 'cursor-zoom-in'}`}
        onClick={(event) => onClick(event, at)}
        onContextMenu={(event) => {
          if ((event.nativeEvent as PointerEvent).pointerType !== 'touch') return
          event.preventDefault()
          onLong(at)
        }}
      >
        <img src={smallAddressOf(image.id)} alt="" loading="lazy" decoding="async" onError={hideBroken} className="rounded-picture absolute inset-1 size-[calc(100%-0.5rem)] object-contain" />
        {(choosing || favourite || soon) && (
          <span className="absolute inset-x-1.5 top-1.5 flex gap-1 text-white *:rounded-full *:bg-black/62 *:p-1">
            {choosing && <span className={isMarked ? 'bg-action! text-on-action' : ''}>{isMarked ? <Check size={16} strokeWidth={2.5} aria-hidden="true" /> : <span className="block size-4" />}</span>}
            {favourite && (
              <span>
                <Star size={16} strokeWidth={1.75} fill="currentColor" aria-hidden="true" />
              </span>
            )}
            {soon && (
              <span>
                <TimerReset size={16} strokeWidth={1.75} aria-hidden="true" />
              </span>
            )}
          </span>
        )}
      </button>
    </li>
  )
})

/** One whose time was over since the list was read: its place stays calm, and opening it says so. */
const hideBroken = (event: SyntheticEvent<HTMLElement>): void => void (event.currentTarget.style.visibility = 'hidden')

/** Width of the grid and the part of it that is near the sight; changes in steps, so that a pixel of scrolling paints nothing. */
function useWindow(box: { readonly current: HTMLElement | null }): { width: number; top: number; bottom: number } {
  const [now, setNow] = useState({ width: 0, top: 0, bottom: 0 })
  useLayoutEffect(() => {
    const grain = 160
    let frame = 0
    let seen = { top: 0, bottom: 0 }
    function measure(): void {
      frame = 0
      const place = box.current?.getBoundingClientRect()
      if (!place) return
      const leapt = -place.top > seen.bottom || innerHeight - place.top < seen.top
      const more = leapt ? ahead.afterLeap : ahead.usual
      const top = Math.floor((-place.top - more) / grain) * grain
      const bottom = Math.ceil((innerHeight - place.top + more) / grain) * grain
      const width = Math.floor(place.width)
      seen = { top, bottom }
      setNow((before) => (before.width === width && before.top === top && before.bottom === bottom ? before : { width, top, bottom }))
      if (leapt) soon()
    }
    const soon = () => (frame ||= requestAnimationFrame(measure))
    const watch = new ResizeObserver(soon)
    if (box.current) watch.observe(box.current)
    addEventListener('scroll', soon, { passive: true })
    addEventListener('resize', soon)
    measure()
    return () => {
      watch.disconnect()
      removeEventListener('scroll', soon)
      removeEventListener('resize', soon)
      cancelAnimationFrame(frame)
    }
  }, [box])
  return now
}

function scrollToRow(box: HTMLElement | null, layout: Layout, at: number): void {
  if (!box) return
  const start = scrollY + box.getBoundingClientRect().top + topOf(layout, at)
  const covered = 120
  if (start - headingHeight - covered < scrollY) scrollTo({ top: Math.max(0, start - headingHeight - covered) })
  else if (start + layout.row + covered > scrollY + innerHeight) scrollTo({ top: start + layout.row + covered - innerHeight })
}

/** Brings a day to the top of the screen, under whatever covers it. */
export function scrollToDay(day: string, images: readonly BriefImage[]): void {
  const grid = document.querySelector<HTMLElement>('#stage [role=group]')
  if (!grid) return
  const width = Math.floor(grid.getBoundingClientRect().width)
  const layout = layOut(images.map((image) => image.created_at), width, width < 560 ? 104 : 152)
  const found = layout.days.find((one) => one.key === day)
  if (found) scrollTo({ top: scrollY + grid.getBoundingClientRect().top + found.top - 64 })
}
