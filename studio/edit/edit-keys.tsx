// The keys of the editor, and the list of them.

import { useEffect } from 'react'
import { Modal } from '../design/modal.tsx'
import { KeyRows } from '../shell/key-rows.tsx'
import { preferences } from '../shell/preferences.ts'
import { createKeys } from '../shell/screen.ts'
import { createStore, useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { addStep, changeKit, hidden, kit, redo, tools, undo } from './editor-state.ts'
import { wordsId } from './order-bar.tsx'
import { toolKeys } from './tools.tsx'
import { fitView, view } from './view-of.ts'

export const keysOpen = createStore(false)

export interface KeyActions {
  create: () => void
  leave: () => void
  compare: () => void
  zoom: (factor: number) => void
}

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (/^(textarea|select)$/i.test(target.tagName) || (target instanceof HTMLInputElement && !/^(range|checkbox|radio)$/.test(target.type)))

export function useEditKeys(actions: KeyActions): void {
  useEffect(() => {
    // Before the keys of the page below, which mean something else there.
    const pressed = (event: KeyboardEvent): void => {
      if (event.isComposing || event.keyCode === 229 || document.querySelector('dialog[open]')) return
      if (!act(event, actions)) return
      event.preventDefault()
      event.stopPropagation()
    }
    const released = (event: KeyboardEvent): void => {
      if (event.code === 'KeyQ') hidden.set(false)
      if (event.code === 'Space') delete document.querySelector<HTMLElement>('[data-mat]')?.dataset['space']
    }
    addEventListener('keydown', pressed, true)
    addEventListener('keyup', released, true)
    return () => {
      removeEventListener('keydown', pressed, true)
      removeEventListener('keyup', released, true)
    }
  }, [actions])
}

/** Whether the key meant something. */
function act(event: KeyboardEvent, { create, leave, compare, zoom }: KeyActions): boolean {
  const mod = event.metaKey || event.ctrlKey
  const typing = isTyping(event.target)
  if (mod && event.key === 'Enter') return done(create)
  if (mod && !typing && event.code === 'KeyZ') return done(event.shiftKey ? redo : undo)
  if (mod && !typing && event.code === 'KeyY') return done(redo)
  if (event.key === 'Escape' && !isBoxOpen()) return done(leave)
  if (mod || typing || event.altKey) return false
  const onMat = event.target instanceof HTMLElement && event.target.dataset['mat'] !== undefined
  if (event.code === 'Space' && (onMat || event.target === document.body)) {
    const mat = document.querySelector<HTMLElement>('[data-mat]')
    if (mat) mat.dataset['space'] = 'down'
    return true
  }
  if (!preferences.get().singleKeys) return false
  if (onMat && event.key.startsWith('Arrow') && kit.get().tool !== 'box') return done(() => panBy(event.key))
  if (event.code === 'BracketLeft' || event.code === 'BracketRight') return done(() => resize(event.code === 'BracketRight' ? 1.25 : 0.8))
  if (event.key === '?') return done(() => keysOpen.set(true))
  if (event.key === '/') return done(() => document.querySelector<HTMLElement>(`#${wordsId}`)?.focus())
  if (event.shiftKey) return false
  const tool = tools.find((one) => event.key.toUpperCase() === toolKeys[one])
  if (tool) return done(() => changeKit({ tool }))
  const single: Record<string, () => void> = {
    i: () => addStep({ kind: 'invert' }),
    q: () => hidden.set(true),
    c: compare,
    '0': () => view.set(fitView),
    '1': () => view.set({ scale: 1 / devicePixelRatio, x: 0, y: 0 }),
    '+': () => zoom(1.25),
    '=': () => zoom(1.25),
    '-': () => zoom(0.8),
  }
  const meant = single[event.key.toLowerCase()]
  return meant ? done(meant) : false
}

const isBoxOpen = (): boolean => document.querySelector('[data-box]') !== null

function done(work: () => void): true {
  work()
  return true
}

export function resize(factor: number): void {
  const now = kit.get()
  const of = now.tool === 'eraser' ? 'eraser' : 'brush'
  const next = Math.round(now[of] * factor)
  changeKit({ [of]: Math.min(512, Math.max(1, next === now[of] ? next + Math.sign(factor - 1) : next)) })
}

function panBy(key: string): void {
  const step = 48
  const [x, y] = key === 'ArrowLeft' ? [step, 0] : key === 'ArrowRight' ? [-step, 0] : key === 'ArrowUp' ? [0, step] : [0, -step]
  view.set((now) => ({ ...now, x: now.x + x, y: now.y + y }))
}

export function KeyList() {
  const { t } = useWords()
  const open = useStore(keysOpen)
  if (!open) return null
  const apple = createKeys.startsWith('⌘')
  const rows = [
    ...tools.map((tool) => [toolKeys[tool], t(`edit.tool.${tool}`)]),
    ['[ ]', t('edit.list.sizes')],
    [apple ? '⌘ Z, ⇧ ⌘ Z' : 'Ctrl + Z, Ctrl + Y', t('edit.list.undo')],
    ['I', t('edit.list.invert')],
    ['Q', t('edit.list.hide')],
    ['← ↑ → ↓', t('edit.list.box')],
    ['Enter, Backspace', t('edit.list.boxAdd')],
    ['0 1 + −', t('edit.list.view')],
    ['Space, ← ↑ → ↓', t('edit.list.pan')],
    ['C', t('edit.list.compare')],
    ['/', t('edit.list.words')],
    [createKeys, t('edit.list.create')],
    ['Esc', t('edit.list.leave')],
    ['?', t('edit.list.list')],
  ]
  return (
    <Modal title={t('edit.list.title')} closeLabel={t('app.close')} onClose={() => keysOpen.set(false)}>
      <KeyRows rows={rows} />
    </Modal>
  )
}
