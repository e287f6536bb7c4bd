// Choosing a style: the one that is chosen, and a button that brings the list of all.

import { ChevronDown } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import type { ModelCard } from '../api.ts'
import { fieldClass } from '../design/field.tsx'
import { useWords } from '../words/words.ts'
import type { StyleOption } from './style-grid.tsx'

/** The list and all that places it over the page come when somebody reaches for them. */
const bringList = () => import('./style-list.tsx')
const StyleList = lazy(async () => ({ default: (await bringList()).StyleList }))

interface StylePickerProps {
  styles: ModelCard['styles']
  chosen: string | null
  onChoose: (id: string | null) => void
}

const none = '-'

export function StylePicker({ styles, chosen, onChoose }: StylePickerProps) {
  const { t, language } = useWords()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const style = styles.find((one) => one.id === chosen)
  const options: StyleOption[] = [
    { id: none, name: t('make.styleNone'), adds: t('make.styleAddsNothing') },
    ...styles.map((one) => ({ id: one.id, name: one.title[language], adds: t('make.styleAdds', { words: one.words }), loose: one.loose })),
  ]
  return (
    <div className="grid min-w-0 gap-1">
      <span className="text-14 font-medium" id="style-label">
        {t('make.style')}
      </span>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-labelledby="style-label style-chosen"
        className={`${fieldClass} flex items-center justify-between gap-2 text-left hover:bg-sunk`}
        onPointerEnter={() => void bringList()}
        onFocus={() => void bringList()}
        onClick={() => setOpen(!open)}
      >
        <span id="style-chosen" className="truncate">
          {style ? style.title[language] : t('make.styleNone')}
        </span>
        <ChevronDown size={18} strokeWidth={1.75} aria-hidden="true" />
      </button>
      <Suspense>{open && <StyleList button={button} options={options} chosen={chosen ?? none} onChoose={(id) => onChoose(id === none ? null : id)} onClose={() => setOpen(false)} />}</Suspense>
      {style && <p className="text-12 text-ink-2 text-pretty">{t('make.styleAdds', { words: style.words })}</p>}
    </div>
  )
}
