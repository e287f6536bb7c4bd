// The form that policy texts are written in: Markdown with placeholders, conditions, promises, tables and marked legal clauses.

/**
 * `fact` paragraphs and items state settings, each by at least one {placeholder}. `legal` ones (written as
 * Markdown quotes) bind by contract only and promise nothing that the program would have to keep. `not-yet` ones (lines
 * that begin with `? `) are sentences that no rule keeps: they are promised to nobody and said to be so.
 */
export type Part =
  | { kind: 'title'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'fact'; text: string }
  | { kind: 'legal'; text: string }
  | { kind: 'not-yet'; text: string }
  | { kind: 'items'; items: string[] }
  | { kind: 'promise'; rule: string }
  | { kind: 'table'; name: string }

export interface Conditional {
  part: Part
  /** All of these must hold; `!name` must not. */
  when: string[]
  /** Line in its file, for errors. */
  line: number
}

/** @throws with the line that cannot be understood */
export function parseTemplate(markdown: string, name: string): Conditional[] {
  const parts: Conditional[] = []
  const when: string[] = []
  markdown.split('\n').forEach((text, index) => {
    const line = index + 1
    const add = (part: Part): void => void parts.push({ part, when: [...when], line })
    const directive = /^:: (\w+)(?: (\S+))?$/.exec(text)
    if (directive) {
      const [, word, value = ''] = directive
      if (word === 'when') when.push(value)
      else if (word === 'end' && when.length > 0) when.pop()
      else if (word === 'promise') add({ kind: 'promise', rule: value })
      else if (word === 'table') add({ kind: 'table', name: value })
      else throw new Error(`${name}:${line} has the directive "${text}", which means nothing here. Known: when, end, promise, table.`)
    } else if (text.startsWith('# ')) add({ kind: 'title', text: text.slice(2) })
    else if (text.startsWith('## ')) add({ kind: 'heading', text: text.slice(3) })
    else if (text.startsWith('> ')) add({ kind: 'legal', text: text.slice(2) })
    else if (text.startsWith('? ')) add({ kind: 'not-yet', text: text.slice(2) })
    else if (text.startsWith('- ')) addItem(parts, when, text.slice(2), line)
    else if (text.trim()) add({ kind: 'fact', text: text.trim() })
  })
  if (when.length > 0) throw new Error(`${name} leaves "when ${when.at(-1)}" open: end it with ":: end".`)
  return parts
}

/** Items in a row under the same conditions are one list. */
function addItem(parts: Conditional[], when: readonly string[], item: string, line: number): void {
  const last = parts.at(-1)
  const together = last?.part.kind === 'items' && last.when.join() === when.join() && last.line + last.part.items.length === line
  if (last?.part.kind === 'items' && together) last.part.items.push(item)
  else parts.push({ part: { kind: 'items', items: [item] }, when: [...when], line })
}
