// What a row of the catalogue of promises is: one thing that services of this kind publish, and how it is kept here.

/** Parts of the product; those that stand in docs/promises.md are built. */
export type Part = 'first' | 'engines' | 'forgetting' | 'rights' | 'charter' | 'charter (text)' | 'labels' | 'identity' | 'studio' | 'screening' | 'desk' | 'money' | 'evidence' | 'support' | 'withstand'

export type Kind = 'promise' | 'right' | 'capability' | 'prohibition' | 'legal-text-only'

/** A test by its file and its title, or the beginning of one that is made from data. */
export interface ProvedBy {
  file: string
  title: string
}

export type Kept =
  /** `rules` are promises with their own proof, in the text, beside single tests. */
  | { by: 'proof'; rules: readonly string[]; tests: readonly ProvedBy[] }
  /** Binds by contract only: this phrase stands in that published document. */
  | { by: 'text'; document: string; phrase: string }
  | { by: 'not yet'; why: string }

export interface Row {
  id: string
  part: Part
  kind: Kind
  /** In one short sentence. */
  what: string
  /** With what it clashes in published texts: such a charter must not load. */
  clash?: string
  kept: Kept
}

/** Each the id of a rule, or a test as `file: title` (or its beginning). */
export function proof(...by: string[]): Kept {
  const tests = by.filter((one) => one.includes(': ')).map((line) => ({ file: line.slice(0, line.indexOf(': ')), title: line.slice(line.indexOf(': ') + 2) }))
  return { by: 'proof', rules: by.filter((one) => !one.includes(': ')), tests }
}

export const text = (document: string, phrase: string): Kept => ({ by: 'text', document, phrase })

export const notYet = (why: string): Kept => ({ by: 'not yet', why })
