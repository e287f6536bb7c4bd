// Measures the painter beside the bare runtime: a whole order against the time that its graphs alone take, in turns.
// node bench/painter.ts [checkpoint folder] [rounds]

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { createPainter } from '../src/engines/painter/engine.ts'
import { loadCheckpoint, graphFile, type Checkpoint, type Graph } from '../src/engines/painter/checkpoint.ts'
import type { Order } from '../src/core/orders.ts'
import { record } from './record.ts'

const folder = process.argv[2] ?? join(import.meta.dirname, '../models/painter')
const rounds = Number(process.argv[3] ?? 5)
const threads = 2
const prompt = 'a red fox in the snow'
/** As the engine does: previews are decoded up to this part of the steps. */
const previewsUntil = 0.75

interface Bare {
  /** Milliseconds that the graphs of one default picture take, with and without the decoding of previews. */
  run(): Promise<{ picture: number; withPreviews: number }>
}

/** The same graphs, as often and in the same shapes as the engine runs them, and nothing else. */
async function bareGraphs({ index }: Checkpoint): Promise<Bare> {
  const open = (graph: Graph) => InferenceSession.create(graphFile(folder, graph), { intraOpNumThreads: threads, interOpNumThreads: 1, extra: { session: { intra_op: { allow_spinning: '0' } } } })
  const [words, paint, decode] = [await open('text_encoder'), await open('transformer'), await open('vae_decoder')]
  const ids = new BigInt64Array(2 * index.text_length)
  ids[0] = BigInt(index.null_token_id + 1)
  ids[index.text_length] = BigInt(index.null_token_id)
  const { latent_channels: channels, latent_size: side, default_steps: steps } = index
  const latent = (batch: number) => new Tensor('float32', new Float32Array(batch * channels * side * side).map((_, place) => Math.sin(place)), [batch, channels, side, side])
  const [one, two] = [latent(1), latent(2)]

  async function run(): Promise<{ picture: number; withPreviews: number }> {
    const startedAt = performance.now()
    const condition = await words.run({ [words.inputNames[0] ?? '']: new Tensor('int64', ids, [2, index.text_length]) })
    const wanted = Object.fromEntries(Object.entries(condition).filter(([name]) => paint.inputNames.includes(name)))
    for (let step = 0; step < steps; step++) await paint.run({ ...wanted, latent: two, time: new Tensor('float32', new Float32Array(2).fill(1 - step / steps), [2]) })
    const decoding = () => decode.run({ [decode.inputNames[0] ?? '']: one })
    await decoding()
    const picture = performance.now() - startedAt
    for (let step = 1; step <= steps * previewsUntil; step++) await decoding()
    return { picture, withPreviews: performance.now() - startedAt }
  }

  return { run }
}

const checkpoint = await loadCheckpoint(folder)
const side = checkpoint.index.pixel_size
const order: Order = { model: 'painter', prompt, negativePrompt: '', width: side, height: side, seeds: [7], format: 'png' }
const bare = await bareGraphs(checkpoint)
const startedAt = performance.now()
const painter = await createPainter({ folder, threads })
await painter.warm()
const start = performance.now() - startedAt
await bare.run()

const figures = { picture: [] as number[], firstPreview: [] as number[], graphs: [] as number[], graphsWithPreviews: [] as number[], ratio: [] as number[], ratioWithPreviews: [] as number[] }
for (let round = 0; round < rounds; round++) {
  const before = await bare.run()
  const orderedAt = performance.now()
  let firstPreview = 0
  await painter.generate(
    order,
    (event) => {
      if (event.kind === 'step' && event.preview && firstPreview === 0) firstPreview = performance.now() - orderedAt
    },
    new AbortController().signal,
  )
  const picture = performance.now() - orderedAt
  const after = await bare.run()
  // Before and after, because other work on the machine comes and goes.
  const graphs = (before.picture + after.picture) / 2
  const graphsWithPreviews = (before.withPreviews + after.withPreviews) / 2
  figures.picture.push(picture)
  figures.firstPreview.push(firstPreview)
  figures.graphs.push(graphs)
  figures.graphsWithPreviews.push(graphsWithPreviews)
  figures.ratio.push(picture / graphs)
  figures.ratioWithPreviews.push(picture / graphsWithPreviews)
}

const status = await readFile(`/proc/${painter.pid()}/status`, 'utf8').catch(() => '')
const memory = (name: string): number => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / 1024)
await painter.close()

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const milliseconds = (values: number[]) => `${Math.round(median(values))} ms`
console.log(`checkpoint ${checkpoint.index.version}, ${side}x${side}, ${checkpoint.index.default_steps} steps, median of ${rounds} rounds`)
await record({
  name: 'painter',
  command: 'npm run bench painter',
  figures: {
    'start of the engine and loading': `${Math.round(start)} ms`,
    'the usual picture (target 3000 ms)': milliseconds(figures.picture),
    'first preview (target 600 ms)': milliseconds(figures.firstPreview),
    'memory of the engine, highest (target 700 MB)': `${memory('VmHWM')} MB`,
    'the same graphs in bare ONNX Runtime, no previews': milliseconds(figures.graphs),
    'the same, each preview decoded too': milliseconds(figures.graphsWithPreviews),
    'whole order / graphs with previews decoded (target 1.5)': median(figures.ratioWithPreviews).toFixed(2),
    'whole order / graphs without any preview': median(figures.ratio).toFixed(2),
  },
  details: { checkpoint: checkpoint.index.version, side, steps: checkpoint.index.default_steps, rounds },
})
