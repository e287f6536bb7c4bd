// Two versions in one place: a divider that a hand drags and arrow keys move.

import { useState } from 'react'
import { createStore } from '../stores.ts'
import { useWords } from '../words/words.ts'

/** Id of the version that the shown one is compared with. */
export const comparing = createStore<string | undefined>(undefined)

export function Compare({ url, words }: { url: string; words: string }) {
  const { t } = useWords()
  const [at, setAt] = useState(50)
  const badge = 'pointer-events-none absolute top-2 rounded-full bg-[#1d1a16]/75 px-2.5 py-0.5 text-12 text-[#fff]'
  return (
    <div className="absolute inset-0 overflow-hidden" data-own-pointer data-compare={at}>
      <img src={url} alt={words} draggable={false} className="absolute inset-0 size-full" style={{ clipPath: `inset(0 ${100 - at}% 0 0)` }} />
      <input
        type="range"
        autoFocus
        min={0}
        max={100}
        value={at}
        aria-label={t('edit.divider')}
        aria-valuetext={`${at} %`}
        title={t('edit.compareHint')}
        onChange={(event) => setAt(Number(event.target.value))}
        className="peer absolute inset-0 z-10 size-full cursor-ew-resize opacity-0"
      />
      <div aria-hidden="true" className="peer-focus-visible:[&>span]:outline-action pointer-events-none absolute inset-y-0 w-0 border-l-2 border-[#fff] shadow-[0_0_0_1px_#1d1a16] peer-focus-visible:[&>span]:outline-3" style={{ left: `${at}%` }}>
        <span className="absolute top-1/2 left-0 grid size-9 -translate-x-1/2 -translate-y-1/2 place-items-center rounded-full border-2 border-[#1d1a16] bg-[#fff] text-14 font-bold text-[#1d1a16]">⇔</span>
      </div>
      <span className={`${badge} left-2`}>{t('edit.before')}</span>
      <span className={`${badge} right-2`}>{t('edit.after')}</span>
    </div>
  )
}
