import { expect, it } from 'vitest'
import { fitting } from './fitting.ts'

const earlier = ['a red fox in the snow', 'A red fox in the snow ', 'a red boat', 'the fox sleeps', '海上的小船', 'night']

it('begins with what was begun, then what holds the last word; each once, newest first', () => {
  expect(fitting(earlier, 'a red')).toEqual(['a red fox in the snow', 'A red fox in the snow', 'a red boat'])
  expect(fitting(earlier, 'a green FOX')).toEqual(['a red fox in the snow', 'A red fox in the snow', 'the fox sleeps'])
  expect(fitting(earlier, '海')).toEqual(['海上的小船'])
})

it('offers nothing for nothing, for a letter, and for what stands there already', () => {
  expect([fitting(earlier, ''), fitting(earlier, 'a'), fitting(earlier, ' Night ')]).toEqual([[], [], []])
})
