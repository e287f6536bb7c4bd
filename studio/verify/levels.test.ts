import { expect, it } from 'vitest'
import { levelOf } from './levels.ts'

it.each([
  ['made-here', 'here'],
  ['made-here-changed', 'changed'],
  ['marked', 'marked'],
  ['no-mark', 'none'],
] as const)('%s is the level %s', (verdict, level) => {
  expect(levelOf({ verdict })).toBe(level)
})
