// What stands beside the pixels of a picture that was brought in: made elsewhere, by AI as its copy says, and when it came.

import type { ImportText, Metadata } from '../core/ports.ts'
import type { Aigc } from './aigc.ts'
import { secondsOf } from './aigc.ts'
import { asciiOf, escapeXml, madeByModel, namespaces } from './metadata.ts'

/** This instance passes it on and did not make it: no code of ours is in it, so that checking never says "made here". */
export function describeImported({ number, importedAt, model, version }: ImportText, propagator: string): Metadata {
  // Label 2: somebody else says that AI made it.
  const aigc: Aigc = { Label: '2', ContentProducer: '', ProduceID: '', ReservedCode1: '', ContentPropagator: propagator, PropagateID: number, ReservedCode2: '' }
  const said = `${model} ${version}`.trim()
  const fields = {
    'xmp:CreatorTool': `Imported into Gesso; ${said} according to its copy`,
    'dc:identifier': number,
    'Iptc4xmpExt:DigitalSourceType': madeByModel,
    'TC260:AIGC': JSON.stringify(aigc),
    'gesso:Imported': secondsOf(importedAt),
  }
  const declared = ['xmp', 'dc', 'Iptc4xmpExt', 'TC260', 'gesso'].map((prefix) => ` xmlns:${prefix}="${namespaces[prefix as keyof typeof namespaces]}"`).join('')
  return {
    xmp: [
      '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="${namespaces.rdf}">`,
      `  <rdf:Description rdf:about=""${declared}>`,
      ...Object.entries(fields).map(([name, value]) => `   <${name}>${escapeXml(value)}</${name}>`),
      '  </rdf:Description>',
      '</rdf:RDF></x:xmpmeta>',
      '<?xpacket end="r"?>',
    ].join('\n'),
    exif: { IFD0: { ImageDescription: 'Imported, AI-generated according to its copy' }, IFD2: { UserComment: asciiOf(JSON.stringify({ AIGC: aigc })) } },
  }
}
