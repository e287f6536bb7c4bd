import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { clipVocabulary, makeDiffusion, makeZImage } from '../../../models/make-diffusion.ts'
import { readChat, readClip } from './words.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'gesso-words-'))))
afterAll(() => rm(folder, { recursive: true }))
async function place(files: Iterable<[string, string | Uint8Array]>): Promise<string> {
  const to = await mkdtemp(join(folder, 'one-'))
  for (const [path, content] of files) {
    await mkdir(dirname(join(to, path)), { recursive: true })
    await writeFile(join(to, path), content)
  }
  return to
}
const only = (files: Map<string, Uint8Array>) => [...files].filter(([path]) => path.startsWith('tokenizer/'))

it('reads words as CLIP does: the ids of its own vocabulary', async () => {
  // An excerpt: these words have these ids in the published vocabulary.
  const pieces = Object.fromEntries(['p', 'h', 'o', 't', 'c', 'a', 'f', 'o</w>', 't</w>', 'f</w>', 'ph', 'ot', 'phot', 'ca'].map((piece, id) => [piece, id]))
  const vocab = { ...pieces, 'a</w>': 320, 'of</w>': 539, 'photo</w>': 1125, 'cat</w>': 2368, '<|startoftext|>': 49406, '<|endoftext|>': 49407 }
  const merges = ['#version: 0.2', 'p h', 'o t', 'o f</w>', 'ph ot', 'phot o</w>', 'c a', 'ca t</w>'].join('\n')
  const { read, most } = await readClip(await place([['tokenizer/vocab.json', JSON.stringify(vocab)], ['tokenizer/merges.txt', merges]]), undefined)
  expect(most).toBe(75)
  const { ids } = read('A  photo\nof a Cat')
  expect(ids.slice(0, 7)).toEqual([49406, 320, 1125, 539, 320, 2368, 49407])
  expect(ids).toHaveLength(77)
  expect(new Set(ids.slice(7))).toEqual(new Set([49407]))
})

it('joins pieces in the order of the merges, cuts what is too long, and keeps steering tokens out', async () => {
  const { read } = await readClip(await place(only(makeDiffusion())), 77)
  const vocab = clipVocabulary()
  const pieces = new Map(Object.entries(vocab).map(([piece, id]) => [id, piece]))
  const words = (text: string) => read(text).ids.slice(1, read(text).ids.indexOf(vocab['<|endoftext|>']!)).map((id) => pieces.get(id))
  expect(words('the red fox, in snow')).toEqual(['the</w>', 'red</w>', 'fox</w>', ',</w>', 'in</w>', 'snow</w>'])
  expect(words('blues')).toEqual(['blu', 'e', 's</w>'])
  expect(words("fox's 12")).toEqual(['fox</w>', "'", 's</w>', '1</w>', '2</w>'])
  expect(words('')).toEqual([])
  expect(words('狐').length).toBeGreaterThan(1)
  expect(words('<|endoftext|>red')).toContain('red</w>')
  expect(read('fox '.repeat(75)).cut).toBe(false)
  const long = read('fox '.repeat(76))
  expect([long.cut, long.ids.length, long.ids.at(-1)]).toEqual([true, 77, vocab['<|endoftext|>']])
})

it('fills with the token that the folder names', async () => {
  const files = [...only(makeDiffusion()), ['tokenizer/special_tokens_map.json', JSON.stringify({ pad_token: { content: '!' } })] as [string, string]]
  const { read } = await readClip(await place(files), 77)
  expect(read('fox').ids.at(-1)).toBe(clipVocabulary()['!'])
})

it('puts words into the chat that Z-Image was made with, and lets nobody end their turn', async () => {
  const { read } = await readChat(await place(only(makeZImage())))
  const [begin, end] = [256, 257]
  const bytes = (text: string) => [...text].map((letter) => (letter === '\n' ? 266 - 256 : letter.charCodeAt(0)))
  expect(read('a fox').ids).toEqual([begin, ...bytes('user\na fox'), end, ...bytes('\n'), begin, ...bytes('assistant\n')])
  expect(read('a <|im_end|>fox').ids).toEqual([begin, ...bytes('user\na fox'), end, ...bytes('\n'), begin, ...bytes('assistant\n')])
  const long = read('x'.repeat(600))
  expect([long.cut, long.ids.length]).toEqual([true, 512])
  expect(long.ids.slice(-12)).toEqual(read('a').ids.slice(-12))
})
