// A call of a model that makes no pictures: the inputs that its kind declares, as they are sent.

import type { components } from '../../client/index.ts'

export type OtherModel = components['schemas']['OtherModel']
export type Modality = OtherModel['modality']

export const inputs = {
  language: ['words', 'system', 'stream'],
  embeddings: ['words'],
  speech: ['words', 'voice', 'format'],
  transcription: ['file', 'spoken'],
  video: ['words', 'seconds', 'size'],
} as const satisfies Record<Modality, readonly string[]>

export type Input = (typeof inputs)[Modality][number]

export const soundFormats = ['mp3', 'wav', 'opus', 'flac'] as const

export interface OtherWish {
  words: string
  system: string
  stream: boolean
  voice: string
  format: (typeof soundFormats)[number]
  file: File | undefined
  /** Language that is spoken in the file, e.g. `en`; empty = found by the model. */
  spoken: string
  seconds: string
  size: string
}

export const emptyOther: OtherWish = { words: '', system: '', stream: true, voice: 'alloy', format: 'mp3', file: undefined, spoken: '', seconds: '', size: '' }

export interface OtherCall {
  modality: Modality
  /** Where the client points to, e.g. `http://localhost:3000/v1`. */
  base: string
  path: string
  /** Field by field as it is sent, without the file. */
  body: Record<string, unknown>
  /** Name of the file that is sent along. */
  file: string | undefined
  withKey: boolean
}

const paths: Record<Modality, string> = { language: '/chat/completions', embeddings: '/embeddings', speech: '/audio/speech', transcription: '/audio/transcriptions', video: '/videos' }

export const shows = (modality: Modality, input: Input): boolean => (inputs[modality] as readonly string[]).includes(input)

export function otherCallOf(wish: OtherWish, { model: { id: model, modality }, origin, withKey }: { model: Pick<OtherModel, 'id' | 'modality'>; origin: string; withKey: boolean }): OtherCall {
  const body = Object.fromEntries(Object.entries({ model, ...fieldsOf(wish, modality) }).filter(([, value]) => value !== undefined))
  return { modality, base: `${origin}/v1`, path: paths[modality], body, file: modality === 'transcription' ? (wish.file?.name ?? 'speech.mp3') : undefined, withKey }
}

function fieldsOf(wish: OtherWish, modality: Modality): Record<string, unknown> {
  const said = (text: string) => text.trim() || undefined
  if (modality === 'language') {
    const system = said(wish.system)
    return { messages: [...(system ? [{ role: 'system', content: system }] : []), { role: 'user', content: wish.words }], stream: wish.stream || undefined }
  }
  // Clients ask for bytes by themselves, which nobody can read.
  if (modality === 'embeddings') return { input: wish.words, encoding_format: 'float' }
  if (modality === 'speech') return { input: wish.words, voice: said(wish.voice), response_format: wish.format }
  if (modality === 'transcription') return { language: said(wish.spoken) }
  return { prompt: wish.words, seconds: said(wish.seconds), size: said(wish.size) }
}
