// Deleting with seconds to think again: nothing is sent before they are over or the page is left.

import { deleteImages } from '../api.ts'
import { dropImages, undoSeconds } from '../server-state.ts'
import { tellOthers } from '../shell/other-windows.ts'
import { createStore } from '../stores.ts'

export interface Deletion {
  key: number
  images: string[]
  /** Of the picture, where it is one. */
  words: string
  until: number
}

export const deletions = createStore<Deletion[]>([])
const timers = new Map<number, ReturnType<typeof setTimeout>>()
let last = 0

export function deleteSoon(images: string[], words: string, failed: () => void): void {
  const going = new Set(deletions.get().flatMap((one) => one.images))
  const meant = images.filter((image) => !going.has(image))
  if (meant.length === 0) return
  const key = ++last
  const seconds = undoSeconds()
  deletions.set((all) => [...all, { key, images: meant, words, until: Date.now() + seconds * 1000 }])
  timers.set(key, setTimeout(() => void carryOut(key, failed), seconds * 1000))
}

export function undo(key: number): void {
  clearTimeout(timers.get(key))
  forget(key)
}

async function carryOut(key: number, failed: () => void): Promise<void> {
  const images = deletions.get().find((one) => one.key === key)?.images ?? []
  try {
    // What is gone already is named in the answer and is no trouble.
    await deleteImages(images)
    dropImages(images)
    tellOthers()
  } catch {
    failed()
  }
  forget(key)
}

function forget(key: number): void {
  timers.delete(key)
  deletions.set((all) => all.filter((one) => one.key !== key))
}

addEventListener('pagehide', () => {
  for (const [key, timer] of timers) {
    clearTimeout(timer)
    void carryOut(key, () => undefined)
  }
})
