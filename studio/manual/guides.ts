// The guides: Markdown beside this file, a bundle for each language, loaded when somebody first reads or searches.

import { useQuery } from '@tanstack/react-query'
import { useWords, type Language } from '../words/words.ts'
import { readMarkdown, type Block } from './markdown.ts'

/** In the order in which they are offered. */
export const guideIds = ['first-steps', 'prompts', 'rules', 'moving', 'questions', 'news'] as const
export type GuideId = (typeof guideIds)[number]

export interface Guide {
  id: GuideId
  title: string
  /** Without the title. */
  blocks: Block[]
}

const load = { en: () => import('./texts-en.ts'), zh: () => import('./texts-zh.ts') }

/** What the texts call the server; readers see the address of theirs. */
const writtenAddress = 'http://localhost:3000'

export function guidesFrom(texts: Record<string, string>, address: string): Guide[] {
  return guideIds.map((id) => {
    const source = Object.entries(texts).find(([path]) => path.endsWith(`/${id}.md`))?.[1] ?? ''
    const [first, ...blocks] = readMarkdown(source.replaceAll(writtenAddress, address))
    return { id, title: first?.kind === 'heading' ? first.text : id, blocks }
  })
}

async function readGuides(language: Language): Promise<Guide[]> {
  return guidesFrom((await load[language]()).texts, location.origin)
}

export function useGuides() {
  const { language } = useWords()
  return useQuery({ queryKey: ['guides', language], queryFn: () => readGuides(language), staleTime: Infinity })
}
