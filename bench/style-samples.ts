// Draws one sample of every style of the painter, all of the same words and seed, for the studio to show beside its name.

import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'

const project = join(import.meta.dirname, '..')
const prompt = 'a red fox'
const seed = '7'
/** Shown at half of it, so that it is sharp on fine screens. */
const side = 168

const { styles } = JSON.parse(await readFile(join(project, 'models/painter/model_index.json'), 'utf8')) as { styles: Array<{ id: string }> }
const folder = join(project, 'studio/make/samples')
const work = await mkdtemp(join(tmpdir(), 'gesso-samples-'))
await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
for (const id of ['none', ...styles.map((style) => style.id)]) {
  const file = join(work, `${id}.png`)
  const chosen = id === 'none' ? [] : ['--style', id]
  execFileSync(process.execPath, ['src/cli.ts', 'draw', prompt, '-o', file, '--seed', seed, ...chosen], { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] })
  await writeFile(join(folder, `${id}.webp`), await sharp(file).resize(side, side).webp({ quality: 74, effort: 6 }).toBuffer())
  console.log(`studio/make/samples/${id}.webp`)
}
await rm(work, { recursive: true })
