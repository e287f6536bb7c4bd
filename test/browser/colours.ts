// Reads pictures as a person sees them: their main colour, and how far apart two of them are.

import sharp from 'sharp'

export interface Raster {
  width: number
  height: number
  rgb: Uint8Array
}

export async function rasterOf(file: Uint8Array, side = 64): Promise<Raster> {
  const { data, info } = await sharp(file).resize(side, side, { fit: 'fill' }).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, rgb: new Uint8Array(data) }
}

/** Mean difference of all channels, 0 to 255. */
export function distance(a: Raster, b: Raster): number {
  let sum = 0
  for (let at = 0; at < a.rgb.length; at++) sum += Math.abs((a.rgb[at] ?? 0) - (b.rgb[at] ?? 0))
  return sum / a.rgb.length
}

/** Twelve parts of the colour circle, red in the middle of the first; only clear colours count, by how clear they are. */
export function huesOf({ rgb }: Raster): number[] {
  const parts = new Array<number>(12).fill(0)
  for (let at = 0; at < rgb.length; at += 3) {
    const [hue, saturation, value] = hsv(rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0)
    if (saturation < 0.35 || value < 0.2) continue
    const part = Math.round(hue / 30) % 12
    parts[part] = (parts[part] ?? 0) + saturation * value
  }
  return parts
}

export function mainHue(raster: Raster): number {
  const hues = huesOf(raster)
  return hues.indexOf(Math.max(...hues)) * 30
}

/** Degrees between two hues, the short way round. */
export function hueDistance(a: number, b: number): number {
  const apart = Math.abs(a - b) % 360
  return Math.min(apart, 360 - apart)
}

function hsv(red: number, green: number, blue: number): [hue: number, saturation: number, value: number] {
  const most = Math.max(red, green, blue)
  const spread = most - Math.min(red, green, blue)
  if (spread === 0) return [0, 0, most / 255]
  const turn = most === red ? ((green - blue) / spread + 6) % 6 : most === green ? (blue - red) / spread + 2 : (red - green) / spread + 4
  return [turn * 60, spread / most, most / 255]
}
