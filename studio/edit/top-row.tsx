// Above the picture: the way out, what to do, and what is done to the mask as a whole.

import { ArrowLeft, Columns2, Contrast, Eye, GitBranch, Keyboard, Maximize, Redo2, Trash2, Undo2, ZoomIn, ZoomOut } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, SignButton } from '../design/button.tsx'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { comparing } from './compare.tsx'
import { keysOpen, type KeyActions } from './edit-keys.tsx'
import { addStep, changeWork, hidden, modes, redo, undo, work } from './editor-state.ts'
import { fitView, view } from './view-of.ts'

interface TopRowProps {
  actions: KeyActions
  wide: boolean
  mayCompare: boolean
  versions: number
  onVersions: () => void
}

const sign = { size: 20, strokeWidth: 1.75, 'aria-hidden': true } as const

export function TopRow({ actions, wide, mayCompare, versions, onVersions }: TopRowProps) {
  const { t } = useWords()
  const { mode } = useStore(work)
  return (
    <header className="border-line bg-paper grid gap-1 border-b px-2 py-1.5 wide:flex wide:items-center wide:gap-3 wide:px-3">
      <div className="flex min-w-0 items-center gap-2">
        <Button kind="quiet" onClick={actions.leave} title={t('edit.keptAsYouGo')} aria-keyshortcuts="Escape">
          <ArrowLeft {...sign} />
          {t('edit.done')}
        </Button>
        <h1 className="sr-only">{t('edit.title')}</h1>
        <div role="radiogroup" aria-label={t('edit.mode')} className="bg-sunk rounded-control flex min-w-0 grow gap-0.5 p-0.5 wide:grow-0">
          {modes.map((one) => (
            <label key={one} className={`rounded-[5px] flex min-h-8 grow cursor-pointer items-center justify-center px-2 text-14 whitespace-nowrap wide:px-3 coarse:min-h-10 has-focus-visible:outline-2 has-focus-visible:outline-action ${mode === one ? 'bg-paper text-action font-medium shadow-float' : 'text-ink-2'}`}>
              <input type="radio" name="edit-mode" className="sr-only" checked={mode === one} onChange={() => changeWork({ mode: one })} />
              {t(`edit.modes.${one}`)}
            </label>
          ))}
        </div>
      </div>
      <div className="flex items-center justify-between gap-1 wide:grow">
        <MaskWhole active={mode === 'paint'} />
        <div className="flex items-center">
          {wide && <ViewButtons zoom={actions.zoom} />}
          <Compared may={mayCompare} onCompare={actions.compare} />
          {!wide && (
            <SignButton label={`${t('edit.versions')} (${versions})`} onClick={onVersions}>
              <GitBranch {...sign} />
            </SignButton>
          )}
          {wide && (
            <SignButton label={t('edit.keys')} aria-keyshortcuts="?" onClick={() => keysOpen.set(true)}>
              <Keyboard {...sign} />
            </SignButton>
          )}
        </div>
      </div>
    </header>
  )
}

function MaskWhole({ active }: { active: boolean }) {
  const { t } = useWords()
  const { steps, undone } = useStore(work)
  const out = useStore(hidden)
  if (!active) return <span />
  return (
    <div className="flex items-center">
      <SignButton label={t('edit.undo')} disabled={steps.length === 0} onClick={undo}>
        <Undo2 {...sign} />
      </SignButton>
      <SignButton label={t('edit.redo')} disabled={undone.length === 0} onClick={redo}>
        <Redo2 {...sign} />
      </SignButton>
      <Line />
      <SignButton label={t('edit.invert')} aria-keyshortcuts="I" onClick={() => addStep({ kind: 'invert' })}>
        <Contrast {...sign} />
      </SignButton>
      <SignButton label={t('edit.clear')} disabled={steps.length === 0 || steps.at(-1)?.kind === 'clear'} onClick={() => addStep({ kind: 'clear' })}>
        <Trash2 {...sign} />
      </SignButton>
      <SignButton
        label={t('edit.hide')}
        aria-pressed={out}
        aria-keyshortcuts="Q"
        onPointerDown={() => hidden.set(true)}
        onPointerUp={() => hidden.set(false)}
        onPointerLeave={() => hidden.set(false)}
        onKeyDown={(event) => (event.key === ' ' || event.key === 'Enter') && hidden.set(true)}
        onKeyUp={() => hidden.set(false)}
        onBlur={() => hidden.set(false)}
      >
        <Eye {...sign} />
      </SignButton>
    </div>
  )
}

function ViewButtons({ zoom }: { zoom: (factor: number) => void }): ReactNode {
  const { t } = useWords()
  return (
    <>
      <SignButton label={t('edit.zoomOut')} aria-keyshortcuts="-" onClick={() => zoom(0.8)}>
        <ZoomOut {...sign} />
      </SignButton>
      <SignButton label={t('edit.fit')} aria-keyshortcuts="0" onClick={() => view.set(fitView)}>
        <Maximize {...sign} />
      </SignButton>
      <Button kind="quiet" aria-label={t('edit.full')} aria-keyshortcuts="1" className="tabular-nums" onClick={() => view.set({ scale: 1 / devicePixelRatio, x: 0, y: 0 })}>
        1:1
      </Button>
      <SignButton label={t('edit.zoomIn')} aria-keyshortcuts="+" onClick={() => zoom(1.25)}>
        <ZoomIn {...sign} />
      </SignButton>
      <Line />
    </>
  )
}

function Compared({ may, onCompare }: { may: boolean; onCompare: () => void }) {
  const { t } = useWords()
  const on = useStore(comparing) !== undefined
  const name = on ? t('edit.compareEnd') : t('edit.compare')
  return (
    <SignButton label={name} disabled={!may && !on} aria-pressed={on} aria-keyshortcuts="C" className={on ? 'text-action bg-action-wash' : ''} onClick={onCompare}>
      <Columns2 {...sign} />
    </SignButton>
  )
}

const Line = () => <span className="border-line mx-1 h-6 border-l" aria-hidden="true" />
