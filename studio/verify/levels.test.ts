import { expect, it } from 'vitest'
import { levelOf } from './levels.ts'

type Report = Parameters<typeof levelOf>[0]
type Finding = Report['layers'][number]['finding']

const report = (verdict: Report['verdict'], signature: Finding, invisible: Finding): Report => ({
  verdict,
  layers: [
    { layer: 'signature', finding: signature, message: '', facts: {} },
    { layer: 'invisible', finding: invisible, message: '', facts: {} },
  ],
})

it.each([
  [report('made-here', 'ours', 'ours'), 'here'],
  [report('made-here', 'ours', 'none'), 'here'],
  // Saved again by an app, or edited: the mark in the pixels outlives what the signature does not.
  [report('made-here', 'none', 'ours'), 'changed'],
  [report('made-here', 'ours-changed', 'ours'), 'changed'],
  // A signature can be carried over into somebody else's picture, so that alone it never means "made here".
  [report('marked', 'ours-changed', 'none'), 'marked'],
  [report('marked', 'others', 'none'), 'marked'],
  [report('no-mark', 'none', 'none'), 'none'],
] as const)('tells the levels apart (%#)', (found, level) => {
  expect(levelOf(found)).toBe(level)
})
