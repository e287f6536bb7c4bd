// Finding: one's own words, style, model, shape, favourites and boards, and the way to a day.

import { CalendarDays, Search, X } from 'lucide-react'
import { useId, useMemo, useState, type ReactNode } from 'react'
import type { BriefImage } from '../api.ts'
import { Button } from '../design/button.tsx'
import { fieldClass } from '../design/field.tsx'
import { dayKey, longDate } from '../pictures/dates.ts'
import { useBoards, useModels } from '../server-state.ts'
import { useStore } from '../stores.ts'
import { languageOf, useWords } from '../words/words.ts'
import { BoardList } from './board-list.tsx'
import { scrollToDay } from './grid.tsx'
import { changeFilter, filter, noFilter, type Filter } from './library-state.ts'

const shapes = ['square', 'upright', 'wide'] as const

export function Filters({ shown, count, searching }: { shown: readonly BriefImage[]; count: number; searching: boolean }) {
  const { t, language } = useWords()
  const wanted = useStore(filter)
  const models = useModels()
  const boards = useBoards()
  const [managing, setManaging] = useState(false)
  const styles = models.flatMap((model) => model.card.styles).filter((style, at, all) => all.findIndex((one) => one.id === style.id) === at)
  const changed = Object.entries(wanted).some(([name, value]) => value !== noFilter[name as keyof Filter])
  return (
    <div className="mt-3 grid gap-2">
      <div className="flex flex-wrap gap-2">
        <SearchBox />
        <div className="grid w-full grid-cols-2 gap-2 sm:flex sm:w-auto [&>:first-child:nth-last-child(odd)]:col-span-2">
          <Pick label={t('library.show')} value={wanted.board} onPick={(board) => (board === '+' ? setManaging(true) : changeFilter({ board }))}>
            <option value="">{t('library.all')}</option>
            <option value="favourites">{t('library.favourites')}</option>
            <option value="soon">{t('library.soon')}</option>
            {boards.slice(1).map((board) => (
              <option key={board.id} value={board.id}>
                {board.name} ({board.pictures})
              </option>
            ))}
            <option value="+">{t('library.manage')}</option>
          </Pick>
          {styles.length > 0 && (
            <Pick label={t('make.style')} value={wanted.style} onPick={(style) => changeFilter({ style })}>
              <option value="">{t('library.anyStyle')}</option>
              {styles.map((style) => (
                <option key={style.id} value={style.id}>
                  {style.title[language]}
                </option>
              ))}
            </Pick>
          )}
          {models.length > 1 && (
            <Pick label={t('make.model')} value={wanted.model} onPick={(model) => changeFilter({ model })}>
              <option value="">{t('library.anyModel')}</option>
              {models.map(({ id, card }) => (
                <option key={id} value={id}>
                  {card.title[language]}
                </option>
              ))}
            </Pick>
          )}
          <Pick label={t('make.shape')} value={wanted.shape} onPick={(shape) => changeFilter({ shape: shape as Filter['shape'] })}>
            <option value="">{t('library.anyShape')}</option>
            {shapes.map((shape) => (
              <option key={shape} value={shape}>
                {t(`library.shapes.${shape}`)}
              </option>
            ))}
          </Pick>
          <JumpToDay shown={shown} />
        </div>
      </div>
      <p className="text-ink-2 flex min-h-9 flex-wrap items-center gap-x-3 text-14 tabular-nums" role="status">
        {changed ? t('library.countOf', { shown: shown.length, all: count }) : t('library.count', { count })}
        {searching && <span>{t('library.searching')}</span>}
        {changed && (
          <Button kind="quiet" onClick={() => changeFilter(noFilter)}>
            <X size={16} strokeWidth={1.75} aria-hidden="true" />
            {t('library.clear')}
          </Button>
        )}
      </p>
      {managing && <BoardList onClose={() => setManaging(false)} />}
    </div>
  )
}

function SearchBox() {
  const { t } = useWords()
  const { words } = useStore(filter)
  const id = useId()
  return (
    <div className="relative grow basis-full sm:basis-64">
      <label htmlFor={id} className="sr-only">
        {t('library.search')}
      </label>
      <Search size={18} strokeWidth={1.75} aria-hidden="true" className="text-ink-3 pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2" />
      <input
        id={id}
        type="search"
        lang={languageOf(words)}
        className={`${fieldClass} pl-9`}
        placeholder={t('library.search')}
        autoComplete="off"
        maxLength={400}
        value={words}
        onChange={(event) => changeFilter({ words: event.target.value })}
      />
    </div>
  )
}

function Pick({ label, value, onPick, children }: { label: string; value: string; onPick: (value: string) => void; children: ReactNode }) {
  return (
    <select aria-label={label} title={label} className={`${fieldClass} min-w-0 truncate ${value ? 'border-action! text-action' : ''}`} value={value} onChange={(event) => onPick(event.target.value)}>
      {children}
    </select>
  )
}

/** Every day that has pictures, with how many. */
function JumpToDay({ shown }: { shown: readonly BriefImage[] }) {
  const { t, language } = useWords()
  const days = useMemo(() => {
    const counts = new Map<string, { date: Date; count: number }>()
    for (const image of shown) {
      const date = new Date(image.created_at)
      const day = counts.get(dayKey(date))
      if (day) day.count++
      else counts.set(dayKey(date), { date, count: 1 })
    }
    return [...counts]
  }, [shown])
  const now = new Date()
  if (days.length < 2) return null
  return (
    <div className="relative min-w-0">
      <CalendarDays size={18} strokeWidth={1.75} aria-hidden="true" className="text-ink-3 pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2" />
      <select aria-label={t('library.jump')} title={t('library.jump')} className={`${fieldClass} min-w-0 truncate pl-9`} value="" onChange={(event) => scrollToDay(event.target.value, shown)}>
        <option value="">{t('library.jump')}</option>
        {days.map(([key, { date, count }]) => (
          <option key={key} value={key}>
            {longDate(date, language, now)} ({count})
          </option>
        ))}
      </select>
    </div>
  )
}
