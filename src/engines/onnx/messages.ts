// What this engine knows of a model's folder and tells its child process. Words stay with the parent: the child gets token numbers.

import type { PictureJob } from '../drawing-messages.ts'
import type { SchedulerSettings } from './scheduler.ts'

/** Stable Diffusion: text encoder, UNet, autoencoder. */
export interface DiffusionModel {
  kind: 'diffusion'
  /** Paths of the graphs; without an encoder nothing can be drawn from a reference. */
  graphs: { text: string; unet: string; decoder: string; encoder?: string }
  scheduler: SchedulerSettings
  channels: number
  /** Pixels for one place of the latent, along a side. */
  scale: number
  /** By which the autoencoder's latent is multiplied. */
  scaling: number
  shift: number
  /** Numbers in which a guidance goes into the UNet itself, where it takes one. */
  guidanceWidth?: number
}

/** Z-Image as published in ONNX: the steps and what comes before decoding are graphs too. */
export interface ZImageModel {
  kind: 'z-image'
  graphs: { text: string; transformer: string; step: string; beforeDecoder: string; decoder: string }
  channels: number
  scale: number
  /** Of the flow's times: above 1 spends more steps on the noisy half. */
  shift: number
}

export type Model = DiffusionModel | ZImageModel

export interface Load {
  model: Model
  threads: number
  /** Whether memory is short. */
  frugal: boolean
  /** Of the picture that the preview is learned from: a size that the model draws. */
  side: [width: number, height: number]
  /** The tokens of no words, for warming up. */
  empty: number[]
}

/** Prompt and negative prompt as token numbers. */
export interface Words {
  words: number[]
  /** The tokens of the negative prompt; absent where nothing steers away from it. */
  without?: number[]
}

export type Job = PictureJob & Words
