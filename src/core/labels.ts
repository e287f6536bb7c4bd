// What labels are asked to write into outputs, and what a reader of labels finds in a file.

import type { ImageFormat, Metadata, Pixels } from './engines.ts'
import type { Kept } from './kept.ts'
import type { Order } from './orders.ts'
import type { Bytes } from './ports.ts'
import type { Origin } from './uploads.ts'

/** The visible mark: its words, its corner, and the height of its capitals as a part of the shorter side. */
export interface MarkStyle {
  text: string
  corner: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right'
  share: number
}

/** What a label says of a picture. Never what was asked for, and never who asked. */
export interface LabelText {
  /** Number of this picture: its image id. */
  number: string
  engine: string
  model: string
  version: string
  madeAt: Date
  /** Made from a picture that somebody gave. */
  edited: boolean
  /** Those pictures. Absent in an edit = one, of which nothing is known. */
  given?: GivenPictures
}

/** What people sent for a picture to be made from. */
export interface GivenPictures {
  pictures: number
  /** The signed histories that are carried on in the new picture's manifest. */
  origins: readonly Origin[]
}

/** What a label says of a picture that was brought in; of its making only what its copy says. */
export interface ImportText {
  number: string
  importedAt: Date
  model: string
  version: string
}

/** Equal sources get equal numbers, so that equal orders give equal pixels. */
export interface NumberSource {
  owner: string
  order: Order
  seed: number
}

/**
 * Whether this instance made a picture, as far as its labels tell. Only a whole signature says that nothing was
 * changed: what the invisible mark alone speaks for was saved again, edited, or worse.
 */
export const labelVerdicts = ['made-here', 'made-here-changed', 'marked', 'no-mark'] as const
export type LabelVerdict = (typeof labelVerdicts)[number]

/** What one layer of labels says, as a code; docs/labels.md and the pages have the sentences. */
export interface LayerFinding {
  layer: 'signature' | 'metadata' | 'invisible'
  finding: 'ours' | 'ours-changed' | 'others' | 'others-changed' | 'none' | 'unreadable'
  /** Short facts in clear: who signed, which engine, when, how sure. */
  facts: Record<string, string | number | boolean>
}

export interface LabelReport {
  verdict: LabelVerdict
  width: number
  height: number
  format: ImageFormat
  layers: LayerFinding[]
}

/** The work on bytes behind the rules on labels. Holds the signing key, which never leaves the machine. */
export interface Labels {
  /** `kept` = what it was made from, by words under a mask: where that shows the mark already, it stays as it is outside of the mask. */
  drawMark(pixels: Pixels, style: MarkStyle, kept?: Kept): Pixels
  /** Writes the provider's and the source's number into the pixels so that eyes do not see it. */
  embedNumber(pixels: Pixels, source: NumberSource, kept?: Kept): Pixels
  describe(text: LabelText): Metadata
  /** For a picture that was made elsewhere and brought in: that, and when. */
  describeImported(text: ImportText): Metadata
  /** The file with a signed C2PA manifest; the file as it is where its format cannot hold one. */
  sign(file: Bytes, format: ImageFormat, text: LabelText): Promise<Bytes>
  /** Reads all layers in a process that is limited and ends afterwards. @throws Stated `field_invalid` for no picture */
  inspect(file: Bytes): Promise<LabelReport>
  /**
   * The signed history in a file that somebody sent, read and checked in a process that is limited and ends afterwards.
   * undefined where there is none that can be carried on.
   */
  readOrigin(file: Bytes, format: ImageFormat): Promise<Origin | undefined>
  /** For people who check: who signs here, and the certificate (PEM) that everything is signed under. */
  facts(): { provider: string; providerId: number; authority: string }
}
