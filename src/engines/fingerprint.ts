// What a picture looks like in 64 patches: enough to see that an engine draws something else than yesterday.

import type { Pixels } from '../core/ports.ts'

const cells = 8

/** The mean colour of each patch, two hex digits for each of red, green and blue. */
export function fingerprint({ width, height, rgb }: Pixels): string {
  const sums = new Float64Array(cells * cells * 3)
  const counts = new Uint32Array(cells * cells)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cell = Math.floor((y * cells) / height) * cells + Math.floor((x * cells) / width)
      counts[cell] = (counts[cell] ?? 0) + 1
      for (let channel = 0; channel < 3; channel++) {
        const at = cell * 3 + channel
        sums[at] = (sums[at] ?? 0) + (rgb[(y * width + x) * 3 + channel] ?? 0)
      }
    }
  }
  const means = Uint8Array.from(sums, (sum, at) => Math.round(sum / Math.max(1, counts[Math.floor(at / 3)] ?? 1)))
  return Buffer.from(means).toString('hex')
}

/** Mean difference of two of them, 0 (the same) to 1. */
export function difference(one: string, other: string): number {
  const [a, b] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')]
  if (a.length !== b.length || a.length === 0) return 1
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length / 255
}
