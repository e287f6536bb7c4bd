// What a screen reader is told: politely, one message at a time.

import { createStore } from '../stores.ts'

export const spoken = createStore('')

const quiet = 1500
let queue: string[] = []
let timer: ReturnType<typeof setTimeout> | undefined

/** Waits its turn, so that two messages of one moment are both heard. */
export function speak(message: string): void {
  if (queue.at(-1) === message) return
  queue.push(message)
  if (!timer) next()
}

/** What was said may hold words of a picture that is no more. */
export function unsay(): void {
  queue = []
  spoken.set('')
}

function next(): void {
  const message = queue.shift()
  timer = message === undefined ? undefined : setTimeout(next, quiet)
  if (message !== undefined) spoken.set(message)
}
