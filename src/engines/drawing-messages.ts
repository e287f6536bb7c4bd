// What an engine that draws in a child process of ours and that child say to each other.

import type { Bytes, Pixels } from '../core/ports.ts'

/** An order in the model's own terms; a child's job adds what its model needs. */
export interface DrawingJob {
  seeds: number[]
}

/** What an order of pictures asks of any model, at the model's own size; the words stand beside it in the model's own numbers. */
export interface PictureJob extends DrawingJob {
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

export interface Step {
  step: number
  steps: number
  preview?: Pixels
}

/** `load` is what the child opens first; `job` is one order. */
export type ToChild<Load, Job extends DrawingJob> =
  | { kind: 'load'; load: Load }
  | { kind: 'draw'; order: number; job: Job }
  | { kind: 'cancel'; order: number }

export type FromChild =
  | { kind: 'ready' }
  /** The model cannot be used; the process ends. */
  | { kind: 'broken'; reason: string }
  | ({ kind: 'step'; order: number; picture: number } & Step)
  | { kind: 'picture'; order: number; pixels: Pixels }
  /** The order is over; `memory` is what the process holds, in bytes. */
  | { kind: 'over'; order: number; how: 'done' | 'cancelled' | 'failed'; memory: number; reason?: string }
