// Which page is shown: a path of this site, changed without loading it anew.

import type { MouseEvent } from 'react'
import { createStore, useStore } from '../stores.ts'

const place = createStore(location.pathname)

addEventListener('popstate', () => place.set(location.pathname))

export function usePlace(): string {
  return useStore(place)
}

/** Language and theme stand in the address, so they go along. */
export function goTo(path: string): void {
  if (path === location.pathname) return
  history.pushState(history.state, '', path + location.search)
  place.set(path)
  scrollTo(0, 0)
}

/** The address of a place, for links that must also open in a new tab. */
export function addressOf(path: string): string {
  return path + location.search
}

/** For real links, so that they open in a new tab too; here they change the page without loading it. */
export function follow(path: string, before?: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    before?.()
    goTo(path)
  }
}
