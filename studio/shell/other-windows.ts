// Tells the other windows of this browser that something changed, and hears when they do; nothing is said and nothing kept.

const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('gesso') : undefined

export function tellOthers(): void {
  channel?.postMessage('changed')
}

/** Returns how to stop. */
export function hearOthers(hear: () => void): () => void {
  channel?.addEventListener('message', hear)
  return () => channel?.removeEventListener('message', hear)
}
