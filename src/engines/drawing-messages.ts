// What an engine that draws in a child process of ours and that child say to each other.

import type { Pixels } from '../core/ports.ts'

/** An order in the model's own terms; a child's job adds what its model needs. */
export interface DrawingJob {
  seeds: number[]
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
