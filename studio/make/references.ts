// Pictures to start from, beside the words of the form; how they are brought is loaded when somebody brings one.

import { createStore } from '../stores.ts'

export interface ReferenceSet {
  /** Addresses that hold the pictures themselves (data:). */
  pictures: string[]
  /** How much may change, 0 to 1. */
  strength: number
}

export const references = createStore<ReferenceSet>({ pictures: [], strength: 0.6 })
/** Files on their way into the tray. */
export const brought = createStore<readonly File[]>([])
export const trayOpen = createStore((history.state as { references?: boolean } | null)?.references === true)

/** Pictures that were pasted or dropped anywhere on the page. */
export function bring(event: ClipboardEvent | DragEvent): void {
  const files = [...((event instanceof DragEvent ? event.dataTransfer : event.clipboardData)?.files ?? [])]
  if (files.length === 0) return
  event.preventDefault()
  brought.set(files)
  trayOpen.set(true)
}
