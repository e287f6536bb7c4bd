// One line that tells how far a drawing is; only where a person looks on.

import { performance } from 'node:perf_hooks'
import type { Show } from './draw-input.ts'

const width = 24

export function createProgress(out: { isTTY?: boolean; write(text: string): unknown }): { show: Show; clear(): void } {
  const startedAt = performance.now()
  if (!out.isTTY) return { show: () => undefined, clear: () => undefined }
  return {
    show(news, pictures) {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
      out.write(`\r\u001b[2K${lineOf(news, pictures)}  ${seconds} s`)
    },
    clear: () => void out.write('\r\u001b[2K'),
  }
}

/** e.g. `Drawing [######------] 12/24, picture 1 of 2`. */
export function lineOf({ phase, place, picture = 0, step = 0, steps = 1 }: Parameters<Show>[0], pictures: number): string {
  if (phase === 'waiting') return place ? `Waiting, ${place} before you` : 'Waiting'
  if (phase === 'warming') return 'Loading the model'
  if (phase === 'finishing' || phase === 'ended') return 'Finishing'
  const full = Math.round((width * (picture + step / steps)) / pictures)
  const bar = `${'#'.repeat(full)}${'-'.repeat(Math.max(0, width - full))}`
  return `Drawing [${bar}] ${step}/${steps}${pictures > 1 ? `, picture ${picture + 1} of ${pictures}` : ''}`
}
