// Entry of the painter's child process: keeps the graphs warm and draws one order at a time for its parent.

import { drawPicture, prepareGround } from './draw.ts'
import { openGraphs, type Graphs } from './graphs.ts'
import type { FromChild, Job, ModelShape, ToChild } from './messages.ts'

let graphs: Graphs
let shape: ModelShape
const cancelled = new Set<number>()

class Cancelled extends Error {}

const say = (message: FromChild): Promise<void> =>
  new Promise((resolve) => {
    if (process.connected && process.send) process.send(message, () => resolve())
    else resolve()
  })

/** Lets messages in: the graphs block this process while they run. */
const letIn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function load({ folder, shape: wanted, threads, empty }: Extract<ToChild, { kind: 'load' }>): Promise<void> {
  try {
    graphs = await openGraphs(folder, wanted, threads)
    shape = wanted
    await warmUp(empty)
    await say({ kind: 'ready' })
  } catch (error) {
    await say({ kind: 'broken', reason: (error as Error).message })
    process.exit(1)
  }
}

/** The first run of a graph is slow; and graphs that do not fit the index fail here instead of in an order. */
async function warmUp(empty: BigInt64Array): Promise<void> {
  const side = shape.pixel_size
  const dims = graphs.latentDims(side, side)
  const latent = { data: new Float32Array(dims[0] * dims[1] * dims[2]), dims }
  const [velocity] = await graphs.velocities(latent, 1, await graphs.encodeWords([empty, empty]))
  if (velocity?.length !== latent.data.length) throw new Error('transformer/model.onnx does not fit the latent of model_index.json')
  const pixels = await graphs.decode(latent)
  if (pixels.width !== side || pixels.height !== side) throw new Error(`vae_decoder/model.onnx makes ${pixels.width}x${pixels.height}, not ${side}x${side}`)
}

async function draw(order: number, job: Job): Promise<void> {
  const over = (how: 'done' | 'cancelled' | 'failed', reason?: string) => say({ kind: 'over', order, how, memory: process.memoryUsage.rss(), reason })
  try {
    const ground = await prepareGround(graphs, job)
    for (const [picture, seed] of job.seeds.entries()) {
      const pixels = await drawPicture(graphs, shape, job, ground, seed, async (step) => {
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

process.on('message', (message: ToChild) => {
  if (message.kind === 'load') void load(message)
  else if (message.kind === 'draw') void draw(message.order, message.job)
  else cancelled.add(message.order)
})
// A parent that is gone, however it went, closes the channel.
process.on('disconnect', () => process.exit(0))
// A terminal sends Ctrl-C to the whole group; the parent decides when this process ends.
process.on('SIGINT', () => undefined)
