// Words to the numbers that a text encoder takes: CLIP's for Stable Diffusion, a chat template for Z-Image.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Tokenizer } from '@huggingface/tokenizers'
import { z } from 'zod'
import { FolderUnusable, readAs, readJsonIn } from './files.ts'

export interface Tokens {
  ids: number[]
  /** Whether the words were longer than the model reads. */
  cut: boolean
}

export interface Reader {
  read(words: string): Tokens
  /** About how many words it reads. */
  most: number
}

const vocabularySchema = z.record(z.string(), z.number().int().nonnegative())
const tokenSchema = z.union([z.string(), z.looseObject({ content: z.string() }).transform(({ content }) => content)])
const settingsSchema = z.looseObject({ pad_token: tokenSchema.nullish(), model_max_length: z.number().positive().nullish() })

const clipBegin = '<|startoftext|>'
const clipEnd = '<|endoftext|>'
const usualLength = 77

/** tokenizer/ of a Stable Diffusion folder: always as many numbers as the encoder takes. @throws FolderUnusable */
export async function readClip(folder: string, fixedLength: number | undefined): Promise<Reader> {
  const vocab = readAs('tokenizer/vocab.json', vocabularySchema, await needed(folder, 'tokenizer/vocab.json'))
  const lines = await readFile(join(folder, 'tokenizer/merges.txt'), 'utf8').catch(() => {
    throw new FolderUnusable('tokenizer/merges.txt is missing; fetch it too')
  })
  const settings = readAs('tokenizer/tokenizer_config.json', settingsSchema, (await readJsonIn(folder, 'tokenizer/tokenizer_config.json')) ?? {})
  const special = readAs('tokenizer/special_tokens_map.json', settingsSchema, (await readJsonIn(folder, 'tokenizer/special_tokens_map.json')) ?? {})
  const [begin, end] = [vocab[clipBegin], vocab[clipEnd]]
  if (begin === undefined || end === undefined) throw new FolderUnusable(`tokenizer/vocab.json has no "${clipBegin}" and "${clipEnd}": it is not the vocabulary of a CLIP text encoder`)
  const pad = vocab[special.pad_token ?? settings.pad_token ?? clipEnd] ?? end
  const length = fixedLength ?? Math.min(usualLength, settings.model_max_length ?? usualLength)
  const merges = lines.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#version'))
  const tokenizer = new Tokenizer(clipDefinition(vocab, merges), {})
  const read = (words: string): Tokens => {
    // The tokens that steer the model are not people's to give.
    const ids = tokenizer.encode(words, { add_special_tokens: false }).ids.filter((id: number) => id !== begin && id !== end)
    const kept = [begin, ...ids.slice(0, length - 2), end]
    return { ids: Array.from({ length }, (_, place) => kept[place] ?? pad), cut: ids.length > length - 2 }
  }
  return { read, most: length - 2 }
}

/** CLIP's byte-pair encoding as the tokenizer library takes it. */
function clipDefinition(vocab: Record<string, number>, merges: readonly string[]): object {
  return {
    version: '1.0',
    added_tokens: [],
    normalizer: { type: 'Sequence', normalizers: [{ type: 'NFC' }, { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' }, { type: 'Lowercase' }] },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+" }, behavior: 'Removed', invert: true },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
      ],
    },
    post_processor: null,
    decoder: null,
    model: { type: 'BPE', dropout: null, unk_token: clipEnd, continuing_subword_prefix: '', end_of_word_suffix: '</w>', fuse_unk: false, vocab, merges },
  }
}

const chatSchema = z.looseObject({ model: z.looseObject({ vocab: z.record(z.string(), z.number()) }), added_tokens: z.array(z.looseObject({ id: z.number(), content: z.string() })) })
const chatLength = 512

/** tokenizer/tokenizer.json of Z-Image: the words as a person's turn in a chat, as many numbers as they need. @throws FolderUnusable */
export async function readChat(folder: string): Promise<Reader> {
  const definition = readAs('tokenizer/tokenizer.json', chatSchema, await needed(folder, 'tokenizer/tokenizer.json'))
  const idOf = (content: string): number => {
    const found = definition.added_tokens.find((token) => token.content === content)
    if (!found) throw new FolderUnusable(`tokenizer/tokenizer.json has no "${content}": it is not the tokenizer of Z-Image`)
    return found.id
  }
  const [begin, end] = [idOf('<|im_start|>'), idOf('<|im_end|>')]
  const steering = new Set(definition.added_tokens.map(({ id }) => id))
  const tokenizer = new Tokenizer(definition, {})
  const plain = (words: string): number[] => tokenizer.encode(words, { add_special_tokens: false }).ids.filter((id: number) => !steering.has(id))
  const after = [end, ...plain('\n'), begin, ...plain('assistant\n')]
  const read = (words: string): Tokens => {
    const ids = [begin, ...plain(`user\n${words}`)]
    const room = chatLength - after.length
    return { ids: [...ids.slice(0, room), ...after], cut: ids.length > room }
  }
  return { read, most: chatLength - after.length - 3 }
}

async function needed(folder: string, file: string): Promise<unknown> {
  const content = await readJsonIn(folder, file)
  if (content === undefined) throw new FolderUnusable(`${file} is missing; fetch it too`)
  return content
}
