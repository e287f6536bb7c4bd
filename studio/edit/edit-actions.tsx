// What can be made of a picture, offered where it is shown large.

import { Brush, Maximize2, Shapes } from 'lucide-react'
import { buttonClass } from '../design/button.tsx'
import { leaveFor } from '../pictures/viewed.ts'
import { addressOf } from '../shell/places.ts'
import { useWords } from '../words/words.ts'
import { start, type Mode } from './editor-state.ts'

const ways = [
  { mode: 'paint', sign: Brush, name: 'edit.open' },
  { mode: 'vary', sign: Shapes, name: 'edit.vary' },
  { mode: 'enlarge', sign: Maximize2, name: 'edit.enlarge' },
] as const satisfies ReadonlyArray<{ mode: Mode; sign: unknown; name: string }>

export function EditActions({ image }: { image: string }) {
  const { t } = useWords()
  const path = `/edit/${image}`
  return (
    <div className="grid grid-cols-2 gap-2">
      {ways.map(({ mode, sign: Sign, name }) => (
        <a
          key={mode}
          href={`${addressOf(path)}#${mode}`}
          className={buttonClass({ kind: mode === 'paint' ? 'action' : 'plain' }, mode === 'paint' ? 'col-span-2' : '')}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            start.mode = mode
            start.from = location.pathname
            leaveFor(path)
          }}
        >
          <Sign size={18} strokeWidth={1.75} aria-hidden="true" />
          {t(name)}
        </a>
      ))}
    </div>
  )
}
