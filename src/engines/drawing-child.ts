// The child's half of an engine that draws in a process of its own: keeps the model warm and draws one order at a time.

import type { Pixels } from '../core/ports.ts'
import type { DrawingJob, FromChild, Step, ToChild } from './drawing-messages.ts'

/** Draws the picture of one seed; `next` is awaited between steps and throws to stop. */
export type DrawOne = (seed: number, next: (step: Step) => Promise<void>) => Promise<Pixels>

/** Opens the model, warms it up, and gives back what begins an order. Whatever it throws makes the model unusable. */
export type OpenModel<Load, Job extends DrawingJob> = (load: Load) => Promise<(job: Job) => Promise<DrawOne>>

class Cancelled extends Error {}

/** Answers the parent until it is gone. */
export function serveDrawing<Load, Job extends DrawingJob>(open: OpenModel<Load, Job>): void {
  let begin: (job: Job) => Promise<DrawOne>
  const cancelled = new Set<number>()

  const say = (message: FromChild): Promise<void> =>
    new Promise((resolve) => {
      if (process.connected && process.send) process.send(message, () => resolve())
      else resolve()
    })

  async function load(what: Load): Promise<void> {
    try {
      begin = await open(what)
      await say({ kind: 'ready' })
    } catch (error) {
      await say({ kind: 'broken', reason: (error as Error).message })
      process.exit(1)
    }
  }

  async function draw(order: number, job: Job): Promise<void> {
    const over = (how: 'done' | 'cancelled' | 'failed', reason?: string) => say({ kind: 'over', order, how, memory: process.memoryUsage.rss(), reason })
    try {
      const drawOne = await begin(job)
      for (const [picture, seed] of job.seeds.entries()) {
        const pixels = await drawOne(seed, async (step) => {
          void say({ kind: 'step', order, picture, ...step })
          await letIn()
          if (cancelled.has(order)) throw new Cancelled()
        })
        void say({ kind: 'picture', order, pixels })
      }
      await over('done')
    } catch (error) {
      await (error instanceof Cancelled ? over('cancelled') : over('failed', (error as Error).name))
    } finally {
      cancelled.delete(order)
    }
  }

  process.on('message', (message: ToChild<Load, Job>) => {
    if (message.kind === 'load') void load(message.load)
    else if (message.kind === 'draw') void draw(message.order, message.job)
    else cancelled.add(message.order)
  })
  // A parent that is gone, however it went, closes the channel.
  process.on('disconnect', () => process.exit(0))
  // A terminal sends Ctrl-C to the whole group; the parent decides when this process ends.
  process.on('SIGINT', () => undefined)
}

/** Lets messages in: the graphs block this process while they run. */
const letIn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
