// What happens to every output between the engine and whoever sees it: all rules, one encode, the signature last.

import type { Bytes, ImageFormat, Metadata, Parts, Pixels } from './ports.ts'
import { throughAll, type FinishFacts, type ImportFacts } from './rules.ts'

/** Longest side in pixels. */
const thumbnailSide = 384
const previewSide = 256

/** A picture's file and its thumbnail; both are outputs, so that the rules finish both. */
export async function finishPicture(parts: Parts, picture: Pixels, facts: FinishFacts): Promise<{ file: Bytes; small: Bytes }> {
  const pixels = await finishPixels(parts, picture, facts)
  const metadata = await metadataOf(parts, facts)
  const file = await sign(parts, await parts.pixels.encode(pixels, facts.format, metadata, facts.order.compression), facts)
  const small = await sign(parts, await parts.pixels.small(pixels, thumbnailSide, metadata), { ...facts, format: 'webp', small: true })
  return { file, small }
}

/** A picture from elsewhere keeps the marks in its pixels; beside them the rules write that it was brought in. It is not signed. */
export async function finishImport(parts: Parts, picture: Pixels, format: ImageFormat, facts: ImportFacts): Promise<{ file: Bytes; small: Bytes }> {
  const metadata = await throughAll<Metadata>(parts.rules, {}, (rule, value) => rule.finish?.imported?.(value, facts, parts))
  return { file: await parts.pixels.encode(picture, format, metadata), small: await parts.pixels.small(picture, thumbnailSide, metadata) }
}

/** A preview is small and gone soon: its pixels and its metadata are finished, a signature it has none. */
export async function finishPreview(parts: Parts, picture: Pixels, facts: FinishFacts): Promise<Bytes> {
  const pixels = await finishPixels(parts, picture, facts)
  return parts.pixels.small(pixels, previewSide, await metadataOf(parts, facts))
}

const finishPixels = (parts: Parts, first: Pixels, facts: FinishFacts): Promise<Pixels> =>
  throughAll(parts.rules, first, (rule, value) => rule.finish?.pixels?.(value, facts, parts))

const metadataOf = (parts: Parts, facts: FinishFacts): Promise<Metadata> =>
  throughAll<Metadata>(parts.rules, {}, (rule, value) => rule.finish?.metadata?.(value, facts, parts))

const sign = (parts: Parts, file: Bytes, facts: FinishFacts): Promise<Bytes> =>
  throughAll(parts.rules, file, (rule, value) => rule.finish?.sign?.(value, facts, parts))
