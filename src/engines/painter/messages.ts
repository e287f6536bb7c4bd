// What the painter tells its child process. Words stay with the parent: the child gets token numbers.

import type { PictureJob } from '../drawing-messages.ts'
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

/** Prompt and negative prompt as token numbers. */
export interface Words {
  words: BigInt64Array
  /** The negative prompt; the null token alone when there is none. */
  without: BigInt64Array
}

export type Job = PictureJob & Words
