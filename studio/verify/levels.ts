// The levels that a check can come to, by the server's verdict.

import type { LabelReport } from '../api.ts'

export type Level = 'here' | 'changed' | 'marked' | 'none'

const levels: Record<LabelReport['verdict'], Level> = { 'made-here': 'here', 'made-here-changed': 'changed', marked: 'marked', 'no-mark': 'none' }

export const levelOf = ({ verdict }: Pick<LabelReport, 'verdict'>): Level => levels[verdict]
