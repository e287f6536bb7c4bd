// What the painter and its child process say to each other. Words stay with the parent: the child gets token numbers.

import type { Bytes, Pixels } from '../../core/ports.ts'
import type { CheckpointIndex } from './checkpoint.ts'

/** What the graphs need to know of a checkpoint. */
export type ModelShape = Pick<CheckpointIndex, 'pixel_size' | 'latent_channels' | 'latent_size' | 'image_range' | 'guidance_interval'> & { shift: number }

/** An order in the model's own terms and at its own size. */
export interface Job {
  seeds: number[]
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

export type ToChild =
  /** `empty` are the tokens of no words, for warming up. */
  | { kind: 'load'; folder: string; shape: ModelShape; threads: number; empty: BigInt64Array }
  | { kind: 'draw'; order: number; job: Job }
  | { kind: 'cancel'; order: number }

export type FromChild =
  | { kind: 'ready' }
  /** The graphs cannot be used; the process ends. */
  | { kind: 'broken'; reason: string }
  | { kind: 'step'; order: number; picture: number; step: number; steps: number; preview?: Pixels }
  | { kind: 'picture'; order: number; pixels: Pixels }
  /** The order is over; `memory` is what the process holds, in bytes. */
  | { kind: 'over'; order: number; how: 'done' | 'cancelled' | 'failed'; memory: number; reason?: string }
