// Reads every layer of labels in one picture file and says what they come to; runs only inside the limited process.

import type { Bytes, LabelReport, LabelVerdict, LayerFinding } from '../core/ports.ts'
import { decodePicture } from '../pixels/decode.ts'
import { codeOf, sameCode } from './aigc.ts'
import { findMark } from './find-mark.ts'
import { readMetadata, type MetadataLabels } from './read-metadata.ts'
import { readSignature, type OwnSignature } from './read-signature.ts'

/** What an instance knows its own labels by. */
export interface OwnLabels extends OwnSignature {
  provider: number
  producer: string
  secret: Uint8Array
}

/** @throws for anything but a picture */
export async function inspectPicture(file: Bytes, own: OwnLabels): Promise<LabelReport> {
  const picture = await decodePicture(file)
  const layers = [await readSignature(file, picture.format, own), readMetadataLayer(readMetadata(file, picture.format), own), await readInvisible(picture, own)]
  return { verdict: verdictOf(layers), width: picture.width, height: picture.height, format: picture.format, layers }
}

/** Metadata, and a signature that does not fit, can be copied from one picture to another: they alone never say "made here". */
function verdictOf(layers: readonly LayerFinding[]): LabelVerdict {
  const ours = (wanted: LayerFinding['layer']): boolean => layers.some(({ layer, finding }) => layer === wanted && finding === 'ours')
  if (ours('signature')) return 'made-here'
  if (ours('invisible')) return 'made-here-changed'
  return layers.some(({ finding }) => finding !== 'none') ? 'marked' : 'no-mark'
}

function readMetadataLayer(labels: MetadataLabels, own: OwnLabels): LayerFinding {
  const { aigc, sourceType, engine, model, version, madeAt, places } = labels
  const source = sourceType?.split('/').pop() ?? ''
  const saysMachine = aigc !== undefined || /algorithmicmedia/i.test(source)
  if (!saysMachine) return { layer: 'metadata', finding: 'none', facts: {} }
  const edited = source.startsWith('composite') ? 'edited' : 'created'
  const line = [aigc?.ProduceID, engine, model, version, madeAt, edited].join('\n')
  const code = aigc?.ReservedCode1 ?? ''
  const ours = aigc?.ContentProducer === own.producer && sameCode(code, codeOf(line, own.producer, own.secret))
  const claimsUs = engine !== undefined && aigc?.ContentProducer === own.producer
  const facts = { source, producer: aigc?.ContentProducer, number: aigc?.ProduceID, engine, model, version, madeAt, places: [...new Set(places)].join(', ') }
  return {
    layer: 'metadata',
    finding: ours ? 'ours' : claimsUs ? 'others-changed' : 'others',
    facts: Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value ? [[name, value.slice(0, 200)]] : []))),
  }
}

async function readInvisible(picture: Parameters<typeof findMark>[0], own: OwnLabels): Promise<LayerFinding> {
  const { whose, certainty, provider, number, mirrored, scale } = await findMark(picture, own)
  if (whose === 'none') return { layer: 'invisible', finding: 'none', facts: {} }
  const facts = { certainty: Math.round(certainty * 10) / 10, provider: provider ?? 0, mirrored, scale: Math.round(scale * 1000) / 1000 }
  return { layer: 'invisible', finding: whose, facts: number === undefined ? facts : { ...facts, number } }
}
