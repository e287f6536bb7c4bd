// Which picture is open in the viewer: part of the history entry, so that Back closes it.

import { goTo } from '../shell/places.ts'
import { createStore } from '../stores.ts'

const read = (): string | undefined => {
  const kept = (history.state as { picture?: unknown } | null)?.picture
  return typeof kept === 'string' ? kept : undefined
}

export const viewed = createStore<string | undefined>(read())
let pushed = false

addEventListener('popstate', () => {
  pushed = false
  viewed.set(read())
})

const stateWith = (picture: string | undefined) => ({ ...(history.state as object | null), picture })

export function view(picture: string): void {
  if (viewed.get() === undefined) {
    history.pushState(stateWith(picture), '')
    pushed = true
  } else history.replaceState(stateWith(picture), '')
  viewed.set(picture)
}

export function closeViewer(): void {
  if (pushed) return history.back()
  history.replaceState(stateWith(undefined), '')
  viewed.set(undefined)
}

/** Closes it and shows another page; Back then leads to where it was opened. */
export function leaveFor(path: string): void {
  if (path === location.pathname) return closeViewer()
  history.replaceState(stateWith(undefined), '')
  viewed.set(undefined)
  pushed = false
  goTo(path)
}
