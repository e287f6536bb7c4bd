// Entry of the painter's child process: opens the graphs, warms them up, and draws.

import { serveDrawing } from '../drawing-child.ts'
import { drawPicture, prepareGround } from './draw.ts'
import { openGraphs, type Graphs } from './graphs.ts'
import type { Job, Load, ModelShape } from './messages.ts'

serveDrawing<Load, Job>(async ({ folder, shape, threads, empty }) => {
  const graphs = await openGraphs(folder, shape, threads)
  await warmUp(graphs, shape, empty)
  return async (job) => {
    const ground = await prepareGround(graphs, job)
    return (seed, next) => drawPicture(graphs, shape, job, ground, seed, next)
  }
})

/** The first run of a graph is slow; and graphs that do not fit the index fail here instead of in an order. */
async function warmUp(graphs: Graphs, shape: ModelShape, empty: BigInt64Array): Promise<void> {
  const side = shape.pixel_size
  const dims = graphs.latentDims(side, side)
  const latent = { data: new Float32Array(dims[0] * dims[1] * dims[2]), dims }
  const [velocity] = await graphs.velocities(latent, 1, await graphs.encodeWords([empty, empty]))
  if (velocity?.length !== latent.data.length) throw new Error('transformer/model.onnx does not fit the latent of model_index.json')
  const pixels = await graphs.decode(latent)
  if (pixels.width !== side || pixels.height !== side) throw new Error(`vae_decoder/model.onnx makes ${pixels.width}x${pixels.height}, not ${side}x${side}`)
}
