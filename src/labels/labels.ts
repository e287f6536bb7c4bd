// The labels port: marks, metadata and signatures by this instance's own keys.

import { createHash, createHmac } from 'node:crypto'
import { join } from 'node:path'
import type { Charter } from '../charter/schema.ts'
import type { Labels, NumberSource, Origin } from '../core/ports.ts'
import { keepOutside } from '../core/kept.ts'
import { createGate } from '../pixels/gate.ts'
import { runLimited, usualLimits } from '../pixels/limited-child.ts'
import { createAuthority, hasAuthority, openAuthority, type Authority } from './authority.ts'
import { carriedMark, showsMark } from './carried.ts'
import type { OwnLabels } from './inspect.ts'
import { describeImported } from './imported.ts'
import { embedMark } from './invisible-mark.ts'
import { signerOf, signFile, type Signing } from './manifest.ts'
import { describePicture, type Publisher } from './metadata.ts'
import { createTimestamps, type Ask } from './timestamps.ts'
import { drawMark } from './visible-mark.ts'

export interface LabelKeys {
  /** Where the keys are kept, `labels` in the data folder; without it they are made anew and forgotten. */
  folder?: string
  /** false = only keys that are there already; otherwise they are forgotten at the end. */
  make?: boolean
  /** The way out to a time-stamp authority. */
  ask?: Ask
}

/** Each check takes a process with its memory; whoever comes when the line is full is told so. */
const checksAtOnce = 2
const checksWaiting = 16
/** Milliseconds; a check takes about two seconds of computing on a picture without a mark. */
const longestCheck = 60_000
const inspectProcess = join(import.meta.dirname, 'inspect-process.ts')
const originProcess = join(import.meta.dirname, 'origin-process.ts')

export async function createLabels(charter: Charter, { folder, make = true, ask }: LabelKeys): Promise<Labels> {
  const { provider, certificate } = charter.labels
  const kept = folder && (make || (await hasAuthority(folder))) ? folder : undefined
  const authority = kept ? await openAuthority(kept, provider, certificate) : await createAuthority(provider)
  return labelsBy(authority, charter, ask)
}

export function labelsBy(authority: Authority, { labels }: Pick<Charter, 'labels'>, ask?: Ask): Labels {
  const { secret, chain, root } = authority
  const producer = labels.providerCode || labels.provider
  const providerId = createHash('sha256').update(secret).digest().readUInt16BE(0)
  const publisher: Publisher = { provider: labels.provider, producer, licence: labels.licence, reserveMining: labels.reserveMining, secret }
  const signing: Signing = { signer: signerOf(authority), timestamps: ask && labels.timestampAuthority ? createTimestamps(labels.timestampAuthority, ask) : undefined }
  const checks = createGate(checksAtOnce, checksWaiting, 'verifier_busy')
  const own: OwnLabels = { chain, root, provider: providerId, producer, secret }
  return {
    drawMark: (pixels, style, kept) => {
      const marked = drawMark(pixels, style)
      return kept && showsMark(kept.pixels, style) ? keepOutside(marked, pixels, kept.mask) : marked
    },
    // One picture, one number: what is drawn anew in a part of a picture gets the number that the rest of it carries.
    embedNumber: (pixels, source, kept) => {
      const carried = kept && carriedMark(kept.pixels, { provider: providerId, secret }, kept.image !== undefined)
      const { number, x, y } = typeof carried === 'object' ? carried : { number: numberOf(source, secret), x: 0, y: 0 }
      const marked = embedMark(pixels, { provider: providerId, secret, number }, { x, y })
      return kept && carried !== undefined ? keepOutside(marked, pixels, kept.mask) : marked
    },
    describe: (text) => describePicture(text, publisher),
    describeImported: (text) => describeImported(text, producer),
    sign: (file, format, text) => signFile(file, format, text, signing),
    inspect: (file) => checks.run(() => runLimited(inspectProcess, { file, own }, { ...usualLimits, milliseconds: longestCheck })),
    readOrigin: (file, format) => checks.run(() => runLimited<Origin | undefined>(originProcess, { file, format })).catch(() => undefined),
    facts: () => ({ provider: labels.provider, providerId, authority: root }),
  }
}

/** 24 bits that only this instance can compute: they name a picture to it and nothing to anybody else. */
export function numberOf({ owner, order, seed }: NumberSource, secret: Uint8Array): number {
  const { model, prompt, negativePrompt, width, height, steps, guidance, reference } = order
  const keyed = createHmac('sha256', secret).update('number\n')
  keyed.update(JSON.stringify([owner, seed, model, prompt, negativePrompt, width, height, steps, guidance, reference?.strength]))
  for (const { rgb } of reference ? [reference.pixels, ...(reference.more ?? [])] : []) keyed.update(rgb)
  if (reference?.mask) keyed.update(reference.mask.alpha)
  return keyed.digest().readUIntBE(0, 3)
}
