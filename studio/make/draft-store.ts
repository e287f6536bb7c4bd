// The draft that the form shows, kept in this tab's history entry so that a reload brings it back.

import { createStore, useStore } from '../stores.ts'
import { draftFromState, emptyDraft, type Draft } from './draft.ts'

export const draft = createStore<Draft>(draftFromState(history.state), emptyDraft)

let timer: ReturnType<typeof setTimeout> | undefined

/** Browsers limit how often a history entry may change, so keystrokes are gathered; but a long sentence is kept while it is written. */
function keepSoon(): void {
  timer ??= setTimeout(keep, 250)
}

function keep(): void {
  clearTimeout(timer)
  timer = undefined
  history.replaceState({ ...(history.state as object | null), draft: draft.get() }, '')
}

draft.subscribe(keepSoon)
addEventListener('pagehide', keep)
addEventListener('popstate', keep)

export function useDraft(): [Draft, (change: Partial<Draft>) => void] {
  return [useStore(draft), changeDraft]
}

export function changeDraft(change: Partial<Draft>): void {
  // Other words need another better wording.
  const others = (now: Draft) => change.prompt !== undefined && change.enhanced === undefined && change.prompt !== now.prompt
  draft.set((now) => ({ ...now, ...change, ...(others(now) && { enhanced: '' }) }))
}
