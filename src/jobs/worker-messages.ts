// What a server and its worker process say to each other.

import type { Charter } from '../charter/schema.ts'
import type { Bytes } from '../core/ports.ts'
import type { GenerationEvent } from '../core/rows.ts'

/** All that a worker needs; it reads no environment. */
export interface WorkerOrders {
  holder: string
  home: string
  databaseUrl: string
  charter: Charter
  painterFolder: string
  /** Of engines, by their ids; handed over in memory. */
  engineKeys: Record<string, string>
  threads: number
}

export type ToWorker =
  | { kind: 'begin'; orders: WorkerOrders }
  | { kind: 'stop' }
  | { kind: 'key'; name: string; key: Bytes | undefined }

export type FromWorker =
  | { kind: 'started' }
  | { kind: 'alive' }
  | { kind: 'news'; event: GenerationEvent }
  /** Asks for the private half of a queue key; no other key is ever handed over. */
  | { kind: 'key'; name: string }
