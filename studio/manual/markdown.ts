// Reads the Markdown of the guides into blocks; only what the guides use, and nothing of it is ever taken as HTML.

export type Inline =
  | { kind: 'text' | 'code' | 'strong'; text: string }
  | { kind: 'link'; text: string; to: string }

export type Block =
  | { kind: 'heading'; level: number; id: string; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'code'; language: string; text: string }
  | { kind: 'table'; head: string[]; rows: string[][] }

const heading = /^(#{1,4}) (.+?)(?: \{#([a-z0-9-]+)\})?$/
const points = /^- (.+)$/
const steps = /^\d+\. (.+)$/

/** Headings carry their id: `## Words {#words}`, the same in every language. */
export function readMarkdown(source: string): Block[] {
  const lines = source.replaceAll('\r\n', '\n').split('\n')
  const blocks: Block[] = []
  let at = 0
  const take = (pattern: RegExp): string[] => {
    const from = at
    while (at < lines.length && pattern.test(lines[at] ?? '')) at++
    return lines.slice(from, at)
  }
  while (at < lines.length) {
    const line = lines[at] ?? ''
    const [, marks, title, id] = heading.exec(line) ?? []
    if (line.trim() === '') at++
    else if (line.startsWith('```')) {
      at++
      const text = take(/^(?!```)/)
      at++
      blocks.push({ kind: 'code', language: line.slice(3).trim(), text: text.join('\n') })
    } else if (marks && title) {
      at++
      blocks.push({ kind: 'heading', level: marks.length, id: id ?? '', text: title })
    } else if (points.test(line) || steps.test(line)) {
      const ordered = steps.test(line)
      const item = ordered ? steps : points
      blocks.push({ kind: 'list', ordered, items: take(item).map((one) => item.exec(one)?.[1] ?? '') })
    } else if (line.startsWith('|')) {
      const [head = [], , ...rows] = take(/^\|/).map(cellsOf)
      blocks.push({ kind: 'table', head, rows })
    } else {
      at++
      blocks.push({ kind: 'paragraph', text: [line, ...take(/^(?!```|#|\||- |\d+\. |\s*$)/)].join(' ') })
    }
  }
  return blocks
}

function cellsOf(row: string): string[] {
  return row.replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
}

const inline = /(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)\s]+\))/

export function readInline(text: string): Inline[] {
  return text.split(inline).filter(Boolean).map((part): Inline => {
    if (part.startsWith('`') && part.length > 2) return { kind: 'code', text: part.slice(1, -1) }
    if (part.startsWith('**') && part.length > 4) return { kind: 'strong', text: part.slice(2, -2) }
    const [, words, to] = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(part) ?? []
    return words && to ? { kind: 'link', text: words, to } : { kind: 'text', text: part }
  })
}

/** Other guides (`prompts.md#light`), places of this site, and https; whatever else a link says is no address. */
export function addressIn(to: string): { place: string; hash: string } | { outside: string } | undefined {
  const [, guide, anchor = ''] = /^([a-z-]+)\.md(?:#([a-z0-9-]+))?$/.exec(to) ?? []
  if (guide) return { place: `/docs/${guide}`, hash: anchor }
  if (/^#[a-z0-9-]+$/.test(to)) return { place: '', hash: to.slice(1) }
  if (/^\/(?!\/)[\w./-]*$/.test(to)) return { place: to, hash: '' }
  return /^https:\/\//.test(to) ? { outside: to } : undefined
}

/** Without marks, as it is searched and said. */
export function plain(text: string): string {
  return readInline(text).map((part) => part.text).join('')
}

export function wordsOf(block: Block): string {
  if (block.kind === 'list') return block.items.map(plain).join(' ')
  if (block.kind === 'table') return [block.head, ...block.rows].flat().map(plain).join(' ')
  return block.kind === 'code' ? block.text : plain(block.text)
}
