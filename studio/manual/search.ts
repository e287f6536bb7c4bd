// Full-text search in the guides, section by section, in the browser: what is searched for never leaves it.

import type { Guide, GuideId } from './guides.ts'
import { plain, wordsOf } from './markdown.ts'

export interface Part {
  guide: GuideId
  guideTitle: string
  /** Of the heading; empty = the beginning of the guide. */
  id: string
  title: string
  text: string
}

export function partsOf(guides: readonly Guide[]): Part[] {
  return guides.flatMap(({ id: guide, title: guideTitle, blocks }) => {
    const parts: Part[] = [{ guide, guideTitle, id: '', title: guideTitle, text: '' }]
    for (const block of blocks) {
      if (block.kind === 'heading') parts.push({ guide, guideTitle, id: block.id, title: plain(block.text), text: '' })
      else {
        const last = parts.at(-1)
        if (last) last.text = `${last.text} ${wordsOf(block)}`.trim()
      }
    }
    return parts
  })
}

export interface Found extends Part {
  /** The words around the first hit, with what was found marked. */
  excerpt: Array<{ text: string; hit: boolean }>
}

const most = 12
const around = 70

/** Every word must be there; titles count more. Chinese needs no spaces: what was typed is looked for as it stands. */
export function search(parts: readonly Part[], asked: string): Found[] {
  const words = asked.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  return parts
    .map((part) => ({ part, score: scoreOf(part, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ part }) => ({ ...part, excerpt: excerptOf(part.text, words) }))
}

function scoreOf({ title, guideTitle, text }: Part, words: readonly string[]): number {
  const [high, middle, low] = [title, guideTitle, text].map((one) => one.toLowerCase()) as [string, string, string]
  const scores = words.map((word) => (high.includes(word) ? 8 : 0) + (middle.includes(word) ? 2 : 0) + Math.min(4, low.split(word).length - 1))
  return scores.every((score) => score > 0) ? scores.reduce((sum, score) => sum + score, 0) : 0
}

function excerptOf(text: string, words: readonly string[]): Found['excerpt'] {
  const low = text.toLowerCase()
  const first = Math.min(...words.map((word) => low.indexOf(word)).filter((at) => at >= 0))
  const near = Number.isFinite(first) ? Math.max(0, first - around / 2) : 0
  // At the beginning of a word, where words have spaces between them.
  const space = text.slice(near, near + 16).indexOf(' ')
  const from = near > 0 && space >= 0 && near + space < first ? near + space + 1 : near
  const shown = `${from > 0 ? '…' : ''}${text.slice(from, from + around * 2)}${from + around * 2 < text.length ? '…' : ''}`
  const pattern = new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'gi')
  return shown.split(pattern).filter(Boolean).map((part) => ({ text: part, hit: words.includes(part.toLowerCase()) }))
}
