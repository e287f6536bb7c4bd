// The tools of the mask and how they are set: beside the picture where there is room, else in one row below it.

import { Brush, Eraser, Hand, Lasso, SquareDashed } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { Button } from '../design/button.tsx'
import { saveFile } from '../shell/saving.ts'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { changeKit, kit, tools, type Kit } from './editor-state.ts'
import { layer } from './mat.tsx'

const signs = { brush: Brush, eraser: Eraser, lasso: Lasso, box: SquareDashed, hand: Hand }
export const toolKeys = { brush: 'B', eraser: 'E', lasso: 'L', box: 'M', hand: 'H' }

export function ToolRail({ wide }: { wide: boolean }) {
  const { t } = useWords()
  const { tool } = useStore(kit)
  return (
    <div role="toolbar" aria-label={t('edit.tools')} aria-orientation={wide ? 'vertical' : 'horizontal'} className={wide ? 'border-line flex flex-col items-center gap-1 overflow-y-auto border-r p-2' : 'border-line flex shrink-0 justify-center gap-1 border-t px-2 py-1'}>
      {tools.map((one) => {
        const Sign = signs[one]
        return (
          <button
            key={one}
            type="button"
            aria-pressed={tool === one}
            aria-keyshortcuts={toolKeys[one]}
            title={`${t(`edit.tool.${one}`)} (${toolKeys[one]})`}
            onClick={() => changeKit({ tool: one })}
            className={`rounded-control grid min-h-11 justify-items-center gap-0.5 px-1 py-1.5 text-12 ${wide ? 'w-16' : 'min-w-14'} ${tool === one ? 'bg-action-wash text-action font-medium' : 'text-ink-2 hover:bg-sunk hover:text-ink'}`}
          >
            <Sign size={20} strokeWidth={1.75} aria-hidden="true" />
            {t(`edit.tool.${one}`)}
          </button>
        )
      })}
    </div>
  )
}

/** Of brush and eraser each its own size, both remembered. */
export function MaskSettings({ name }: { name: string }) {
  const { t } = useWords()
  const now = useStore(kit)
  const sized = now.tool === 'eraser' ? 'eraser' : 'brush'
  return (
    <section aria-label={t('edit.settings')} className="grid gap-4">
      <Slider label={t(`edit.${sized}Size`)} value={now[sized]} least={1} most={512} said={`${now[sized]} px`} curved onValue={(value) => changeKit({ [sized]: value })} />
      <Slider label={t('edit.soft')} value={now.soft} least={0} most={64} said={now.soft === 0 ? t('edit.softOff') : `${now.soft} px`} onValue={(soft) => changeKit({ soft })} />
      <Slider label={t('edit.opacity')} value={Math.round(now.opacity * 100)} least={20} most={80} said={`${Math.round(now.opacity * 100)} %`} onValue={(value) => changeKit({ opacity: value / 100 })} />
      <div className="grid gap-1">
        <Switch of="swapped" now={now}>{t('edit.swap')}</Switch>
        <Switch of="hatch" now={now}>{t('edit.hatch')}</Switch>
        <Switch of="pressure" now={now}>{t('edit.pressure')}</Switch>
      </div>
      <Button onClick={() => layer.now?.toImage().toBlob((file) => file && saveFile(name, file), 'image/png')}>{t('edit.saveMask')}</Button>
    </section>
  )
}

function Switch({ of, now, children }: { of: 'swapped' | 'hatch' | 'pressure'; now: Kit; children: ReactNode }) {
  return (
    <label className="flex min-h-8 items-center gap-2.5 text-14 coarse:min-h-11">
      <input type="checkbox" className="accent-action size-4.5" checked={now[of]} onChange={(event) => changeKit({ [of]: event.target.checked })} />
      {children}
    </label>
  )
}

interface SliderProps {
  label: string
  value: number
  least: number
  most: number
  said: string
  step?: number
  /** Small values get more of the way. */
  curved?: boolean
  hint?: string
  disabled?: boolean
  onValue: (value: number) => void
}

export function Slider({ label, value, least, most, said, step = 1, curved, hint, disabled, onValue }: SliderProps) {
  const id = useId()
  const shown = curved ? Math.sqrt((value - least) / (most - least)) * 100 : value
  const read = (position: number): number => (curved ? Math.round(least + (position / 100) ** 2 * (most - least)) : position)
  return (
    <div className="grid min-w-0 gap-1">
      <div className="flex items-baseline justify-between gap-3 text-14">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <output htmlFor={id} className="text-ink-2 whitespace-nowrap tabular-nums">
          {said}
        </output>
      </div>
      <input
        id={id}
        type="range"
        className="accent-action h-6 w-full coarse:h-9"
        min={curved ? 0 : least}
        max={curved ? 100 : most}
        step={step}
        value={shown}
        disabled={disabled}
        aria-valuetext={said}
        onChange={(event) => onValue(read(Number(event.target.value)))}
      />
      {hint && <p className="text-12 text-ink-3">{hint}</p>}
    </div>
  )
}
