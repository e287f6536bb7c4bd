// The engines that a charter switches on, best first.

import type { Charter } from '../charter/schema.ts'
import type { ImageEngine } from '../core/ports.ts'
import { createPainter } from './painter/engine.ts'

export interface EngineSettings {
  painterFolder: string
  /** Threads of the painter's process. */
  threads: number
}

export async function createEngines(charter: Charter, settings: EngineSettings): Promise<ImageEngine[]> {
  const makers = {
    painter: () => createPainter({ id: 'painter', folder: settings.painterFolder, threads: settings.threads }),
  }
  return Promise.all(charter.engines.map((name) => makers[name]()))
}
