// Makes the engines that the charter switches on, best first.

import type { Charter } from '../charter/schema.ts'
import type { Driver, EngineEntry } from '../charter/sections/engines.ts'
import type { ImageEngine } from '../core/ports.ts'
import type { EngineKeys } from './keys.ts'
import { createOnnx } from './onnx/engine.ts'
import { createOpenAiCompatible } from './openai-compatible/engine.ts'
import { createPainter } from './painter/engine.ts'
import { createStableDiffusionCpp } from './stable-diffusion-cpp/engine.ts'
import type { Reach } from './vendor.ts'
import { createZai } from './zai/engine.ts'

export interface EngineSettings {
  painterFolder: string
  threads: number
  /** The door out; absent in a process that only shows what there is. */
  reach?: Reach
  keys?: EngineKeys
}

/** @throws Stated `checkpoint_broken`, `model_folder_unusable` */
export async function createEngines({ engines }: Pick<Charter, 'engines'>, { painterFolder, threads, reach, keys = {} }: EngineSettings): Promise<ImageEngine[]> {
  const makers: Record<Driver, (entry: EngineEntry) => Promise<ImageEngine> | ImageEngine> = {
    painter: ({ id, folder }) => createPainter({ folder: folder ?? painterFolder, threads, id }),
    'openai-compatible': (entry) => createOpenAiCompatible(entry, { reach, key: keys[entry.id] }),
    'stable-diffusion.cpp': (entry) => createStableDiffusionCpp(entry, { reach }),
    onnx: (entry) => createOnnx(entry, { threads }),
    zai: (entry) => createZai(entry, { reach, key: keys[entry.id] }),
  }
  const on = engines.filter((entry) => entry.on && entry.modality === 'images')
  return Promise.all(on.map((entry) => makers[entry.driver](entry)))
}
