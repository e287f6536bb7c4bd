// What engines are asked and what they answer, the cards of their models, and the pixels that pass between.

import type { Order, Warning } from './orders.ts'
import type { Timing } from './timings.ts'
import type { Bytes } from './ports.ts'
import type { OpenedUpload, UploadFault, UploadLimits } from './uploads.ts'

/** Three bytes a pixel, red green blue, rows from the top. */
export interface Pixels {
  width: number
  height: number
  rgb: Bytes
}

/** One byte a pixel: 255 = draw anew, 0 = keep. Same size as the reference. */
export interface Mask {
  width: number
  height: number
  alpha: Bytes
}

/** One line of the card that describes a model to people and programs; it drives forms, checks and docs. */
export interface ModelCard {
  /** The name clients use, e.g. `painter`. */
  id: string
  version: string
  title: { en: string; zh: string }
  /** Who made the model. Absent = not stated. */
  maker?: string
  /** Number under which the model is filed or registered with an authority, where it is. */
  filing?: string
  licence: string
  sizes: { native: Array<[width: number, height: number]>; largest: number }
  steps: { usual: number; least: number; most: number } | null
  guidance: { usual: number; least: number; most: number } | null
  abilities: {
    seed: boolean
    negativePrompt: boolean
    previews: boolean
    reference: boolean
    mask: boolean
    /** Whether it keeps as much of a reference as it is told to. Absent = no. */
    strength?: boolean
  }
  mostPictures: number
  /** Pictures that an order may bring for it to look at; absent = one, where `abilities.reference` says so. */
  references?: number
  /** `loose`: the model follows its words only roughly. */
  styles: Array<{ id: string; title: { en: string; zh: string }; words: string; loose?: boolean }>
  /** Prompts that this model draws well; the studio offers them. */
  examples: Array<{ en: string; zh: string }>
}

export interface EngineFacts {
  models: ModelCard[]
  /** Where prompts go: `here` or the name and country of who receives them. */
  sendsDataTo: 'here' | { name: string; country: string; termsUrl: string; keepsFor: string }
  /** Micro-units of the charter's currency for one picture. */
  pricePerPicture: bigint
  /** Pictures it draws at the same time. Usual: 1. */
  concurrency?: number
}

export type EngineEvent =
  | { kind: 'warming' }
  | { kind: 'step'; picture: number; step: number; steps: number; preview?: Pixels }

export interface Picture extends Pixels {
  seed: number
  /** Milliseconds that it was drawn for, without its wait; the router writes it down, but not where the engine had to start first. */
  took?: number
  /** Who drew it; the router writes it down, for one order may be finished by another engine than began it. */
  by?: { engine: string; version: string }
}

export interface ImageEngine {
  readonly id: string
  readonly facts: EngineFacts
  /** Draws. Rejects with EngineFault (try again or elsewhere), Refused (never elsewhere) or the signal's reason. */
  generate(
    order: Order,
    hear: (event: EngineEvent) => void,
    signal: AbortSignal,
  ): Promise<{ pictures: Picture[]; warnings: Warning[]; used: { steps?: number; guidance?: number } }>
  health(): Promise<{ ready: boolean; detail?: string }>
  close(): Promise<void>
}

/** How an engine has done of late. `breaker` is open while it is left alone because it failed again and again. */
export interface EngineStanding {
  engine: string
  at: Date
  ready: boolean
  breaker: 'closed' | 'open' | 'half-open'
  /** An operator wants it left alone. */
  paused?: boolean
  /** Pictures being drawn, and pictures that wait for this engine. */
  drawing: number
  waiting: number
  /** Of the newest pictures: milliseconds, half of them and nineteen of twenty below. undefined while none was drawn. */
  median?: number
  slowest?: number
  /** Since the worker's start. */
  pictures: number
  faults: number
  /** Code of the newest fault. */
  lastFault?: string
  canary?: Canary
}

