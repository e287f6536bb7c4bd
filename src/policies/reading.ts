// How hard a text is to read: the Flesch-Kincaid grade of English, the length of sentences of Chinese.

import type { PolicyText } from './compile.ts'

/** Everything that is prose; tables, addresses and quoted settings are looked up, not read. */
export function proseOf({ blocks }: PolicyText): string[] {
  return blocks
    .flatMap((block) => (block.kind === 'paragraph' ? [block.text] : block.kind === 'list' ? block.items : block.kind === 'promise' ? block.sentences : []))
    .map((text) => text.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1').replace(/\S+@\S+|https?:\/\/\S+/g, 'address'))
}

/** Years of school that a text asks for: 12 = somebody who leaves school. */
export function gradeOf(paragraphs: readonly string[]): number {
  const sentences = paragraphs.flatMap((text) => text.split(/[.!?](?=\s|$)/)).filter((one) => /[a-z]/i.test(one))
  const words = sentences.flatMap((one) => one.match(/[A-Za-z][A-Za-z'’-]*/g) ?? [])
  if (words.length === 0) return 0
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0)
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59
}

/** Groups of vowels; an e at the end is not heard, but for `-le`. */
export function syllablesOf(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '')
  const groups = letters.match(/[aeiouy]+/g)?.length ?? 0
  const silent = (/[^aeiouyl]e$/.test(letters) || /[aeiouy]le$/.test(letters) || /[^aeioutd]ed$/.test(letters) || /[^aeiouysxzcg]es$/.test(letters)) && groups > 1
  return Math.max(1, groups - (silent ? 1 : 0))
}

/** Han characters of each sentence, the longest first. */
export function hanLengths(paragraphs: readonly string[]): number[] {
  const sentences = paragraphs.flatMap((text) => text.split(/[。！？；]/))
  return sentences.map((one) => one.match(/\p{Script=Han}/gu)?.length ?? 0).filter((length) => length > 0).toSorted((a, b) => b - a)
}
