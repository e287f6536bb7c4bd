// What the painter tells its child process. Words stay with the parent: the child gets token numbers.

import type { Bytes } from '../../core/ports.ts'
import type { DrawingJob } from '../drawing-messages.ts'
import type { CheckpointIndex } from './checkpoint.ts'

/** What the graphs need to know of a checkpoint. */
export type ModelShape = Pick<CheckpointIndex, 'pixel_size' | 'latent_channels' | 'latent_size' | 'image_range' | 'guidance_interval'> & { shift: number }

export interface Load {
  folder: string
  shape: ModelShape
  threads: number
  /** The tokens of no words, for warming up. */
  empty: BigInt64Array
}

/** An order in the model's own terms and at its own size. */
export interface Job extends DrawingJob {
  words: BigInt64Array
  /** The negative prompt; the null token alone when there is none. */
  without: BigInt64Array
  width: number
  height: number
  steps: number
  guidance: number
  /** A preview is made after each step up to this part of the steps. */
  previewsUntil: number
  reference?: {
    /** `width` x `height` pixels. */
    rgb: Bytes
    strength: number
    /** 255 = draw anew, 0 = keep; one byte a pixel. */
    mask?: Bytes
  }
}
