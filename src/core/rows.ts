// What is kept of a generation, an image and a link. Whatever a person said or got is sealed; the rest is bookkeeping.

import type { ErrorCode } from './errors.ts'
import type { Bytes, ImageFormat, KeyName } from './ports.ts'

/** `refused` = a rule said no; `failed` = the program or an engine could not. */
/** `key` = made through an API key; `imported` = brought in. */
export type Tier = 'visitor' | 'person' | 'key' | 'owner' | 'imported'

export type GenerationState = 'waiting' | 'running' | 'finished' | 'cancelled' | 'failed' | 'refused'

export const endStates: readonly GenerationState[] = ['finished', 'cancelled', 'failed', 'refused']

export interface GenerationRow {
  id: string
  owner: string
  /** Whose turn it takes, where that is not the owner's: visitors of one network stand in line as one. Gone with the end. */
  share?: string
  /** Id of the API key it was made with. */
  key?: string
  /** Who made it: what may be done with it beyond the service hangs on that. Absent = nobody knows, so nothing. */
  tier?: Tier
  /** What its maker had agreed to, beyond the service, when it was made. */
  uses?: 'training'
  /** Keyed digest of the end user's id that the caller gave. */
  endUser?: Bytes
  /** Public half of the owner's pair, so that a worker can seal for them without a secret. */
  ownerKey: Bytes
  /** Name of the expiry key and its public half. */
  hour: KeyName
  hourKey: Bytes
  /**
   * Public halves of the keys of its words and of each picture, 32 bytes each, when the owner's own key lives in the
   * vault. A session has none: there the browser's cookie is what nobody else has.
   */
  objectKeys?: Bytes
  /** Which queue key opens `order`. */
  queue: KeyName
  state: GenerationState
  createdAt: Date
  startedAt?: Date
  endedAt?: Date
  /** When everything of it must be unreadable; undefined = when its owner deletes it. */
  deadline?: Date
  /** The charter in force at its birth. */
  charterVersion: string
  /** The order, sealed to the queue key; gone when the generation has ended. */
  order?: Bytes
  /** The request, sealed to owner, hour and object: what history shows. */
  words: Bytes
  /** What was used to make it, sealed like the words. */
  outcome?: Bytes
  /** What its owner added or put right about it, sealed like the words. */
  note?: Bytes
  /** How many pictures were asked for. */
  pictures: number
  /** Id of the first picture of the tree of edits that it belongs to; absent where it changes no picture made here. */
  root?: string
  /** The engine that was likely to draw it when it was accepted. Gone with the end, like the three below. */
  expectedEngine?: string
  /** Milliseconds for one picture there, by so many real durations of others; absent = nothing is known yet. */
  expectedLeast?: number
  expectedMost?: number
  expectedFrom?: number
  /** Pictures that a day's quota was lowered by, and which one; given back when nothing is delivered. */
  countedPictures?: number
  countedAs?: 'pictures' | 'free'
  engine?: string
  error?: ErrorCode
  /** Place in the fair line: smaller goes first. */
  turn: number
  lease?: { holder: string; until: Date }
  /** Grows with each lease; a worker with an older number is refused. */
  fence: number
  attempts: number
  cancelAsked: boolean
  milliseconds?: number
}

export interface ImageRow {
  id: string
  generation: string
  owner: string
  /** 0-based place within its generation. */
  number: number
  hour: KeyName
  /** Name of the key that dies with this image alone; see GenerationRow.objectKeys. */
  object?: KeyName
  format: ImageFormat
  /** Bytes of the picture before sealing. */
  size: number
  createdAt: Date
  deadline?: Date
  charterVersion: string
  deletedAt?: Date
}

/** A signed address of an image, or a share link: whoever has the token can open it until it ends. */
export interface LinkRow {
  id: string
  owner: string
  /** `address` = short-lived, ends with the session; `share` = given away on purpose, until it is revoked. */
  kind: 'address' | 'share'
  createdAt: Date
  revokedAt?: Date
  /** Digest of the token; the token itself is only in the address. */
  digest: Bytes
  image: string
  expiresAt: Date
  /** Names of the image's keys, under which `access` is sealed too. */
  hour: KeyName
  object?: KeyName
  /** The content key of the image, sealed to the token's pair, the hour and the object's key. */
  access: Bytes
  /** The same for its thumbnail. */
  smallAccess: Bytes
}

/** News of a generation. `number` grows by one with each event of one generation. */
export interface GenerationEvent {
  generation: string
  number: number
  state: GenerationState
  /** Finer than the state: what the studio shows. */
  phase: 'waiting' | 'warming' | 'painting' | 'finishing' | 'ended'
  /** Generations ahead in line. */
  place?: number
  /** Honest range until it is ready. */
  seconds?: { least: number; most: number }
  picture?: number
  step?: number
  steps?: number
  preview?: { bytes: Bytes; mime: string }
  error?: ErrorCode
}
