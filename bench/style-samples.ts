// Draws what the studio shows of its painter: a sample of every style, all of the same words and seed, and a picture of every example.

import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'

const project = join(import.meta.dirname, '..')
const prompt = 'a red fox'
const seed = '7'
/** A sample is shown at half of it, so that it is sharp on fine screens. */
const side = 168
const exampleSide = 240

const { styles, examples } = JSON.parse(await readFile(join(project, 'models/painter/model_index.json'), 'utf8')) as { styles: Array<{ id: string }>; examples: Array<{ en: string }> }
const folder = join(project, 'studio/make/samples')
const work = await mkdtemp(join(tmpdir(), 'gesso-samples-'))
await mkdir(folder, { recursive: true })

async function draw(name: string, words: string, shownAt: number, ...more: string[]): Promise<void> {
  const file = join(work, `${name}.png`)
  execFileSync(process.execPath, ['src/cli.ts', 'draw', words, '-o', file, '--seed', seed, ...more], { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] })
  await writeFile(join(folder, `${name}.webp`), await sharp(file).resize(shownAt, shownAt).webp({ quality: 74, effort: 6 }).toBuffer())
  console.log(`studio/make/samples/${name}.webp`)
}

for (const { en } of examples) await draw(`example-${en.replaceAll(' ', '-')}`, en, exampleSide)
await draw('none', prompt, side)
for (const { id } of styles) await draw(id, prompt, side, '--style', id)
await rm(work, { recursive: true })
