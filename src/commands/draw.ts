// gesso draw: words in, picture files out; on this machine without a server, or on a server.

import { defineCommand } from 'citty'
import { performance } from 'node:perf_hooks'
import { writeFile } from 'node:fs/promises'
import { planFiles } from './draw-files.ts'
import { drawHere } from './draw-here.ts'
import { readDrawing, type Drawing, type DrawnPictures } from './draw-input.ts'
import { drawThere } from './draw-there.ts'
import { exitCodes, explain, Failure } from './exit.ts'
import { createProgress } from './progress.ts'

const args = {
  prompt: { type: 'positional', required: false, description: 'What to draw, in words' },
  out: { type: 'string', alias: 'o', valueHint: 'fox.png', description: 'File to write (.png, .jpg, .webp); several pictures get numbers' },
  seed: { type: 'string', valueHint: '7', description: 'Start of chance, 0 to 4294967295; the same seed gives the same picture' },
  steps: { type: 'string', description: 'Drawing steps; more is slower and finer' },
  guidance: { type: 'string', description: 'How strictly the picture follows the words' },
  negative: { type: 'string', valueHint: 'words', description: 'What to keep out of the picture' },
  style: { type: 'string', description: 'A style of the model' },
  model: { type: 'string', description: 'Model name or alias' },
  size: { type: 'string', valueHint: '512x512', description: 'Width and height in pixels; usual: what the model does best' },
  count: { type: 'string', alias: 'n', description: 'How many pictures' },
  image: { type: 'string', valueHint: 'ref.png', description: 'A picture to change' },
  strength: { type: 'string', valueHint: '0.6', description: 'With --image: 0 keeps it, 1 draws anew' },
  mask: { type: 'string', valueHint: 'mask.png', description: 'With --image: white is drawn anew, black is kept byte for byte' },
  'model-folder': { type: 'string', valueHint: 'DIR', description: 'Checkpoint folder to draw with; usual: models/painter' },
  json: { type: 'boolean', description: 'Print one JSON object with files, seeds, settings and warnings' },
  server: { type: 'string', valueHint: 'URL', description: 'Draw on this Gesso server' },
  key: { type: 'string', valueHint: 'KEY', description: 'API key for --server; usual: GESSO_API_KEY' },
} as const

export default defineCommand({
  meta: { name: 'draw', description: 'Draw pictures from words' },
  args,
  async run({ args: given }) {
    const json = given.json === true
    try {
      const drawing = await readDrawing(given)
      return await draw(drawing, json)
    } catch (error) {
      if (!json) throw error
      const { code, sentence } = explain(error)
      const name = (error as { code?: unknown }).code
      console.log(JSON.stringify({ error: { code: typeof name === 'string' ? name : null, message: sentence } }, null, 2))
      return code
    }
  },
})

async function draw(drawing: Drawing, json: boolean): Promise<number> {
  const target = await planFiles(drawing.out, drawing.request.pictures ?? 1)
  const progress = createProgress(process.stderr)
  const stop = stopOnInterrupt()
  const startedAt = performance.now()
  let drawn: DrawnPictures
  try {
    drawn = await (drawing.server === undefined ? drawHere : drawThere)(drawing, progress.show, stop)
  } finally {
    progress.clear()
  }
  const files = []
  for (const [number, picture] of drawn.pictures.entries()) {
    const file = await write(target.nameOf(number), picture.bytes)
    files.push({ file, seed: picture.seed, width: picture.width, height: picture.height })
  }
  const milliseconds = Math.round(performance.now() - startedAt)
  if (json) {
    console.log(JSON.stringify({ files, ...drawn.facts, milliseconds }, null, 2))
    return exitCodes.done
  }
  for (const { message } of drawn.facts.warnings) console.error(`Note: ${message}`)
  for (const { file, seed, width, height } of files) console.log(`${file} (${width}x${height}, seed ${seed})`)
  return exitCodes.done
}

async function write(file: string, bytes: Uint8Array): Promise<string> {
  try {
    await writeFile(file, bytes)
    return file
  } catch (error) {
    throw new Failure('failed', `${file} cannot be written (${(error as NodeJS.ErrnoException).code}). Give another place with -o.`)
  }
}

/** The first Ctrl-C asks politely; the second ends the program. */
function stopOnInterrupt(): AbortSignal {
  const stop = new AbortController()
  process.on('SIGINT', () => {
    if (stop.signal.aborted) process.exit(exitCodes.interrupted)
    stop.abort(new Failure('interrupted', 'Stopped.', 'cancelled'))
  })
  return stop.signal
}
