import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { GenerationNews } from '../api.ts'
import { hear, startLive } from './progress.ts'

const quiet = { generation: 'gen_1', place: null, seconds: null, timings: null, picture: null, step: null, steps: null, preview: null, error: null } as const

const news = fc.oneof(
  fc.constant<GenerationNews>({ ...quiet, state: 'waiting', phase: 'waiting' }),
  fc.constant<GenerationNews>({ ...quiet, state: 'running', phase: 'warming' }),
  fc
    .record({ picture: fc.nat(2), step: fc.integer({ min: 1, max: 20 }) })
    .map<GenerationNews>((at) => ({ ...quiet, ...at, steps: 20, state: 'running', phase: 'painting' })),
  fc.constant<GenerationNews>({ ...quiet, state: 'running', phase: 'finishing' }),
)

describe('the progress of an order', () => {
  it('never goes back, whatever news arrive and in whatever order', () => {
    fc.assert(
      fc.property(fc.array(news, { maxLength: 60 }), (told) => {
        let live = startLive(3)
        for (const one of told) {
          const next = hear(live, one, 3)
          expect(next.fraction).toBeGreaterThanOrEqual(live.fraction)
          expect(next.fraction).toBeLessThan(1)
          live = next
        }
        expect(hear(live, { ...quiet, state: 'finished', phase: 'ended' }, 3).fraction).toBe(1)
      }),
    )
  })

  it('counts the steps of every picture', () => {
    const live = hear(startLive(2), { ...quiet, state: 'running', phase: 'painting', picture: 1, step: 5, steps: 10 }, 2)
    expect(live.fraction).toBeCloseTo(0.75 * 0.96)
  })

  it('says that an order is back in line without moving the bar', () => {
    const painting = hear(startLive(1), { ...quiet, state: 'running', phase: 'painting', picture: 0, step: 10, steps: 20 }, 1)
    const back = hear(painting, { ...quiet, state: 'waiting', phase: 'waiting' }, 1)
    expect(back.phase).toBe('waiting')
    expect(back.fraction).toBe(painting.fraction)
  })

  it('does not go back to states that the order had left before the news began', () => {
    const told = (phase: GenerationNews['phase'], state: GenerationNews['state']): GenerationNews => ({ ...quiet, state, phase })
    const known = startLive(1, 'warming')
    const heard = hear(known, told('waiting', 'waiting'), 1)
    expect(heard.phase).toBe('warming')
    expect(hear(hear(heard, told('warming', 'running'), 1), told('waiting', 'waiting'), 1).phase).toBe('waiting')
  })

  it('keeps the newest preview of each picture', () => {
    const preview = (picture: number, data_url: string): GenerationNews => ({ ...quiet, state: 'running', phase: 'painting', picture, step: 1, steps: 4, preview: { data_url } })
    const told = [preview(0, 'data:a'), preview(0, 'data:b'), preview(1, 'data:c')]
    expect(told.reduce((live, one) => hear(live, one, 2), startLive(2)).previews).toEqual(['data:b', 'data:c'])
  })

  it('hears nothing more once it has ended', () => {
    const ended = hear(startLive(1), { ...quiet, state: 'cancelled', phase: 'ended' }, 1)
    expect(hear(ended, { ...quiet, state: 'running', phase: 'painting', picture: 0, step: 3, steps: 4 }, 1)).toBe(ended)
  })
})
