// Which of somebody's earlier prompts go with what they are writing.

const most = 3

/** Newest first, each once; those that begin with it before those that only hold its last word. Nothing before two letters (one of Chinese). */
export function fitting(earlier: readonly string[], words: string): string[] {
  const written = fold(words)
  if (written.length < (/\p{Script=Han}/u.test(written) ? 1 : 2)) return []
  const last = written.split(' ').at(-1) ?? ''
  const others = [...new Set(earlier.map((one) => one.trim()))].filter((one) => one !== '' && fold(one) !== written)
  const begin = others.filter((one) => fold(one).startsWith(written))
  const hold = last.length < 3 ? [] : others.filter((one) => !begin.includes(one) && fold(one).includes(last))
  return [...begin, ...hold].slice(0, most)
}

const fold = (words: string): string => words.trim().toLowerCase().replace(/\s+/g, ' ')
