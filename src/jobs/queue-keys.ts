// How a worker process gets the keys of waiting orders: it asks its server, which hands over queue keys only.

import type { ChildProcess } from 'node:child_process'
import type { Bytes, KeyName, Vault } from '../core/ports.ts'
import type { FromWorker, ToWorker } from './worker-messages.ts'

/** The worker's side: a vault that knows queue keys and nothing else. */
export function askForQueueKeys(server: NodeJS.Process): Vault {
  const known = new Map<string, Bytes>()
  const asked = new Map<string, Array<(key: Bytes | undefined) => void>>()
  server.on('message', (message: ToWorker) => {
    if (message.kind !== 'key') return
    if (message.key) remember(known, message.name, message.key)
    for (const resolve of asked.get(message.name) ?? []) resolve(message.key)
    asked.delete(message.name)
  })
  const refuse = (): never => {
    throw new Error('a worker holds queue keys only')
  }
  return {
    async privateKey(name) {
      if (!name.startsWith('queue/')) return refuse()
      const key = known.get(name)
      if (key) return key
      return new Promise((resolve) => {
        const waiting = asked.get(name)
        if (waiting) return void waiting.push(resolve)
        asked.set(name, [resolve])
        server.send?.({ kind: 'key', name } satisfies FromWorker)
      })
    },
    publicKey: async () => refuse(),
    publicKeys: async () => refuse(),
    destroy: async () => refuse(),
    names: async () => refuse(),
  }
}

/** The server's side. */
export async function answerForKey(vault: Vault, worker: ChildProcess, name: string): Promise<void> {
  const key = name.startsWith('queue/') ? await vault.privateKey(name as KeyName).catch(() => undefined) : undefined
  if (worker.connected) worker.send({ kind: 'key', name, key } satisfies ToWorker)
}

/** A worker keeps the keys of the newest hours only, so that a destroyed key does not live on in it. */
function remember(known: Map<string, Bytes>, name: string, key: Bytes): void {
  known.set(name, key)
  while (known.size > 2) known.delete([...known.keys()].sort()[0] ?? '')
}
