// A language that nobody speaks: English with every word two fifths longer, for finding what has no room to grow.

import type { PostProcessorModule } from 'i18next'

/** Letters are repeated, so that words grow as those of other languages do and break in the same places. */
export function lengthen(sentence: string): string {
  let owed = 0
  return sentence.replace(/\p{Letter}/gu, (letter) => {
    owed += 0.4
    if (owed < 1) return letter
    owed -= 1
    return letter + letter.toLowerCase()
  })
}

export const lengthening: PostProcessorModule = { type: 'postProcessor', name: 'longer', process: lengthen }
