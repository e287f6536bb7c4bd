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
  | { by: 'proof'; tests: readonly ProvedBy[] }
  /** A rule whose running check stands on /trust. */
  | { by: 'probe'; rule: string; tests: readonly ProvedBy[] }
  /** Stands in a published document and binds by contract only. */
  | { by: 'text'; document: string }
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

/** `file: title`, as many as prove it together. */
export function proof(...tests: string[]): Kept {
  return { by: 'proof', tests: tests.map(test) }
}

export function probe(rule: string, ...tests: string[]): Kept {
  return { by: 'probe', rule, tests: tests.map(test) }
}

/** The name of a document in src/policies/texts. */
export const text = (document: string): Kept => ({ by: 'text', document })

export const notYet = (why: string): Kept => ({ by: 'not yet', why })

function test(line: string): ProvedBy {
  const at = line.indexOf(': ')
  return { file: line.slice(0, at), title: line.slice(at + 2) }
}
