import { describe, expect, it } from 'vitest'
import sharp from 'sharp'
import { Stated } from '../core/errors.ts'
import type { ImageFormat, Pixels } from '../core/ports.ts'
import { createSharpPixels } from './sharp.ts'

const work = createSharpPixels()
const formats: ImageFormat[] = ['png', 'jpeg', 'webp']

/** Soft colours, so that lossy formats stay close. */
function soft(width: number, height: number): Pixels {
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rgb.set([(x * 255) / width, (y * 255) / height, 128], (y * width + x) * 3)
  return { width, height, rgb }
}

describe('pixels', () => {
  it('come back from a PNG byte for byte', async () => {
    const pixels = soft(70, 50)
    expect(await work.decode(await work.encode(pixels, 'png', {}))).toEqual(pixels)
  })

  it.each(formats)('are a %s of the same size that looks the same', async (format) => {
    const pixels = soft(70, 50)
    const file = await work.encode(pixels, format, {})
    expect((await sharp(file).metadata()).format).toBe(format)
    const back = await work.decode(file)
    expect([back.width, back.height]).toEqual([70, 50])
    expect(Math.max(...back.rgb.map((value, place) => Math.abs(value - pixels.rgb[place]!)))).toBeLessThan(12)
  })

  it.each(formats)('carry what rules write into a %s', async (format) => {
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>'
    const file = await work.encode(soft(20, 20), format, { xmp, exif: { IFD0: { Software: 'Gesso' } } })
    const found = await sharp(file).metadata()
    expect(found.xmpAsString).toContain('x:xmpmeta')
    expect(found.exif?.includes('Gesso')).toBe(true)
    const bare = await sharp(await work.encode(soft(20, 20), format, {})).metadata()
    expect([bare.xmp, bare.exif]).toEqual([undefined, undefined])
  })

  it('become small WebP files, never larger than they were', async () => {
    const sizeOf = async (pixels: Pixels) => {
      const { format, width, height } = await sharp(await work.small(pixels, 96)).metadata()
      return [format, width, height]
    }
    expect(await sizeOf(soft(400, 200))).toEqual(['webp', 96, 48])
    expect(await sizeOf(soft(30, 60))).toEqual(['webp', 30, 60])
  })

  it('are read upright, without transparency, from sRGB, grey and 16-bit files', async () => {
    const turned = await sharp(soft(40, 20).rgb, { raw: { width: 40, height: 20, channels: 3 } }).withMetadata({ orientation: 6 }).png().toBuffer()
    expect(await work.decode(turned)).toMatchObject({ width: 20, height: 40 })
    const clear = await sharp({ create: { width: 4, height: 4, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }).png().toBuffer()
    expect([...(await work.decode(clear)).rgb]).toEqual(Array(48).fill(255))
    const grey = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#777777' } }).toColourspace('b-w').png().toBuffer()
    expect([...(await work.decode(grey)).rgb]).toEqual(Array(48).fill(0x77))
    const deep = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#336699' } }).toColourspace('rgb16').png().toBuffer()
    expect([...(await work.decode(deep)).rgb.subarray(0, 3)]).toEqual([0x33, 0x66, 0x99])
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('not a picture')],
    ['an SVG', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a GIF', new TextEncoder().encode('GIF89a\x01\x00\x01\x00\x00\x00\x00;')],
  ])('are not read from %s', async (_, file) => {
    await expect(work.decode(file)).rejects.toBeInstanceOf(Stated)
  })

  it('are not read from a truncated file, nor from one of too many pixels', async () => {
    const file = await work.encode(soft(200, 200), 'png', {})
    await expect(work.decode(file.subarray(0, file.length / 2))).rejects.toMatchObject({ code: 'field_invalid' })
    const huge = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#000' } }).png({ compressionLevel: 1 }).toBuffer()
    await expect(work.decode(huge)).rejects.toMatchObject({ code: 'field_invalid' })
  })
})
