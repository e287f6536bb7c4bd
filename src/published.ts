// What an instance promises to its public: the sentences of every rule that its charter makes, with the settings filled in.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Charter } from './charter/schema.ts'
import type { TrustRule } from './core/rules.ts'
import { fillSentence, readPromiseText, type PromiseText } from './trust/text.ts'

const folder = join(import.meta.dirname, 'trust')

export interface PublishedPromise {
  id: string
  sentences: PromiseText
}

export async function publishedPromises(rules: readonly TrustRule[], charter: Charter): Promise<PublishedPromise[]> {
  const made = rules.filter((rule) => rule.appliesTo?.(charter) ?? true)
  return Promise.all(
    made.map(async ({ id }) => {
      const { en, zh } = readPromiseText(await readFile(join(folder, `${id}.md`), 'utf8'))
      const fill = (sentence: string): string => fillSentence(sentence, charter)
      return { id, sentences: { en: en.map(fill), zh: zh.map(fill) } }
    }),
  )
}
