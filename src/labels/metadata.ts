// Writes what stands beside the pixels: XMP with the IPTC, TC260 and rights fields, and EXIF where readers look.

import type { LabelText, Metadata } from '../core/ports.ts'
import { aigcOf, secondsOf } from './aigc.ts'

const sourceTypes = 'http://cv.iptc.org/newscodes/digitalsourcetype/'
export const madeByModel = `${sourceTypes}trainedAlgorithmicMedia`
export const compositeWithModel = `${sourceTypes}compositeWithTrainedAlgorithmicMedia`
export const sourceTypeOf = (edited: boolean): string => (edited ? compositeWithModel : madeByModel)

export const namespaces = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  dc: 'http://purl.org/dc/elements/1.1/',
  xmpRights: 'http://ns.adobe.com/xap/1.0/rights/',
  Iptc4xmpExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  TC260: 'http://www.tc260.org.cn/ns/AIGC/1.0/',
  tdm: 'http://www.w3.org/ns/tdmrep#',
  gesso: 'https://gesso.example/ns/1.0/',
} as const

/** Who offers this instance, and what it says of the use of pictures. */
export interface Publisher {
  provider: string
  /** For ContentProducer. */
  producer: string
  licence: string
  reserveMining: boolean
  secret: Uint8Array
}

export function describePicture(text: LabelText, publisher: Publisher): Metadata {
  const aigc = JSON.stringify(aigcOf(text, publisher.producer, publisher.secret))
  const maker = `${text.model} ${text.version}`
  return {
    xmp: xmpPacket(text, publisher, aigc),
    exif: {
      IFD0: { Software: `Gesso (${asciiOf(maker)})`, ImageDescription: 'AI-generated', DateTime: exifTime(text.madeAt) },
      IFD2: { UserComment: asciiOf(JSON.stringify({ AIGC: JSON.parse(aigc) })), DateTimeOriginal: exifTime(text.madeAt), ImageUniqueID: asciiOf(text.number) },
    },
  }
}

function xmpPacket(text: LabelText, publisher: Publisher, aigc: string): string {
  const { provider, licence, reserveMining } = publisher
  const declared = Object.entries(namespaces)
    .map(([prefix, address]) => (prefix === 'rdf' ? '' : ` xmlns:${prefix}="${address}"`))
    .join('')
  const simple = {
    'xmp:CreatorTool': `Gesso (${text.model} ${text.version})`,
    'xmp:CreateDate': secondsOf(text.madeAt),
    'dc:identifier': text.number,
    'Iptc4xmpExt:DigitalSourceType': sourceTypeOf(text.edited),
    'Iptc4xmpExt:AISystemUsed': `${provider}: ${text.model}`,
    'Iptc4xmpExt:AISystemVersionUsed': text.version,
    'TC260:AIGC': aigc,
    'xmpRights:Marked': 'True',
    ...(reserveMining ? { 'tdm:reservation': '1' } : {}),
    'gesso:Engine': text.engine,
    'gesso:Model': text.model,
    'gesso:Version': text.version,
  }
  const fields = Object.entries(simple).map(([name, value]) => `   <${name}>${escapeXml(value)}</${name}>`)
  return [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="${namespaces.rdf}">`,
    `  <rdf:Description rdf:about=""${declared}>`,
    ...fields,
    `   <dc:publisher><rdf:Bag><rdf:li>${escapeXml(provider)}</rdf:li></rdf:Bag></dc:publisher>`,
    `   <xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(licence)}</rdf:li></rdf:Alt></xmpRights:UsageTerms>`,
    '  </rdf:Description>',
    '</rdf:RDF></x:xmpmeta>',
    '<?xpacket end="r"?>',
  ].join('\n')
}

export const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')

/** EXIF text is ASCII; JSON stays JSON with its other characters escaped. */
export const asciiOf = (text: string): string => text.replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

const exifTime = (time: Date): string => secondsOf(time).slice(0, 19).replaceAll('-', ':').replace('T', ' ')
