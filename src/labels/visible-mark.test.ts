// The visible mark against a mask that was looked at by a person and stored, and its size on pictures of all shapes.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { MarkStyle } from '../core/ports.ts'
import { missingCharacters } from './glyphs.ts'
import { coverageOf, drawMark, placeMark } from './visible-mark.ts'

const stored = join(import.meta.dirname, '../../test/labels/mark-mask.png')
const style: MarkStyle = { text: 'AI生成', corner: 'bottom-right', share: 0.05 }
const plain = (width: number, height: number, value: number) => ({ width, height, rgb: new Uint8Array(width * height * 3).fill(value) })

describe('the mark', () => {
  test('has the stored letters, Chinese ones included', async () => {
    const place = placeMark({ width: 1024, height: 1024 }, style)
    const { letters } = coverageOf(style.text, place)
    const { data, info } = await sharp(readFileSync(stored)).greyscale().raw().toBuffer({ resolveWithObject: true })
    expect([letters.width, letters.height]).toEqual([info.width, info.height])
    const off = letters.alpha.reduce((sum, value, at) => sum + Math.abs(value - (data[at] ?? 0)), 0) / letters.alpha.length
    expect(off).toBeLessThan(0.5)
  })

  test.each([
    [1024, 1024],
    [512, 2048],
    [2048, 300],
    [64, 64],
    [128, 128],
  ])('is high enough and wholly inside %i x %i', (width, height) => {
    const place = placeMark({ width, height }, style)
    expect(place.capital / Math.min(width, height)).toBeGreaterThanOrEqual(0.05)
    expect(place.left + place.width).toBeLessThanOrEqual(width)
    expect(place.top + place.height).toBeLessThanOrEqual(height)
  })

  test.each(['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const)('stands at the %s and touches nothing else', (corner) => {
    const before = plain(400, 300, 128)
    const after = drawMark(before, { ...style, corner })
    const place = placeMark(before, { ...style, corner })
    let inside = 0
    let outside = 0
    for (let at = 0; at < after.rgb.length; at++) {
      if (after.rgb[at] === 128) continue
      const [x, y] = [Math.floor(at / 3) % 400, Math.floor(at / 1200)]
      if (x >= place.left && x < place.left + place.width && y >= place.top && y < place.top + place.height) inside++
      else outside++
    }
    expect(outside).toBe(0)
    expect(inside).toBeGreaterThan(place.width * place.height)
    expect([place.left < 200, place.top < 150]).toEqual([corner.endsWith('left'), corner.startsWith('top')])
    expect(before.rgb.every((value) => value === 128)).toBe(true)
  })

  test.each([0, 90, 255])('can be read on a picture of brightness %i', (value) => {
    const { rgb } = drawMark(plain(512, 512, value), style)
    const brightest = rgb.reduce((most, one) => Math.max(most, one), 0)
    const darkest = rgb.reduce((least, one) => Math.min(least, one), 255)
    // White letters on the shaded plate: at least three times as bright (WCAG's formula for large text).
    const luminance = (grey: number) => ((grey / 255 + 0.055) / 1.055) ** 2.4
    expect((luminance(brightest) + 0.05) / (luminance(darkest) + 0.05)).toBeGreaterThan(3)
  })
})

test('letters that are not there are named, not drawn as boxes', () => {
  expect(missingCharacters('AI-generated 人工智能合成')).toEqual([])
  expect(missingCharacters('龘 AI')).toEqual(['龘'])
})
