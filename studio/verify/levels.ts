// The levels that a check can come to, from what the layers of labels say.

import type { LabelReport } from '../api.ts'

export type Level = 'here' | 'changed' | 'marked' | 'none'

/** The invisible mark outlives edits; only a whole signature says that nothing was changed. */
export function levelOf({ verdict, layers }: Pick<LabelReport, 'verdict' | 'layers'>): Level {
  if (verdict === 'no-mark') return 'none'
  if (verdict === 'marked') return 'marked'
  return layers.some(({ layer, finding }) => layer === 'signature' && finding === 'ours') ? 'here' : 'changed'
}
