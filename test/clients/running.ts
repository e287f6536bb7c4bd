// The program listening on loopback, for clients that speak HTTP.

import { listen } from '../../src/http/listen.ts'
import { createMemoryApp, type Api, type MemoryAppOptions } from '../api/memory-app.ts'

export interface Running {
  api: Api
  /** e.g. `http://127.0.0.1:4711` */
  address: string
  close(): Promise<void>
}

export async function run(options: MemoryAppOptions = {}): Promise<Running> {
  const api = await createMemoryApp({ ...options, charter: { aliases: { 'gpt-image-1': 'painter', 'dall-e-2': 'painter', 'glm-image': 'painter', 'cogview-4-250304': 'painter' }, ...options.charter } })
  api.app.startSideWork({ lookEvery: 50 })
  const server = await listen(api.app.http, { host: '127.0.0.1', port: 0 })
  return {
    api,
    address: server.address,
    async close() {
      await server.close()
      await api.close()
    },
  }
}

/** Asks until something is there. */
export async function until<T>(look: () => Promise<T | undefined | false>, seconds = 20): Promise<T> {
  for (let tries = 0; tries < seconds * 20; tries++) {
    const found = await look()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`not within ${seconds} seconds`)
}
