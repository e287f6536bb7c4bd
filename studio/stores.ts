// The smallest store: a value that several parts of the page read and change.

import { useSyncExternalStore } from 'react'

export interface Store<T> {
  get(): T
  /** What the markup shows that was drawn while the studio was built: see shell/first-look.ts. */
  readonly drawn: T
  set(next: T | ((now: T) => T)): void
  subscribe(hear: () => void): () => void
}

export function createStore<T>(start: T, drawn = start): Store<T> {
  let value = start
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    drawn,
    set(next) {
      const result = typeof next === 'function' ? (next as (now: T) => T)(value) : next
      if (Object.is(result, value)) return
      value = result
      for (const hear of listeners) hear()
    },
    subscribe(hear) {
      listeners.add(hear)
      return () => listeners.delete(hear)
    },
  }
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, () => store.drawn)
}
