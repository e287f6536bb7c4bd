import { describe, expect, it } from 'vitest'
import { fileNameOf } from './file-names.ts'

describe('names of downloaded files', () => {
  it.each([
    ['A red fox, in the snow!', 7, 'png', 'gesso-a-red-fox-in-the-snow-7.png'],
    ['雪地里的狐狸', 12, 'webp', 'gesso-雪地里的狐狸-12.webp'],
    ['../../etc/passwd', 1, 'jpeg', 'gesso-etc-passwd-1.jpg'],
    ['…', 3, 'png', 'gesso-picture-3.png'],
  ])('%s', (words, seed, format, name) => {
    expect(fileNameOf(words, seed, format)).toBe(name)
  })

  it('stay short enough for every system', () => {
    expect(fileNameOf('狐'.repeat(500), 4_294_967_295, 'png').length).toBeLessThan(100)
  })
})
