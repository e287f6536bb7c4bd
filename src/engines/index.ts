// Makes the engines that the charter switches on, best first.

import type { Charter } from '../charter/schema.ts'
import type { ImageEngine } from '../core/ports.ts'
import { createPainter } from './painter/engine.ts'

export interface EngineSettings {
  painterFolder: string
  threads: number
}

/** @throws Stated `checkpoint_broken` */
export async function createEngines(charter: Pick<Charter, 'engines'>, { painterFolder, threads }: EngineSettings): Promise<ImageEngine[]> {
  const makers: Record<Charter['engines'][number], () => Promise<ImageEngine>> = {
    painter: () => createPainter({ folder: painterFolder, threads }),
  }
  return Promise.all(charter.engines.map((name) => makers[name]()))
}
