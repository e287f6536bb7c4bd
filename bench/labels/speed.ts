// What labels add to a PNG of 1024 x 1024 pixels, stage by stage, in milliseconds of one core's computing.

import type { Labels, Pixels } from '../../src/core/ports.ts'
import { countBuffersAsHeap } from '../../src/memory.ts'
import { createSharpPixels } from '../../src/pixels/sharp.ts'
import { labelsInForce } from '../../src/core/profiles.ts'
import { createLabels } from '../../src/labels/labels.ts'
import { charterWith, madeAt } from '../../test/labels/labelled.ts'

export interface Stage {
  stage: string
  milliseconds: number
}

const text = { number: 'img_bench', engine: 'painter', model: 'painter', version: '1', madeAt, edited: false }

/** A server draws for days: what the first pictures cost more does not count. */
const warmUp = 8

/** Medians over the rounds, of computing time and not of the clock: other work on the machine does not count. */
export async function measureSpeed(picture: Pixels, rounds: number): Promise<{ stages: Stage[]; added: number; addedBytes: number }> {
  countBuffersAsHeap()
  const charter = charterWith({})
  const labels = await createLabels(charter, {})
  const works = createSharpPixels()
  const style = labelsInForce(charter)
  let times: Record<string, number[]> = {}
  const time = async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
    const before = process.cpuUsage()
    const value = await work()
    const { user, system } = process.cpuUsage(before)
    ;(times[stage] ??= []).push((user + system) / 1000)
    return value
  }
  let addedBytes = 0
  for (let round = 0; round < warmUp + rounds; round++) {
    if (round === warmUp) times = {}
    const plain = await time('encode without labels', () => works.encode(picture, 'png', {}))
    const shown = await time('visible mark', () => labels.drawMark(picture, style))
    const marked = await time('invisible mark', () => embed(labels, shown, round))
    const metadata = await time('metadata', () => labels.describe(text))
    const encoded = await time('encode with labels', () => works.encode(marked, 'png', metadata))
    const signed = await time('signature', () => labels.sign(encoded, 'png', text))
    addedBytes = signed.length - plain.length
  }
  const stages = Object.entries(times).map(([stage, values]) => ({ stage, milliseconds: medianOf(values) }))
  const of = (stage: string): number => stages.find((one) => one.stage === stage)?.milliseconds ?? 0
  const added = stages.reduce((sum, { milliseconds }) => sum + milliseconds, 0) - 2 * of('encode without labels')
  return { stages, added, addedBytes }
}

/** Another seed each time, so that no tile is found ready. */
function embed(labels: Labels, pixels: Pixels, seed: number): Pixels {
  const order = { model: 'painter', prompt: 'bench', negativePrompt: '', width: pixels.width, height: pixels.height, seeds: [seed], format: 'png' } as const
  return labels.embedNumber(pixels, { owner: 'owner/bench', order: { ...order, seeds: [seed] }, seed })
}

const medianOf = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
