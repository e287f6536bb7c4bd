// How much room there is, and what kind of keyboard.

import { useSyncExternalStore } from 'react'

const wide = matchMedia('(min-width: 64rem)')

export function useWide(): boolean {
  return useSyncExternalStore(
    (hear) => {
      wide.addEventListener('change', hear)
      return () => wide.removeEventListener('change', hear)
    },
    () => wide.matches,
    // Of the two that were drawn the one that fits is taken over.
    () => wide.matches,
  )
}

const isApple = /mac|iphone|ipad/i.test(navigator.userAgent)

export const createKeys = isApple ? '⌘ Enter' : 'Ctrl + Enter'
export const selectAllKeys = isApple ? '⌘ A' : 'Ctrl + A'
