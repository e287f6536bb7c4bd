// Going to a place inside of a guide, without loading the page anew.

import type { MouseEvent } from 'react'
import { addressOf, goTo } from '../shell/places.ts'

/** Places of the API, such as /openapi.json, are no pages: the browser opens them itself. */
const isPage = (place: string): boolean => !/\./.test(place) && !/^\/v1(\/|$)/.test(place)

export function goToGuide(place: string, hash: string, before?: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || !isPage(place)) return
    event.preventDefault()
    before?.()
    goTo(place)
    if (hash) history.replaceState(history.state, '', `${addressOf(place)}#${hash}`)
    requestAnimationFrame(() => showHash())
  }
}

/** Scrolls to what the address names, and lets the keyboard go on from there. */
export function showHash(): void {
  const part = location.hash ? document.getElementById(location.hash.slice(1)) : null
  if (!part) return
  part.tabIndex = -1
  part.scrollIntoView()
  part.focus({ preventScroll: true })
}
