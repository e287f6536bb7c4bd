// The search in the guides: typed words, results below, arrow keys from one to the next, Esc back.

import { Search } from 'lucide-react'
import { useDeferredValue, useEffect, useId, useMemo, useRef, type KeyboardEvent } from 'react'
import { fieldClass, Label } from '../design/field.tsx'
import { addressOf } from '../shell/places.ts'
import { preferences } from '../shell/preferences.ts'
import { createStore, useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import type { Guide } from './guides.ts'
import { goToGuide } from './places.ts'
import { partsOf, search } from './search.ts'

/** Kept while guides are read one after the other. */
export const asked = createStore('')

export function SearchBox({ guides }: { guides: readonly Guide[] }) {
  const { t } = useWords()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const text = useStore(asked)
  const words = useDeferredValue(text)
  const parts = useMemo(() => partsOf(guides), [guides])
  const found = useMemo(() => search(parts, words), [parts, words])
  useSlash(id)
  return (
    <div ref={box} role="search" className="grid min-w-0 content-start gap-2" onKeyDown={(event) => move(event, box.current)}>
      <Label htmlFor={id}>{t('dev.search')}</Label>
      <div className="relative">
        <Search size={18} strokeWidth={1.75} aria-hidden="true" className="text-ink-3 pointer-events-none absolute top-1/2 left-3 -translate-y-1/2" />
        <input id={id} type="search" autoComplete="off" className={`${fieldClass} pl-10`} value={text} placeholder={t('dev.searchHint')} aria-keyshortcuts="/" onChange={(event) => asked.set(event.target.value)} />
      </div>
      <p role="status" className="text-ink-2 text-14">
        {words.trim() !== '' && (found.length > 0 ? t('dev.found', { count: found.length }) : t('dev.foundNone', { words }))}
      </p>
      {found.length > 0 && (
        <ul className="grid gap-1" aria-label={t('dev.results')}>
          {found.map((part) => (
            <li key={`${part.guide}#${part.id}`}>
              <a
                href={`${addressOf(`/docs/${part.guide}`)}${part.id && `#${part.id}`}`}
                onClick={goToGuide(`/docs/${part.guide}`, part.id, () => asked.set(''))}
                className="hover:bg-sunk rounded-control block min-w-0 px-3 py-2"
                data-found={part.guide}
              >
                <span className="text-action block font-medium">
                  {part.title}
                  {part.id && <span className="text-ink-2 font-normal"> · {part.guideTitle}</span>}
                </span>
                <span className="text-ink-2 block text-14 break-words">
                  {part.excerpt.map((one, at) => (one.hit ? <mark key={at} className="bg-wait-wash text-ink">{one.text}</mark> : one.text))}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function move(event: KeyboardEvent, box: HTMLElement | null): void {
  const stops = [...(box?.querySelectorAll<HTMLElement>('input, a') ?? [])]
  const at = stops.indexOf(document.activeElement as HTMLElement)
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (event.nativeEvent.isComposing || at < 0) return
  if (event.key === 'Escape' && at > 0) stops[0]?.focus()
  else if (event.key === 'Enter' && at === 0) stops[1]?.click()
  else if (step && stops[at + step]) stops[at + step]?.focus()
  else return
  event.preventDefault()
}

/** On these pages `/` leads to the search, as it leads to the prompt elsewhere. */
function useSlash(id: string): void {
  useEffect(() => {
    function pressed(event: globalThis.KeyboardEvent): void {
      const typing = event.target instanceof HTMLElement && /^(input|textarea|select)$/i.test(event.target.tagName)
      if (event.key !== '/' || !preferences.get().singleKeys || typing || event.isComposing || event.metaKey || event.ctrlKey || event.altKey || document.querySelector('dialog[open]')) return
      event.preventDefault()
      document.getElementById(id)?.focus()
    }
    // Before the keys of every page hear it.
    addEventListener('keydown', pressed, { capture: true })
    return () => removeEventListener('keydown', pressed, { capture: true })
  }, [id])
}
