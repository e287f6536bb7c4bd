// The keys that work everywhere on the page, and the list of them.

import { useEffect } from 'react'
import { Modal } from '../design/modal.tsx'
import { stop } from '../jobs/job-card.tsx'
import { create, focusPrompt, useCard, useMostCharacters } from '../make/ordering.ts'
import { focusAfter, moveFocus } from '../pictures/grid-keys.ts'
import type { Made } from '../pictures/pages.ts'
import { deletePicture } from '../pictures/picture-actions.tsx'
import { closeViewer, viewed } from '../pictures/viewed.ts'
import type { Generation } from '../api.ts'
import { createStore, useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { undoSeconds } from '../server-state.ts'
import { choose, preferences } from './preferences.ts'
import { KeyRows } from './key-rows.tsx'
import { createKeys, selectAllKeys } from './screen.ts'

export const listOpen = createStore(false)

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))

/** `unfinished` and `pictures` newest first. */
export function useShortcuts(unfinished: Generation[], pictures: Made[]): void {
  const { t } = useWords()
  const card = useCard()
  const most = useMostCharacters()
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (event.isComposing || event.keyCode === 229 || event.defaultPrevented || event.altKey) return
      if (event.key === 'Escape' && viewed.get() !== undefined && !document.querySelector('dialog[open]')) return closeViewer()
      if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
        if (card && !(event.target instanceof HTMLTextAreaElement)) create(card, most)
        return
      }
      if (isTyping(event.target) || event.metaKey || event.ctrlKey || document.querySelector('dialog[open]')) return
      const newest = unfinished[0]
      if (event.key === '?' && preferences.get().singleKeys) listOpen.set(true)
      else if (event.key === '/' && preferences.get().singleKeys) focusPrompt()
      else if (event.key === 'X' && event.shiftKey && preferences.get().singleKeys && newest) void stop(newest.id)
      else if (event.key === 'Delete' && viewed.get() === undefined) deleteFocused()
      else if (!moveFocus(event.key)) return
      event.preventDefault()
    }
    function deleteFocused(): void {
      const id = (document.activeElement as HTMLElement | null)?.dataset['picture']
      const made = pictures.find((one) => one.image.id === id)
      if (!made) return
      focusAfter(made.image.id)
      deletePicture(made, t)
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [unfinished, pictures, card, most, t])
}

export function ShortcutList() {
  const { t } = useWords()
  const open = useStore(listOpen)
  const { singleKeys: single } = useStore(preferences)
  if (!open) return null
  const rows = [
    [createKeys, t('keys.create')],
    ['Enter', t('keys.newline')],
    ['/', t('keys.focus')],
    ['Shift + X', t('keys.stop')],
    ['← ↑ → ↓', t('keys.move')],
    ['Enter', t('keys.open')],
    ['.', t('keys.favourite')],
    ['Space', t('keys.select')],
    [selectAllKeys, t('keys.selectAll')],
    ['Delete', t('keys.delete', { seconds: undoSeconds() })],
    ['Esc', t('keys.close')],
    ['?', t('keys.help')],
  ]
  return (
    <Modal title={t('keys.title')} closeLabel={t('app.close')} onClose={() => listOpen.set(false)}>
      <KeyRows rows={rows} />
      <label className="flex min-h-11 items-center gap-3">
        <input type="checkbox" className="accent-action size-5" checked={single} onChange={(event) => choose({ singleKeys: event.target.checked })} />
        <span className="grid">
          <span>{t('keys.single')}: / ? Shift + X</span>
          <span className="text-ink-3 text-14">{t('keys.singleHint')}</span>
        </span>
      </label>
    </Modal>
  )
}
