// Entry of this engine's child process: opens the model of the folder and draws.

import { serveDrawing } from '../drawing-child.ts'
import { openDiffusion } from './diffusion.ts'
import type { Job, Load } from './messages.ts'
import { openZImage } from './z-image.ts'

serveDrawing<Load, Job>(async (load) => {
  const { model } = load
  return model.kind === 'z-image' ? openZImage(model, load) : openDiffusion(model, load)
})
