// A picture to take away: the file, what may be done with it, and how it was made, in one archive.

import { zipSync } from 'fflate'
import { readGeneration, readImage } from '../../core/images.ts'
import type { AskOfCaller } from '../ask.ts'
import { describeImage } from '../describe.ts'
import { reservation } from './images.ts'

export async function downloadImage({ parts, caller, path }: AskOfCaller): Promise<Response> {
  const { image, bytes, mime } = await readImage(parts, caller, path('id'))
  const { outcome } = await readGeneration(parts, caller, image.generation)
  const name = `gesso-${image.id}.${mime === 'image/jpeg' ? 'jpg' : mime.slice('image/'.length)}`
  const text = (words: string): Uint8Array => new TextEncoder().encode(words)
  // The prompt stays with its owner: the archive is made to be handed on.
  const facts = JSON.stringify(describeImage(image, outcome), null, 2)
  const archive = zipSync(
    { [name]: bytes, 'LICENCE.txt': text(licenceOf(parts.charter.labels, outcome)), 'picture.json': text(`${facts}\n`) },
    { level: 0, mtime: image.createdAt },
  )
  return new Response(archive as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': 'application/zip',
      'content-length': String(archive.length),
      'content-disposition': `attachment; filename="gesso-${image.id}.zip"`,
      ...reservation(parts),
    },
  })
}

/** What may be done with pictures, for people who get them. */
export function licenceOf({ licence, provider, reserveMining }: { licence: string; provider: string; reserveMining: boolean }, made?: { engine: string; model: string; version: string; madeAt: string }): string {
  if (made?.engine === 'imported') return `Brought in from elsewhere, not made here. Made by AI (${made.model} ${made.version}) according to its copy; what may be done with it is for whoever made it to say.\n`
  const by = made ? `Made by AI (${made.model} ${made.version}) at ${made.madeAt}, offered by ${provider}.` : `Made by AI, offered by ${provider}.`
  const mining = reserveMining ? 'The rights to text and data mining are reserved (Directive (EU) 2019/790, Article 4).\n' : ''
  return `${by}\n\n${licence}\n${mining}`
}
