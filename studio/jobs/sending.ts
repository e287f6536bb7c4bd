// Orders on their way to the server, and those it would not take: shown like any other job.

import { createGeneration, Trouble, type GenerationOrder } from '../api.ts'
import { newKey } from '../repeat-keys.ts'
import { keepGeneration } from '../server-state.ts'
import { tellOthers } from '../shell/other-windows.ts'
import { createStore } from '../stores.ts'

export interface Sending {
  /** Sent along, so that an order whose answer was lost is not drawn twice. */
  key: string
  order: GenerationOrder
  /** `until` = when it can be tried again, where the server says so; by `Date.now()`. */
  trouble?: { code: string; message: string; until?: number }
}

export const sending = createStore<Sending[]>([])

/** Ids of what was ordered since the page was opened: shown as cards, not among the history. */
export const ordered = createStore<ReadonlySet<string>>(new Set())

export function markOrdered(ids: string[]): void {
  if (ids.some((id) => !ordered.get().has(id))) ordered.set((known) => new Set([...known, ...ids]))
}

export function send(order: GenerationOrder): void {
  const key = newKey()
  sending.set((all) => [{ key, order }, ...all])
  void deliver({ key, order })
}

export function sendAgain(one: Sending): void {
  sending.set((all) => all.map((other) => (other.key === one.key ? { ...other, trouble: undefined } : other)))
  void deliver(one)
}

export function dismiss(key: string): void {
  sending.set((all) => all.filter((one) => one.key !== key))
}

async function deliver({ key, order }: Sending): Promise<void> {
  try {
    const generation = await createGeneration(order, key)
    markOrdered([generation.id])
    keepGeneration(generation)
    dismiss(key)
    tellOthers()
  } catch (error) {
    const trouble = error instanceof Trouble ? { code: error.code, message: error.message, ...(error.seconds && { until: Date.now() + error.seconds * 1000 }) } : { code: 'unreachable', message: '' }
    sending.set((all) => all.map((one) => (one.key === key ? { ...one, trouble } : one)))
  }
}

/** Ended orders that were put out of sight. */
export const dismissed = createStore<ReadonlySet<string>>(new Set())
