// How often the invisible mark is found again after changes, and how often it is seen where there is none.

import { createHash } from 'node:crypto'
import sharp, { type Sharp } from 'sharp'
import type { Pixels } from '../../src/core/ports.ts'
import { findMark, placeOfOwn, threshold, viewsOf } from '../../src/labels/find-mark.ts'
import { embedMark } from '../../src/labels/invisible-mark.ts'
import { phasesOf } from '../../src/labels/pattern.ts'
import { picturesFrom, pixelsOf } from './pictures.ts'

export interface SurvivalRow {
  change: string
  found: number
  /** The picture's number was read without a fault. */
  numberRead: number
  of: number
  leastCertainty: number
}

export interface Survival {
  side: number
  rows: SurvivalRow[]
  /** Mean of the absolute change of a channel, of 255. */
  meanChange: number
  milliseconds: number
}

const own = { provider: 0x4733, secret: createHash('sha256').update('bench').digest() }

const open = ({ width, height, rgb }: Pixels): Sharp => sharp(rgb, { raw: { width, height, channels: 3 } })
const cut = ({ width, height }: Pixels, part: number) => {
  const [w, h] = [Math.round(width * (1 - part)), Math.round(height * (1 - part))]
  return { left: Math.floor((width - w) * 0.37), top: Math.floor((height - h) * 0.61), width: w, height: h }
}

export const changes: Record<string, (pixels: Pixels) => Sharp> = {
  'metadata removed': (pixels) => open(pixels).png(),
  'JPEG quality 50': (pixels) => open(pixels).jpeg({ quality: 50 }),
  'half size': (pixels) => open(pixels).resize(Math.round(pixels.width / 2)).png(),
  '10 % cut off each side length': (pixels) => open(pixels).extract(cut(pixels, 0.1)).png(),
  mirrored: (pixels) => open(pixels).flop().png(),
  'WebP quality 60': (pixels) => open(pixels).webp({ quality: 60 }),
  'half size, then JPEG quality 75': (pixels) => open(pixels).resize(Math.round(pixels.width / 2)).jpeg({ quality: 75 }),
  '25 % cut off, then mirrored, then JPEG quality 75': (pixels) => open(pixels).extract(cut(pixels, 0.25)).flop().jpeg({ quality: 75 }),
  'brighter by 20 %': (pixels) => open(pixels).modulate({ brightness: 1.2 }).png(),
}

export async function measureSurvival(source: string, count: number, side: number, chosen = Object.keys(changes)): Promise<Survival> {
  const rows = new Map(chosen.map((change): [string, SurvivalRow] => [change, { change, found: 0, numberRead: 0, of: 0, leastCertainty: Infinity }]))
  let changed = 0
  let pictures = 0
  const startedAt = process.cpuUsage()
  for await (const pixels of picturesFrom(source, count, side)) {
    const number = (pictures * 7919 + 13) & 0xffffff
    const marked = embedMark(pixels, { ...own, number })
    changed += marked.rgb.reduce((sum, value, at) => sum + Math.abs(value - (pixels.rgb[at] ?? 0)), 0) / marked.rgb.length
    pictures++
    for (const row of rows.values()) {
      const change = changes[row.change]
      if (!change) throw new Error(`no change named ${row.change}`)
      const seen = await findMark(await pixelsOf(sharp(await change(marked).toBuffer())), own)
      row.of++
      if (seen.whose === 'ours') row.found++
      if (seen.number === number) row.numberRead++
      row.leastCertainty = Math.min(row.leastCertainty, seen.certainty)
    }
  }
  const { user, system } = process.cpuUsage(startedAt)
  return { side, rows: [...rows.values()], meanChange: changed / Math.max(1, pictures), milliseconds: (user + system) / 1000 }
}

export interface FalseAlarms {
  looks: number
  alarms: number
  largestCertainty: number
  threshold: number
}

/** Every unmarked picture is looked at as by many instances: each secret is a trial of its own. */
export async function measureFalseAlarms(source: string, count: number, side: number, secrets: number): Promise<FalseAlarms> {
  const keys = Array.from({ length: secrets }, (_, at) => createHash('sha256').update(`instance ${at}`).digest())
  const seekers = keys.map((secret) => ({ own: { provider: secret.readUInt16BE(0), secret }, phases: phasesOf(secret) }))
  let [looks, alarms, largest] = [0, 0, 0]
  for await (const pixels of picturesFrom(source, count, side)) {
    const best = new Float64Array(secrets)
    for await (const { evened } of viewsOf(pixels)) {
      seekers.forEach(({ own: one, phases }, at) => (best[at] = Math.max(best[at] ?? 0, placeOfOwn(evened, one, phases).certainty)))
    }
    for (const certainty of best) {
      looks++
      if (certainty > threshold) alarms++
      largest = Math.max(largest, certainty)
    }
  }
  return { looks, alarms, largestCertainty: largest, threshold }
}
