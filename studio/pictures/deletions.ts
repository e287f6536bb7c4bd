// Deleting with ten seconds to think again: nothing is sent before they are over or the page is left.

import { deleteImage, Trouble } from '../api.ts'
import { dropImage } from '../server-state.ts'
import { createStore } from '../stores.ts'

export interface Deletion {
  image: string
  words: string
  until: number
}

export const secondsToUndo = 10
export const deletions = createStore<Deletion[]>([])
const timers = new Map<string, ReturnType<typeof setTimeout>>()

export function deleteSoon(image: string, words: string, failed: () => void): void {
  if (timers.has(image)) return
  deletions.set((all) => [...all, { image, words, until: Date.now() + secondsToUndo * 1000 }])
  timers.set(image, setTimeout(() => void carryOut(image, failed), secondsToUndo * 1000))
}

export function undo(image: string): void {
  clearTimeout(timers.get(image))
  forget(image)
}

async function carryOut(image: string, failed: () => void): Promise<void> {
  try {
    await deleteImage(image)
    dropImage(image)
  } catch (error) {
    const goneAlready = error instanceof Trouble && ['not_found', 'gone'].includes(error.code)
    if (goneAlready) dropImage(image)
    else failed()
  }
  forget(image)
}

function forget(image: string): void {
  timers.delete(image)
  deletions.set((all) => all.filter((one) => one.image !== image))
}

addEventListener('pagehide', () => {
  for (const [image, timer] of timers) {
    clearTimeout(timer)
    void carryOut(image, () => undefined)
  }
})
