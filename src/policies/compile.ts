// The policy compiler: from templates, charter and promise sentences to the texts that people read.

import type { Charter } from '../charter/schema.ts'
import type { PublishedPromise } from '../published.ts'
import { conditions } from './conditions.ts'
import { fillFact } from './facts.ts'
import { tables, type Table } from './tables.ts'
import type { Conditional, Part } from './template.ts'

export type Language = 'en' | 'zh'
export const languages: readonly Language[] = ['en', 'zh']

/** What a text is made of once it is filled. A promise leads to its line of evidence on /trust. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string; legal: boolean }
  | { kind: 'list'; items: string[] }
  | { kind: 'promise'; rule: string; sentences: string[] }
  | ({ kind: 'table' } & Table)

export interface PolicyText {
  title: string
  blocks: Block[]
}

/** Everything that texts are made from. */
export interface PolicySource {
  charter: Charter
  promises: readonly PublishedPromise[]
}

/** @throws with name and line when a placeholder, condition, promise or table is unknown: no unfilled text can be served */
export function compileText(parts: readonly Conditional[], language: Language, source: PolicySource, name: string): PolicyText {
  const text: PolicyText = { title: '', blocks: [] }
  const notYet: string[] = []
  for (const { part, when, line } of parts) {
    try {
      if (!when.every((condition) => holds(condition, source.charter))) continue
      if (part.kind === 'title') text.title = fillFact(part.text, source.charter, language)
      else if (part.kind === 'not-yet') notYet.push(fillFact(part.text, source.charter, language))
      else text.blocks.push(...blocksOf(part, language, source))
    } catch (error) {
      throw new Error(`${name}:${line}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  text.blocks = withoutEmptyHeadings(text.blocks)
  if (notYet.length > 0) text.blocks.push({ kind: 'heading', text: notPromised[language] }, { kind: 'list', items: notYet })
  return text
}

/** What stands above sentences that nothing keeps yet. */
const notPromised = { en: 'Not promised yet', zh: '尚未承诺' } as const

function blocksOf(part: Exclude<Part, { kind: 'title' | 'not-yet' }>, language: Language, { charter, promises }: PolicySource): Block[] {
  if (part.kind === 'promise') {
    const made = promises.find(({ id }) => id === part.rule)
    return made ? [{ kind: 'promise', rule: part.rule, sentences: made.sentences[language] }] : []
  }
  if (part.kind === 'table') {
    const make = tables[part.name]
    if (!make) throw new Error(`there is no table "${part.name}"`)
    const table = make(charter, language)
    return table.rows.length > 0 ? [{ kind: 'table', ...table }] : []
  }
  const fill = (text: string): string => fillFact(text, charter, language)
  if (part.kind === 'items') return [{ kind: 'list', items: part.items.map(fill) }]
  if (part.kind === 'heading') return [{ kind: 'heading', text: fill(part.text) }]
  return [{ kind: 'paragraph', text: fill(part.text), legal: part.kind === 'legal' }]
}

function holds(condition: string, charter: Charter): boolean {
  const name = condition.replace(/^!/, '')
  const test = conditions[name]
  if (!test) throw new Error(`there is no condition "${name}"`)
  return test(charter) !== condition.startsWith('!')
}

/** Where a charter leaves nothing to say, the heading goes too. */
function withoutEmptyHeadings(blocks: readonly Block[]): Block[] {
  return blocks.filter((block, index) => block.kind !== 'heading' || (blocks[index + 1]?.kind ?? 'heading') !== 'heading')
}

const legalMark = { en: 'Legal clause', zh: '法律条款' } as const

/** The same text as Markdown, for those who want to keep or compare it. */
export function printMarkdown({ title, blocks }: PolicyText, language: Language): string {
  const lines = blocks.map((block) => {
    if (block.kind === 'heading') return `## ${block.text}`
    if (block.kind === 'list') return block.items.map((item) => `- ${item}`).join('\n')
    if (block.kind === 'promise') return block.sentences.map((sentence) => `- ${sentence} ([${block.rule}](/trust#${block.rule}))`).join('\n')
    if (block.kind === 'table') return [block.head, block.head.map(() => '---'), ...block.rows].map((row) => `| ${row.map(escapeCell).join(' | ')} |`).join('\n')
    return block.legal ? `*${legalMark[language]}:* ${block.text}` : block.text
  })
  return `# ${title}\n\n${lines.join('\n\n')}\n`
}

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
