import { expect, it } from 'vitest'
import { lengthen } from './longer.ts'

it('makes sentences two fifths longer, letter by letter', () => {
  expect(lengthen('Create')).toBe('Creeatte')
  const sentence = 'A machine makes these pictures from your words. They show nothing that happened.'
  const letters = (text: string) => text.replace(/[^a-z]/gi, '').length
  expect(letters(lengthen(sentence)) / letters(sentence)).toBeCloseTo(1.4, 1)
  expect(lengthen(sentence).split(' ')).toHaveLength(sentence.split(' ').length)
})
