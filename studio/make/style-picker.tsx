// Choosing a style: what each one adds to the words is shown before it is used.

import { ChevronDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { lazy, Suspense, useState } from 'react'
import type { ModelCard } from '../api.ts'
import { fieldClass } from '../design/field.tsx'
import { useWords } from '../words/words.ts'
import type { StyleOption } from './style-grid.tsx'

const StyleGrid = lazy(async () => ({ default: (await import('./style-grid.tsx')).StyleGrid }))

interface StylePickerProps {
  styles: ModelCard['styles']
  chosen: string | null
  onChoose: (id: string | null) => void
}

const none = '-'

export function StylePicker({ styles, chosen, onChoose }: StylePickerProps) {
  const { t, language } = useWords()
  const [open, setOpen] = useState(false)
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
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger aria-labelledby="style-label style-chosen" className={`${fieldClass} flex items-center justify-between gap-2 text-left hover:bg-sunk`}>
          <span id="style-chosen" className="truncate">
            {style ? style.title[language] : t('make.styleNone')}
          </span>
          <ChevronDown size={18} strokeWidth={1.75} aria-hidden="true" />
        </Popover.Trigger>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-labelledby="style-label"
          className="bg-paper border-line rounded-card shadow-float appear z-40 max-h-[min(34rem,var(--radix-popover-content-available-height))] min-h-[min(22rem,50dvh)] w-[min(30rem,calc(100vw-2rem))] overflow-y-auto overscroll-contain border p-2"
        >
          <Suspense fallback={<p className="text-ink-2 p-2 text-14">{t('app.loading')}</p>}>
            <StyleGrid options={options} chosen={chosen ?? none} onChoose={(id) => onChoose(id === none ? null : id)} onClose={() => setOpen(false)} />
          </Suspense>
        </Popover.Content>
      </Popover.Root>
      {style && <p className="text-12 text-ink-2 text-pretty">{t('make.styleAdds', { words: style.words })}</p>}
    </div>
  )
}