/** One fixed picture a day: whether an engine still draws what it drew. */
export interface Canary {
  /** ISO time. */
  at: string
  /** Of the model that drew it. */
  version: string
  /** What it looks like, as hex digits: the means of eight by eight patches, two digits for each colour. */
  print: string
  milliseconds: number
  /** How far the print is from the one before of the same version, 0 (the same) to 1. Absent with the first. */
  changed?: number
}

/** The newest standing of each engine, by the worker that saw it. */
export interface EngineStandingTable {
  write(holder: string, standing: EngineStanding): Promise<void>
  /** Not older than `since`; by engine, then by worker. */
  newest(since: Date): Promise<EngineStanding[]>
  removeBefore(at: Date): Promise<number>
}

/** What operators want of an engine; every worker looks at it every few seconds. */
export interface EngineControl {
  engine: string
  /** Since when it is left alone. */
  pausedAt?: Date
  /** When its breaker was last asked to forget its faults. */
  tryAt?: Date
  /** When its fixed picture was last asked for. */
  canaryAt?: Date
}

export interface EngineControlTable {
  /** Writes what is named and leaves the rest; `pausedAt: null` lets it go on. */
  write(engine: string, change: { pausedAt?: Date | null; tryAt?: Date; canaryAt?: Date }): Promise<void>
  list(): Promise<EngineControl[]>
}

/** Which engine takes an order, and what happens when it fails. */
export interface Router {
  cards(): Array<{ engine: string; card: ModelCard; facts: EngineFacts }>
  /** By name or alias. */
  find(model: string): { engine: string; card: ModelCard; facts: EngineFacts } | undefined
  /** Every engine that has it, best first. */
  offers(model: string): Array<{ engine: string; card: ModelCard; facts: EngineFacts }>
  standings(): Promise<EngineStanding[]>
  /** Tells an engine's speed by what earlier workers saw, so that nobody starts from nothing. */
  learn(engine: string, timings: readonly Timing[]): void
  /** Leaves an engine alone, or lets it go on; `tryAgain` forgets its faults, so that the next picture is risked. */
  steer(engine: string, how: { paused?: boolean; tryAgain?: boolean }): void
  /** `lane` names whose order it is: pictures of different lanes take turns. `only` = no other engine may draw it. */
  generate(
    order: Order,
    check: (facts: EngineFacts) => Promise<void>,
    hear: (event: EngineEvent) => void,
    signal: AbortSignal,
    more?: { lane?: string; only?: string },
  ): Promise<{
    engine: string
    card: ModelCard
    pictures: Picture[]
    warnings: Warning[]
    used: { steps?: number; guidance?: number }
  }>
}

export type ImageFormat = 'png' | 'jpeg' | 'webp'

/** Encoding only; what people send is decoded elsewhere, in a limited process. */
export interface PixelWork {
  /** `quality` 0 (smallest) to 100, of jpeg and webp; absent = 92. */
  encode(pixels: Pixels, format: ImageFormat, metadata: Metadata, quality?: number): Promise<Bytes>
  /** Same picture, no side longer than `longest`, WebP. */
  small(pixels: Pixels, longest: number, metadata?: Metadata): Promise<Bytes>
  decode(file: Bytes): Promise<Pixels>
  /** The same picture at another size, by the filter of every resize here; nothing is invented. */
  enlarge(pixels: Pixels, size: { width: number; height: number }): Promise<Pixels>
  /**
   * Pictures that people sent, opened in a process with little memory and time that ends afterwards; in their order.
   * @throws Stated `upload_costly` when that process gives up, `uploads_busy` when the line before it is full
   */
  openUploads(files: readonly Bytes[], limits: UploadLimits): Promise<Array<OpenedUpload | UploadFault>>
}

/** What rules want written into a file beside its pixels. */
export interface Metadata {
  xmp?: string
  exif?: Record<string, Record<string, string>>
}
